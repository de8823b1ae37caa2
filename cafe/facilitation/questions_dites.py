"""« Dire les questions »: each question recorded aloud in the languages of the hall.

Plain forms, made for the phone of whoever speaks the language; a browser that allows it
records in the page, others open the phone's own recorder.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.core import Missing, NotAllowed, Refusal
from cafe.actions.questions_dites import record_question, remove_question_recording
from cafe.extensions import db
from cafe.facilitation.salle import facilitation, seance_for
from cafe.facilitation.vue import may
from cafe.langues_parlees import langues_parlees
from cafe.medias import media_response
from cafe.medias_recues import stored_medias
from cafe.messages import sentence, status
from cafe.models import Question, QuestionDite, Seance
from cafe.models.question import questions_of
from cafe.models.question_dite import dite_in, dites_of


@dataclass(frozen=True)
class PageDire:
    """The questions with their recordings, by language, and the form that adds one."""

    seance: Seance
    questions: list[Question]
    dites: dict[str, dict[str, QuestionDite]]
    langues: tuple[tuple[str, str], ...]
    question: str
    langue: str
    tableau: bool
    erreur: str | None = None
    champ: str | None = None


@facilitation.get("/<seance_id>/questions")
def dire(seance_id: str) -> str:
    """What is recorded already, and the form."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    return render_template("facilitation/dire.html", page=_page(seance))


@facilitation.post("/<seance_id>/questions")
def enregistrer_question(seance_id: str) -> Response:
    """Keep a recording, in place of the one of that language."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    question_id = request.form.get("question", "")
    if all(q.id != question_id for q in questions_of(db.session(), seance.id)):
        abort(404)
    try:
        with stored_medias(request.files) as medias:
            record_question(
                par=current_identite(),
                question_id=question_id,
                langue=request.form.get("langue", ""),
                piece=medias[0] if len(medias) == 1 else None,
            )
    except (Missing, NotAllowed):
        raise
    except Refusal as refusal:
        page = _page(seance_for(seance_id, Pouvoir.ANIMER), refusal)
        answer = render_template("facilitation/dire.html", page=page)
        return make_response(answer, status(refusal))
    flash(_("Enregistrement gardé. Écoutez-le une fois."), "succes")
    return redirect(url_for(".dire", seance_id=seance_id, _anchor=f"question-{question_id}"), 303)


@facilitation.post("/<seance_id>/questions/voix/<dite_id>/retirer")
def retirer_enregistrement(seance_id: str, dite_id: str) -> Response:
    """Take a recording away; phones go back to the French one."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    if dite_in(db.session(), seance.id, dite_id) is not None:
        remove_question_recording(par=current_identite(), dite_id=dite_id)
        flash(_("Enregistrement retiré."), "succes")
    return redirect(url_for(".dire", seance_id=seance_id), 303)


@facilitation.get("/<seance_id>/questions/voix/<dite_id>")
def question_dite(seance_id: str, dite_id: str) -> Response:
    """The recording, for whoever listens again before the phones do."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    found = dite_in(db.session(), seance.id, dite_id)
    if found is None:
        abort(404)
    return media_response(found.id, found.type_mime)


def _page(seance: Seance, refusal: Refusal | None = None) -> PageDire:
    session = db.session()
    questions = questions_of(session, seance.id)
    return PageDire(
        seance=seance,
        questions=questions,
        dites=dites_of(session, [q.id for q in questions]),
        langues=langues_parlees(),
        question=request.values.get("question", ""),
        langue=request.values.get("langue", ""),
        tableau=may(seance, Pouvoir.VOIR_TABLEAU),
        erreur=sentence(refusal) if refusal else None,
        champ=refusal.champ if refusal else None,
    )
