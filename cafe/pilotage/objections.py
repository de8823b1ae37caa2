"""What residents disagree with, each beside the word it is about; answered once, with a reason."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.champs import TEXTE_MAX
from cafe.actions.objections import answer_objection
from cafe.extensions import db
from cafe.models import Contribution, Objection, Seance
from cafe.models.objection import objections_of_demarche
from cafe.pilotage.formulaires import Formulaire, accepted, answer
from cafe.pilotage.salle import demarche_at, pilotage


class ReponseForm(Formulaire):
    """The answer that the person will read."""

    reponse = TextAreaField(
        _("Votre réponse, avec sa raison"),
        validators=[
            DataRequired(_("Écrivez une réponse : la personne la lira à côté de ses mots.")),
            Length(max=TEXTE_MAX),
        ],
    )


@pilotage.get("/demarches/<demarche_id>/objections")
def objections(demarche_id: str) -> Response:
    """Those that wait first."""
    return _page(demarche_id, ReponseForm(formdata=None))


@pilotage.post("/objections/<objection_id>/repondre")
def repondre_objection(objection_id: str) -> Response:
    """Answer one of them."""
    row = db.session.get(Objection, objection_id)
    word = db.session.get(Contribution, row.contribution_id) if row else None
    if word is None:
        abort(404)
    demarche_id = db.session.get_one(Seance, word.seance_id).demarche_id
    demarche_at(demarche_id, Pouvoir.ANIMER)
    form = ReponseForm()
    if accepted(
        form,
        lambda: answer_objection(
            par=current_identite(), objection_id=objection_id, reponse=form.reponse.data or ""
        ),
    ):
        flash(gettext("Votre réponse est écrite à côté de ses mots."), "succes")
        return redirect(url_for(".objections", demarche_id=demarche_id), 303)
    return _page(demarche_id, form, objection_id)


def _page(demarche_id: str, form: ReponseForm, ouverte: str = "") -> Response:
    """``ouverte``: the objection whose answer was refused, what was typed kept."""
    demarche_at(demarche_id, Pouvoir.ANIMER)
    return answer(
        "pilotage/objections.html",
        form=form,
        ouverte=ouverte,
        lues=objections_of_demarche(db.session(), demarche_id),
    )
