"""What the board page needs, as plain values: the templates ask nothing of the base."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort, url_for
from werkzeug.routing import BuildError

from cafe.access.doors import current_identite
from cafe.access.permits import Lieu, Pouvoir, permits
from cafe.extensions import db
from cafe.models import Question, Seance
from cafe.models.minuteur import Compte, minuteur_of
from cafe.models.question import questions_of
from cafe.models.tableau import EtatTableau, board_state, published_counts


@dataclass(frozen=True)
class PageTableau:
    """The board of one question; ``anime`` says whether its reader may move anything,
    ``note`` whether notes are theirs to take."""

    seance: Seance
    questions: list[Question]
    question: Question | None
    etat: EtatTableau | None
    comptes: Mapping[str, int]
    anime: bool
    note: bool
    conduite: str | None
    minuteur: Compte


def may(seance: Seance, pouvoir: Pouvoir) -> bool:
    """Whether whoever asks may do that in this séance."""
    return permits(current_identite(), pouvoir, Lieu(seance.demarche_id, seance.id))


def url_if_served(endpoint: str, **values: Any) -> str | None:
    """The address of a page of another room; None where this application does not have it."""
    try:
        return url_for(endpoint, **values)
    except BuildError:
        return None


def page_tableau(seance: Seance, question_id: str) -> PageTableau:
    """The board of a question; the first one when none is named. 404 for another séance's."""
    questions = questions_of(db.session(), seance.id)
    question = question_named(questions, question_id)
    return PageTableau(
        seance=seance,
        questions=questions,
        question=question,
        etat=board_state(db.session(), seance.id, question.id) if question else None,
        comptes=published_counts(db.session(), [q.id for q in questions]),
        anime=may(seance, Pouvoir.ANIMER),
        note=may(seance, Pouvoir.NOTER),
        conduite=url_if_served("facilitation.conduite", seance_id=seance.id),
        minuteur=minuteur_of(seance, seance.etape),
    )


def question_named(questions: list[Question], question_id: str) -> Question | None:
    """The question of that id, the first one for no id, None where there is none at all."""
    if not question_id:
        return questions[0] if questions else None
    found = next((q for q in questions if q.id == question_id), None)
    if found is None:
        abort(404)
    return found
