"""The page of one préconisation: all that hangs on it, and the forms to carry it on.

Every gesture of ``preconisation_gestes`` that is refused comes back here with its form.
"""

from __future__ import annotations

from flask import abort, request
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from cafe.access.permits import Pouvoir
from cafe.actions.champs import today
from cafe.extensions import db
from cafe.models import Preconisation
from cafe.models.chaine_preconisations import preconisations_suivies
from cafe.models.chaine_sources import sources_of
from cafe.models.preconisation import ETATS_FIGES
from cafe.pilotage.formulaires import Geste, answer
from cafe.pilotage.frise import story_of
from cafe.pilotage.preconisation_formes import (
    MotifForm,
    ReponseForm,
    decision_form,
    lien_form,
    source_form,
)
from cafe.pilotage.proches import Proches, near_to
from cafe.pilotage.salle import demarche_at, may, pilotage


def preconisation_at(
    preconisation_id: str, pouvoir: Pouvoir = Pouvoir.VOIR_DEMARCHE
) -> Preconisation:
    """The préconisation, if this account may do that in its démarche; aborts otherwise."""
    row = db.session.get(Preconisation, preconisation_id)
    if row is None:
        abort(404)
    demarche_at(row.demarche_id, pouvoir)
    return row


@pilotage.get("/preconisations/<preconisation_id>")
def preconisation(preconisation_id: str) -> Response:
    """The page; ``fiche`` searches the list of fiches to link, ``lier`` chooses one of them."""
    preconisation_at(preconisation_id)
    return preconisation_page(preconisation_id)


def preconisation_page(preconisation_id: str, **refusees: FlaskForm) -> Response:
    """The page with fresh forms, but for those just refused, given by name.

    Names: ``source``, ``lien``, ``decision``, ``reponse``, ``geste``, ``delier-<lien id>``.
    """
    session = db.session()
    row = preconisation_at(preconisation_id)
    cherche = request.args.get("fiche", "").strip()[:100]
    lier = request.args.get("lier", "")
    proches = near_to(session, row) if may(Pouvoir.PROPOSER) else Proches()
    row = preconisation_at(preconisation_id)
    blank = {"formdata": None, "version": row.version}
    last = row.reponses[-1] if row.reponses else None
    formes: dict[str, FlaskForm] = {
        "source": source_form(session, row, **blank),
        "lien": lien_form(session, row, cherche, fiche=lier, **blank),
        "decision": decision_form(session, row, jour=today(), **blank),
        "reponse": ReponseForm(
            prefix="reponse",
            texte=last.texte if last else "",
            signataire=last.signataire if last else "",
            **blank,
        ),
        "geste": Geste(prefix="geste", **blank),
    } | refusees
    suivie = preconisations_suivies(session, [row.id])[row.id]
    for fiche in suivie.fiches:
        key = f"delier-{fiche.lien_id}"
        formes.setdefault(key, MotifForm(prefix=key, **blank))
    return answer(
        "pilotage/preconisation.html",
        form=next(iter(refusees.values()), None),
        refusee=next(iter(refusees), ""),
        formes=formes,
        preconisation=row,
        suivie=suivie,
        sources=sources_of(session, [row.id]).get(row.id, ()),
        figee=row.etat in ETATS_FIGES,
        cherche=cherche,
        lier=lier,
        proches=proches,
        frise=story_of(session, row),
    )
