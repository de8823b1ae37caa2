"""The fiches of a plan as files: what came in goes out, field by field."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import abort
from werkzeug.wrappers import Response

from cafe.access.permits import Pouvoir
from cafe.extensions import db
from cafe.formats.fiches_json import write_fiches_json
from cafe.formats.fiches_tableau import write_fiches_csv, write_fiches_xlsx
from cafe.models import Plan
from cafe.models.demarche import plans_of
from cafe.models.fiche import contents_of_plan
from cafe.models.fiche_contenu import ContenuFiche
from cafe.pilotage.fiches import chosen_plan
from cafe.pilotage.salle import demarche_at, pilotage
from cafe.pilotage.telechargement import CSV, JSON, XLSX, download
from cafe.threads import in_native_thread


@pilotage.get("/demarches/<demarche_id>/fiches.json")
def fiches_json(demarche_id: str) -> Response:
    """Everything, keys outside the form included."""
    plan, fiches = _plan(demarche_id)
    data = in_native_thread(lambda: write_fiches_json(fiches, {"plan": plan.nom}))
    return download(data, JSON, f"fiches-{plan.nom}.json")


@pilotage.get("/demarches/<demarche_id>/fiches.csv")
def fiches_csv(demarche_id: str) -> Response:
    """The published keys, for a spreadsheet."""
    return _table(demarche_id, write_fiches_csv, CSV, "csv")


@pilotage.get("/demarches/<demarche_id>/fiches.xlsx")
def fiches_xlsx(demarche_id: str) -> Response:
    """The published keys, as a workbook."""
    return _table(demarche_id, write_fiches_xlsx, XLSX, "xlsx")


def _table(
    demarche_id: str,
    write: Callable[[Sequence[ContenuFiche]], bytes],
    mimetype: str,
    extension: str,
) -> Response:
    plan, fiches = _plan(demarche_id)
    data = in_native_thread(lambda: write(fiches))
    return download(data, mimetype, f"fiches-{plan.nom}.{extension}")


def _plan(demarche_id: str) -> tuple[Plan, list[ContenuFiche]]:
    demarche_at(demarche_id, Pouvoir.EXPORTER)
    session = db.session()
    plan = chosen_plan(plans_of(session, demarche_id))
    if plan is None:
        abort(404)
    return plan, [contenu for _, contenu in contents_of_plan(session, plan.id)]
