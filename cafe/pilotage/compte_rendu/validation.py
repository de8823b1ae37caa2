"""Validating a compte rendu, then approving or correcting it: the chef de projet's pages."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from cafe import clock
from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.approbations import approve_compte_rendu, start_correction
from cafe.actions.comptes_rendus import Gel, validate_compte_rendu
from cafe.documents.gel import freeze, versions_in
from cafe.extensions import db
from cafe.models import CompteRendu, Phase, Seance
from cafe.models.compte_rendu import comments_of, draft_of, last_validated
from cafe.pilotage.compte_rendu.contenu import content_as_signed
from cafe.pilotage.compte_rendu.formats import FORMATS
from cafe.pilotage.compte_rendu.formes import CorrectionForm, ValidationForm, approbation_form
from cafe.pilotage.formulaires import accepted, answer
from cafe.pilotage.salle import pilotage, seance_at
from cafe.threads import in_native_thread


@pilotage.route("/seances/<seance_id>/compte-rendu/valider", methods=["GET", "POST"])
def valider_compte_rendu(seance_id: str) -> Response:
    """What will be frozen, under which name; refused when something came since it was read.

    One comes from the page of the document, which says in ``lu`` what it showed: without it,
    nothing says that the document was read.
    """
    seance = seance_at(seance_id, Pouvoir.VALIDER)
    draft = draft_of(db.session(), seance.id)
    form = ValidationForm()
    if draft is None or not (form.is_submitted() or "lu" in request.args):
        return redirect(url_for(".compte_rendu", seance_id=seance_id), 303)
    if not form.is_submitted():
        form.nom.data = current_identite().nom
        form.version.data, form.lu.data = str(draft.version), request.args["lu"]
    id_ = draft.id
    if accepted(form, lambda: _validate(id_, form)):
        flash(gettext("Le compte rendu est validé : cette version ne changera plus."), "succes")
        return redirect(url_for(".compte_rendu", seance_id=seance_id), 303)
    seance, kept = db.session.get_one(Seance, seance_id), db.session.get_one(CompteRendu, id_)
    return answer(
        "pilotage/compte_rendu/valider.html",
        form=form if form.is_submitted() else None,
        validation=form,
        seance=seance,
        version=kept,
        terminee=seance.phase in (Phase.TERMINEE, Phase.CLOSE),
        ouvertes=[c for c in comments_of(db.session(), id_) if c.reglee_le is None],
    )


def _validate(id_: str, form: ValidationForm) -> None:
    """Compose and draw off the writer, then ask it to keep them if nothing came since."""
    now, name = clock.now(), str(form.nom.data or "").strip()
    draft = db.session.get_one(CompteRendu, id_)
    seance = db.session.get_one(Seance, draft.seance_id)
    content = content_as_signed(db.session(), seance, draft, le=now, nom=name)
    pdf = in_native_thread(lambda: FORMATS["pdf"].draw(content))
    gel = Gel(freeze(content), versions_in(content), pdf, form.read_until(), now, name)
    validate_compte_rendu(
        par=current_identite(), compte_rendu_id=id_, gel=gel, version=form.opened_on()
    )


@pilotage.route("/seances/<seance_id>/compte-rendu/approuver", methods=["GET", "POST"])
def approuver_compte_rendu(seance_id: str) -> Response:
    """Note which later séance approved it, and its amendements."""
    seance = seance_at(seance_id, Pouvoir.VALIDER)
    latest = _latest(seance)
    form = approbation_form(db.session(), seance)
    if not form.is_submitted():
        form.version.data = str(latest.version)
    id_ = latest.id

    def write() -> None:
        approve_compte_rendu(
            par=current_identite(),
            compte_rendu_id=id_,
            seance_id=str(form.seance.data),
            jour=form.jour.data,
            amendements=form.amendements.data or "",
            version=form.opened_on(),
        )

    if accepted(form, write):
        flash(gettext("L’approbation est notée."), "succes")
        return redirect(url_for(".compte_rendu", seance_id=seance_id), 303)
    return answer(
        "pilotage/compte_rendu/approuver.html",
        form=form if form.is_submitted() else None,
        approbation=form,
        seance=db.session.get_one(Seance, seance_id),
        version=db.session.get_one(CompteRendu, id_),
    )


@pilotage.route("/seances/<seance_id>/compte-rendu/corriger", methods=["GET", "POST"])
def corriger_compte_rendu(seance_id: str) -> Response:
    """Open the next version, with its reason."""
    seance = seance_at(seance_id, Pouvoir.VALIDER)
    latest = _latest(seance).id
    form = CorrectionForm()

    def write() -> None:
        start_correction(
            par=current_identite(), seance_id=seance_id, precision=form.precision.data or ""
        )

    if accepted(form, write):
        flash(gettext("La correction est ouverte : les notes peuvent changer."), "succes")
        return redirect(url_for(".compte_rendu", seance_id=seance_id), 303)
    return answer(
        "pilotage/compte_rendu/corriger.html",
        form=form if form.is_submitted() else None,
        correction=form,
        seance=db.session.get_one(Seance, seance_id),
        version=db.session.get_one(CompteRendu, latest),
    )


def _latest(seance: Seance) -> CompteRendu:
    latest = last_validated(db.session(), seance.id)
    if latest is None:
        abort(404)
    return latest
