"""The documents joined to a séance: added, corrected, put in order, taken off."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.documents_joints import (
    add_document,
    move_document,
    remove_document,
    update_document,
)
from cafe.extensions import db
from cafe.models import DocumentJoint, Seance
from cafe.pilotage.formulaires import Geste, accepted, answer
from cafe.pilotage.reunions.formes import DocumentForm, RangForm
from cafe.pilotage.reunions.ordre_du_jour import agenda_page
from cafe.pilotage.reunions.salle import back_to
from cafe.pilotage.salle import pilotage, seance_at


@pilotage.post("/seances/<seance_id>/ordre-du-jour/documents")
def ajouter_document(seance_id: str) -> Response:
    """Join a document, then stay on the form."""
    seance_at(seance_id, Pouvoir.NOTER)
    form = DocumentForm(prefix="document")
    if accepted(
        form,
        lambda: add_document(
            par=current_identite(),
            seance_id=seance_id,
            titre=form.titre.data or "",
            adresse=form.adresse.data or "",
            document_id=form.ident.data or None,
        ),
    ):
        return back_to(".ordre_du_jour", seance_id=seance_id, ou="document-titre")
    return agenda_page(seance_at(seance_id, Pouvoir.NOTER), document=form)


@pilotage.route("/documents-joints/<document_id>", methods=["GET", "POST"])
def document_joint(document_id: str) -> Response:
    """Correct a document's title or address, or take it off."""
    row, seance = _document_at(document_id)
    seance_id = seance.id
    form = DocumentForm(data={"titre": row.titre, "adresse": row.adresse})
    if accepted(
        form,
        lambda: update_document(
            par=current_identite(),
            document_id=document_id,
            titre=form.titre.data or "",
            adresse=form.adresse.data or "",
        ),
    ):
        return back_to(".ordre_du_jour", seance_id=seance_id, ou=f"modifier-{document_id}")
    row, seance = _document_at(document_id)
    return answer(
        "pilotage/reunion/document.html",
        form=form,
        document=row,
        seance=seance,
        geste=Geste(formdata=None),
    )


@pilotage.post("/documents-joints/<document_id>/deplacer")
def deplacer_document(document_id: str) -> Response:
    """Up or down: it takes the letter of its new place."""
    row, seance = _document_at(document_id)
    seance_id, before = seance.id, row.ordre
    form = RangForm()
    if not form.validate_on_submit():
        abort(400)
    move_document(par=current_identite(), document_id=document_id, ordre=form.place())
    verb = "monter" if form.place() < before else "descendre"
    return back_to(".ordre_du_jour", seance_id=seance_id, ou=f"{verb}-{document_id}")


@pilotage.post("/documents-joints/<document_id>/retirer")
def retirer_document(document_id: str) -> Response:
    """Take a document off; the next ones take the letter before theirs."""
    row, seance = _document_at(document_id)
    seance_id, titre = seance.id, row.titre
    remove_document(par=current_identite(), document_id=document_id)
    flash(gettext("« %(titre)s » n’est plus joint.", titre=titre), "succes")
    return redirect(url_for(".ordre_du_jour", seance_id=seance_id), 303)


def _document_at(document_id: str) -> tuple[DocumentJoint, Seance]:
    row = db.session.get(DocumentJoint, document_id)
    if row is None:
        abort(404)
    return row, seance_at(row.seance_id, Pouvoir.NOTER)
