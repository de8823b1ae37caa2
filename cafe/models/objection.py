"""Objection: « Je ne suis pas d’accord », what somebody answers to what became of their word.

Its text is a participant's: it lives here alone and an erasure of the word empties it. The team's
answer stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from cafe.models.base import ID_LENGTH, Base, UtcDateTime, new_id
from cafe.models.contribution import Contribution
from cafe.models.question import Question
from cafe.models.seance import Seance, held_in


class Objection(Base):
    """One objection and, once given, its answer; ``texte`` is None when it was erased."""

    __tablename__ = "objection"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), index=True)
    texte: Mapped[str | None] = mapped_column(Text)
    le: Mapped[datetime] = mapped_column(UtcDateTime)
    reponse: Mapped[str] = mapped_column(Text, default="")
    repondu_par: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    repondu_le: Mapped[datetime | None] = mapped_column(UtcDateTime)


@dataclass(frozen=True)
class ObjectionLue:
    """An objection as the team reads it: beside the word that it is about, and nobody's name."""

    objection: Objection
    contribution: Contribution
    question: str
    seance: str


def objections_by(
    session: Session, contribution_ids: Collection[str]
) -> dict[str, list[Objection]]:
    """The objections of those words, by contribution, first one first."""
    rows = session.scalars(
        select(Objection)
        .where(Objection.contribution_id.in_(contribution_ids))
        .order_by(Objection.le)
    )
    found: dict[str, list[Objection]] = defaultdict(list)
    for row in rows:
        found[row.contribution_id].append(row)
    return found


def objections_of_demarche(session: Session, demarche_id: str) -> list[ObjectionLue]:
    """The objections of a démarche: those that wait first, then the latest answered."""
    rows = session.execute(
        select(Objection, Contribution, Question.texte, Seance.titre)
        .join(Contribution, Contribution.id == Objection.contribution_id)
        .join(Question, Question.id == Contribution.question_id)
        .join(Seance, Seance.id == Contribution.seance_id)
        .where(held_in(demarche_id))
        .order_by(Objection.repondu_le.is_not(None), Objection.le.desc())
    )
    return [ObjectionLue(*row) for row in rows]


def count_waiting(session: Session, demarche_id: str) -> int:
    """How many objections of a démarche wait for an answer."""
    query = (
        select(func.count(Objection.id))
        .join(Contribution, Contribution.id == Objection.contribution_id)
        .join(Seance, Seance.id == Contribution.seance_id)
        .where(held_in(demarche_id), Objection.repondu_le.is_(None))
    )
    return session.scalar(query) or 0


def objections_told(session: Session, seance_id: str) -> tuple[int, int]:
    """How many objections were made in a séance, and how many are answered."""
    query = (
        select(func.count(Objection.id), func.count(Objection.repondu_le))
        .join(Contribution, Contribution.id == Objection.contribution_id)
        .where(Contribution.seance_id == seance_id)
    )
    made, answered = session.execute(query).one()
    return made, answered


def erase_objections(session: Session, contribution_ids: Collection[str]) -> None:
    """Forget what was objected about words that are erased."""
    session.execute(
        update(Objection).where(Objection.contribution_id.in_(contribution_ids)).values(texte=None)
    )
