"""Every table of a séance at one glance: who calls, how many sit there, what came from it.

Totals only: nothing here tells who wrote what.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cafe.models.contribution import Contribution, Statut
from cafe.models.participant import Participant
from cafe.models.places import attendues_by_table
from cafe.models.question import Programme, Question, Tablee, tablees_of
from cafe.models.seance import Seance
from cafe.models.synthese import EffectifTablee


@dataclass(frozen=True)
class TableeVue:
    """One table now. ``comptees``: its host said how many they are, else phones are counted;
    ``idees``: of the tour under way, of the whole séance where there is none; ``attendues``: how
    many the plan of names seats there during that tour, None without one."""

    tablee: Tablee
    personnes: int
    comptees: bool
    idees: int
    question: str
    attendues: int | None = None

    @property
    def serree(self) -> bool:
        """Whether more people sit there than there are seats."""
        seats = self.tablee.capacite
        return seats is not None and self.personnes > seats


def glance(session: Session, seance: Seance, tour_id: str | None) -> list[TableeVue]:
    """The tables by number, in a few small queries."""
    seance_id = seance.id
    expected = attendues_by_table(session, seance, tour_id) if tour_id else {}
    said = _pairs(
        session.execute(
            select(EffectifTablee.tablee_id, EffectifTablee.nombre).where(
                EffectifTablee.tour_id == tour_id
            )
        )
    )
    phones = _pairs(
        session.execute(
            select(Participant.tablee_id, func.count())
            .where(Participant.seance_id == seance_id, Participant.tablee_id.is_not(None))
            .group_by(Participant.tablee_id)
        )
    )
    during = [Contribution.tour_id == tour_id] if tour_id else []
    words = _pairs(
        session.execute(
            select(Contribution.tablee_id, func.count())
            .where(
                Contribution.seance_id == seance_id,
                Contribution.statut.not_in([Statut.RETIREE, Statut.REMPLACEE]),
                *during,
            )
            .group_by(Contribution.tablee_id)
        )
    )
    asked = _pairs(
        session.execute(
            select(
                Programme.tablee_id, func.coalesce(func.nullif(Question.theme, ""), Question.texte)
            )
            .join(Question, Question.id == Programme.question_id)
            .where(Programme.tour_id == tour_id)
        )
    )
    return [
        TableeVue(
            tablee=row,
            personnes=said.get(row.id, phones.get(row.id, 0)),
            comptees=row.id in said,
            idees=words.get(row.id, 0),
            question=asked.get(row.id, ""),
            attendues=expected.get(row.id, 0) if expected else None,
        )
        for row in tablees_of(session, seance_id)
    ]


def _pairs(rows: Iterable[Any]) -> Mapping[str, Any]:
    return {row[0]: row[1] for row in rows}
