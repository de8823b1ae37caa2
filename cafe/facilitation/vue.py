"""What the board page needs, as plain values: the templates ask nothing of the base."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask import abort, url_for
from werkzeug.routing import BuildError

from cafe.access.doors import current_identite
from cafe.access.permits import Lieu, Pouvoir, permits
from cafe.extensions import db
from cafe.facilitation.ecran_etat import EcranDit, ecran_dit
from cafe.facilitation.gestes_dits import GesteDit, undoable
from cafe.libelles import libelle
from cafe.models import Format, Question, Seance
from cafe.models.minuteur import Compte, minuteur_of
from cafe.models.question import questions_of
from cafe.models.relecture import FiltreRelecture, counts_of_queue
from cafe.models.synthese import SyntheseLue, syntheses_of
from cafe.models.tableau import EtatTableau, board_state, published_counts


class Filtre(StrEnum):
    """Which of the words to group are in view."""

    ETOILES = "etoiles"
    TOUTES = "toutes"


@dataclass(frozen=True)
class PageTableau:
    """The board of one question; ``anime`` says whether its reader may move anything,
    ``note`` whether notes are theirs to take, ``efface`` whether they may erase for good.

    ``filtre``: which words to group are in view; the others are there, out of sight.
    """

    seance: Seance
    questions: list[Question]
    question: Question | None
    etat: EtatTableau | None
    comptes: Mapping[str, int]
    anime: bool
    note: bool
    conduite: str | None
    minuteur: Compte
    efface: bool
    filtre: Filtre
    syntheses: tuple[SyntheseLue, ...]
    ecran: EcranDit | None
    annulable: GesteDit | None = None  # what « Annuler » would undo
    a_relire: int = 0  # how many words wait in the queue

    @property
    def lieu(self) -> str:
        """Where the séance is: its phase, its step."""
        phase = libelle(self.seance.phase).capitalize()
        return f"{phase}, {self.seance.etape.titre}" if self.seance.etape else phase

    @property
    def etoiles(self) -> int:
        """How many of the words to group their tables have put forward."""
        return sum(carte.etoile for carte in self.etat.libres) if self.etat else 0


def may(seance: Seance, pouvoir: Pouvoir) -> bool:
    """Whether whoever asks may do that in this séance."""
    return permits(current_identite(), pouvoir, Lieu(seance.demarche_id, seance.id))


def url_if_served(endpoint: str, **values: Any) -> str | None:
    """The address of a page of another room; None where this application does not have it."""
    try:
        return url_for(endpoint, **values)
    except BuildError:
        return None


def page_tableau(seance: Seance, question_id: str, filtre: str = "") -> PageTableau:
    """The board of a question; the first one when none is named. 404 for another séance's.

    A world café's board opens on what tables put forward, where there is anything.
    """
    questions = questions_of(db.session(), seance.id)
    question = question_named(questions, question_id)
    etat = board_state(db.session(), seance.id, question.id) if question else None
    starred = etat is not None and any(carte.etoile for carte in etat.libres)
    usual = Filtre.ETOILES if starred and seance.format is Format.WORLD_CAFE else Filtre.TOUTES
    anime = may(seance, Pouvoir.ANIMER)
    return PageTableau(
        seance=seance,
        questions=questions,
        question=question,
        etat=etat,
        comptes=published_counts(db.session(), [q.id for q in questions]),
        anime=anime,
        note=may(seance, Pouvoir.NOTER),
        conduite=url_if_served("facilitation.conduite", seance_id=seance.id),
        minuteur=minuteur_of(seance, seance.etape),
        efface=may(seance, Pouvoir.EFFACER),
        filtre=Filtre(filtre) if filtre in set(Filtre) else usual,
        syntheses=tuple(
            said
            for said in syntheses_of(db.session(), seance.id)
            if question is not None and said.question_id in (question.id, None)
        ),
        ecran=ecran_dit(seance) if may(seance, Pouvoir.ANIMER) else None,
        annulable=undoable(db.session(), seance.id, current_identite()) if anime else None,
        a_relire=counts_of_queue(db.session(), seance.id)[FiltreRelecture.TOUT] if anime else 0,
    )


def question_named(questions: list[Question], question_id: str) -> Question | None:
    """The question of that id, the first one for no id, None where there is none at all."""
    if not question_id:
        return questions[0] if questions else None
    found = next((q for q in questions if q.id == question_id), None)
    if found is None:
        abort(404)
    return found
