"""The wall of the room screen as plain values: the published words, or nothing while hidden."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.models.contribution import Contribution
from cafe.models.evenement import last_numero
from cafe.models.seance import Mur, Seance
from cafe.models.tableau import Carte, cards_by_id
from cafe.models.visibilite import Regard, visible_clause

# More would never fit; the latest words are what a room looks for.
PAROLES_MAX = 40


@dataclass(frozen=True)
class EtatMur:
    """What the wall shows of one question, latest word first.

    Frozen, it holds the words that had come when it was frozen, less those taken off since.
    """

    numero: int
    mur: Mur
    question_id: str
    paroles: tuple[Carte, ...]


def wall_state(session: Session, seance: Seance, question_id: str) -> EtatMur:
    """The wall of a question now."""
    numero = last_numero(session)
    if seance.mur is Mur.MASQUE:
        return EtatMur(numero, seance.mur, question_id, ())
    latest = (
        select(Contribution.id)
        .where(Contribution.question_id == question_id, visible_clause(Regard.ECRAN))
        .order_by(Contribution.ordre.desc(), Contribution.partie.desc())
        .limit(PAROLES_MAX)
    )
    if seance.mur is Mur.FIGE and seance.mur_numero is not None:
        latest = latest.where(Contribution.ordre <= seance.mur_numero)
    shown = cards_by_id(session, list(session.scalars(latest)))
    return EtatMur(numero, seance.mur, question_id, tuple(reversed(shown)))
