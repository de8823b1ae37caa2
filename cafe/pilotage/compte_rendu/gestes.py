"""What is done to a compte rendu before it is validated: begun, sent to review, commented on."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.comptes_rendus import send_to_review, set_modele, start_compte_rendu
from cafe.actions.relectures import comment_paragraph, settle_comment
from cafe.extensions import db
from cafe.models import CompteRendu, Relecture, Seance
from cafe.models.compte_rendu import draft_of, usual_modele
from cafe.pilotage.compte_rendu.contenu import content_of
from cafe.pilotage.compte_rendu.formats import outline_of
from cafe.pilotage.compte_rendu.formes import ModeleForm, RemarqueForm
from cafe.pilotage.compte_rendu.page import anchors_of, show
from cafe.pilotage.formulaires import Geste, accepted
from cafe.pilotage.salle import pilotage, seance_at


@pilotage.post("/seances/<seance_id>/compte-rendu/commencer")
def commencer_compte_rendu(seance_id: str) -> Response:
    """Begin the draft, or choose the other model for it."""
    seance = seance_at(seance_id, Pouvoir.NOTER)
    draft = draft_of(db.session(), seance.id)
    usual = usual_modele(seance.format, seance.groupe_id)
    form = ModeleForm(draft.modele if draft else usual)
    id_ = draft.id if draft else None

    def write() -> None:
        if id_ is None:
            start_compte_rendu(par=current_identite(), seance_id=seance_id, modele=form.chosen())
        else:
            set_modele(
                par=current_identite(),
                compte_rendu_id=id_,
                modele=form.chosen(),
                version=form.opened_on(),
            )

    if accepted(form, write):
        return _back(seance_id)
    return show(seance_id, modele=form)


@pilotage.post("/seances/<seance_id>/compte-rendu/relecture")
def relire_compte_rendu(seance_id: str) -> Response:
    """Ask the co-pilotes to read it again."""
    seance_at(seance_id, Pouvoir.NOTER)
    draft = _draft(seance_id).id
    form = Geste()
    if accepted(form, lambda: send_to_review(par=current_identite(), compte_rendu_id=draft)):
        flash(
            gettext("Le compte rendu est en relecture : chaque paragraphe se commente."), "succes"
        )
        return _back(seance_id)
    return show(seance_id, geste=form)


@pilotage.post("/seances/<seance_id>/compte-rendu/remarques")
def commenter_compte_rendu(seance_id: str) -> Response:
    """Say something of one paragraph, which must still be there."""
    seance = seance_at(seance_id, Pouvoir.RELIRE)
    form = RemarqueForm()
    draft = _draft(seance_id)
    anchor = str(form.ancre.data or "")
    if anchor not in set(anchors_of(outline_of(content_of(db.session(), seance, draft)))):
        abort(404)
    id_ = draft.id

    def write() -> None:
        comment_paragraph(
            par=current_identite(),
            compte_rendu_id=id_,
            ancre=anchor,
            texte=form.texte.data or "",
            relecture_id=form.relecture_id.data or None,
        )

    if accepted(form, write):
        flash(gettext("Votre remarque est notée."), "succes")
        return _back(seance_id, anchor)
    return show(seance_id, remarque=form)


@pilotage.post("/remarques/<relecture_id>/regler")
def regler_remarque(relecture_id: str) -> Response:
    """Mark a comment as dealt with."""
    comment = db.session.get(Relecture, relecture_id)
    if comment is None:
        abort(404)
    row = db.session.get_one(CompteRendu, comment.compte_rendu_id)
    seance_id, anchor = row.seance_id, comment.ancre
    seance_at(seance_id, Pouvoir.NOTER)
    form = Geste()
    if accepted(form, lambda: settle_comment(par=current_identite(), relecture_id=relecture_id)):
        return _back(seance_id, anchor)
    return show(seance_id, geste=form)


def _draft(seance_id: str) -> CompteRendu:
    draft = draft_of(db.session(), db.session.get_one(Seance, seance_id).id)
    if draft is None:
        abort(404)
    return draft


def _back(seance_id: str, anchor: str | None = None) -> Response:
    return redirect(url_for(".compte_rendu", seance_id=seance_id, _anchor=anchor), 303)
