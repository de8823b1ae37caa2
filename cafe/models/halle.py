"""The hall as a rotation sees it: tables, rounds, themes; the plan in force, the badges.

Read only. Themes are numbers: two tables of one question share one.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cafe.models.question import Programme, Tour, tablees_of
from cafe.models.rotation import Badge, PlanRotation
from cafe.models.seance import ModeRotation


@dataclass(frozen=True)
class Halle:
    """``themes[tour][table]``; ``capacites`` is None where nobody counted the seats of a table."""

    tours: tuple[str, ...]
    tablees: tuple[str, ...]
    numeros: tuple[int, ...]
    themes: tuple[tuple[int, ...], ...]
    capacites: tuple[int | None, ...]

    @property
    def places(self) -> int | None:
        """Seats in all; None as long as one table's are not known."""
        known = [capacite for capacite in self.capacites if capacite is not None]
        return sum(known) if len(known) == len(self.capacites) else None

    def places_at_least(self, usual: int) -> int:
        """Seats in all, ``usual`` at each table whose seats nobody counted."""
        return sum(usual if capacite is None else capacite for capacite in self.capacites)


def hall_of(session: Session, seance_id: str) -> Halle:
    """The tables and rounds of a séance. A table without a question is a theme of its own."""
    tablees = tablees_of(session, seance_id)
    tours = session.scalars(
        select(Tour).where(Tour.seance_id == seance_id).order_by(Tour.numero)
    ).all()
    said = {
        (row.tour_id, row.tablee_id): row.question_id
        for row in session.scalars(
            select(Programme).join(Tour, Tour.id == Programme.tour_id).where(
                Tour.seance_id == seance_id
            )
        )
    }  # fmt: skip
    numbers: dict[str, int] = {}
    themes = tuple(
        tuple(
            numbers.setdefault(said.get((tour.id, tablee.id), tablee.id), len(numbers))
            for tablee in tablees
        )
        for tour in tours
    )
    return Halle(
        tuple(tour.id for tour in tours),
        tuple(tablee.id for tablee in tablees),
        tuple(tablee.numero for tablee in tablees),
        themes,
        tuple(tablee.capacite for tablee in tablees),
    )


def plan_in_force(session: Session, seance_id: str) -> PlanRotation | None:
    """The plan that is published and not replaced."""
    return session.scalar(
        select(PlanRotation).where(
            PlanRotation.seance_id == seance_id,
            PlanRotation.publie_le.is_not(None),
            PlanRotation.remplace_le.is_(None),
        )
    )


def last_badge(session: Session, seance_id: str) -> int:
    """The highest number given to a badge of a séance; 0 before the first."""
    return session.scalar(select(func.max(Badge.numero)).where(Badge.seance_id == seance_id)) or 0


def badge_by_numero(
    session: Session, seance_id: str, numero: int, *, lock: bool = False
) -> Badge | None:
    """The badge of that number; ``lock`` holds it against another phone that takes it."""
    query = select(Badge).where(Badge.seance_id == seance_id, Badge.numero == numero)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalar(query)


def badge_of(session: Session, participant_id: str) -> Badge | None:
    """The badge that a phone is tied to."""
    return session.scalar(select(Badge).where(Badge.participant_id == participant_id))


def named_badges(session: Session, seance_id: str) -> list[Badge]:
    """The people of the list, in the order they came in."""
    return list(
        session.scalars(
            select(Badge)
            .where(Badge.seance_id == seance_id, Badge.nom != "")
            .order_by(Badge.numero)
        )
    )


def last_named_plan(session: Session, seance_id: str) -> PlanRotation | None:
    """The plan of names asked for last, whatever became of it."""
    return session.scalar(
        select(PlanRotation)
        .where(PlanRotation.seance_id == seance_id, PlanRotation.mode == ModeRotation.NOMME)
        .order_by(PlanRotation.cree_le.desc())
        .limit(1)
    )


def tours_begun(session: Session, seance_id: str) -> int:
    """How many rounds are over or under way."""
    begun = select(func.count()).where(Tour.seance_id == seance_id, Tour.debut.is_not(None))
    return session.scalar(begun) or 0
