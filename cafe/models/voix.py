"""Who stands behind words: people, and ideas typed for others of whom nobody knows how many.

One count for boards, screens, documents and exports. Somebody who says it twice is one voice, and
a split word keeps its author. What a host types for somebody is one voice too, told apart, since
two of them may be one person's. Typed for the holder of a numbered slip, it is that person's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, distinct, exists, func, select
from sqlalchemy.orm import Session

from cafe.models.contribution import Contribution
from cafe.models.talon import Talon

# Whether a word was typed for somebody who holds no slip.
SAISIE: ColumnElement[bool] = and_(
    Contribution.saisie_par.is_not(None),
    ~exists().where(Talon.participant_id == Contribution.participant_id),
)
# As columns of a query that is grouped: all voices, and those that were typed.
TOTAL = func.count(distinct(Contribution.participant_id))
SAISIES = func.count(distinct(case((SAISIE, Contribution.participant_id))))


@dataclass(frozen=True)
class Voix:
    """``total`` voices, of which ``saisies`` were typed for somebody."""

    total: int
    saisies: int

    @property
    def personnes(self) -> int:
        """Those who wrote themselves, or hold a slip."""
        return self.total - self.saisies


def voix_of(dites: Iterable[tuple[str, bool]]) -> Voix:
    """Count the authors of some words: each word's participant, and whether it was typed."""
    authors = dict(dites)
    return Voix(len(authors), sum(authors.values()))


def typed_authors(session: Session, seance_id: str) -> frozenset[str]:
    """The participants of a séance who stand for a word typed for somebody."""
    query = select(Contribution.participant_id).where(Contribution.seance_id == seance_id, SAISIE)
    return frozenset(session.scalars(query))
