"""Who goes where: the way of a badge through the plan in force, who is expected at a table.

A repair is a new plan made from the one before, so what people were told first is in the oldest
plan of that line that seats them: it is what is printed on their badge. Read only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from cafe.models.halle import badge_of, plan_in_force
from cafe.models.question import Tablee, Tour
from cafe.models.rotation import Badge, Placement, PlanRotation
from cafe.models.seance import ModeRotation, Seance

# Where the holder of a badge is: where they were seen, else where the plan seats them.
PLACE = func.coalesce(Placement.reelle_id, Placement.tablee_id)


@dataclass(frozen=True)
class Arret:
    """Where a badge goes at a round, by the numbers that people see.

    ``prevue``: the table of the plan, when its holder was seen at another. ``avant``: the table
    told first, when a repair changed it. ``a_venir``: the round has not begun.
    """

    tour: int
    table: int
    prevue: int | None = None
    avant: int | None = None
    a_venir: bool = False


@dataclass(frozen=True)
class Attendu:
    """A badge at a table during a round; ``d_ou``: the table where it was expected, or ``vers``:
    the one where it was seen instead of this one."""

    numero: int
    nom: str
    d_ou: int | None = None
    vers: int | None = None


def line_of(session: Session, plan: PlanRotation) -> list[str]:
    """The plans that led to this one, the first made before the others; itself at the end."""
    line = [plan.id]
    while plan.repare_id is not None and plan.repare_id not in line:
        plan = session.get_one(PlanRotation, plan.repare_id)
        line.append(plan.id)
    return line[::-1]


def way_of(session: Session, badge: Badge) -> tuple[Arret, ...]:
    """Where the plan in force sends a badge, round by round; empty when it is not in it."""
    plan = plan_in_force(session, badge.seance_id)
    if plan is None:
        return ()
    line, seen = line_of(session, plan), aliased(Tablee)
    rows = session.execute(
        select(Placement.plan_id, Tour.numero, Tour.debut, Tablee.numero, seen.numero)
        .join(Tour, Tour.id == Placement.tour_id)
        .join(Tablee, Tablee.id == Placement.tablee_id)
        .outerjoin(seen, seen.id == Placement.reelle_id)
        .where(Placement.badge_id == badge.id, Placement.plan_id.in_(line))
        .order_by(Tour.numero)
    ).all()
    told = first_told(line, ((row[0], row[1], row[3]) for row in rows))
    return tuple(
        Arret(
            tour,
            reelle or prevue,
            prevue if reelle not in (None, prevue) else None,
            told[tour] if told[tour] != prevue else None,
            debut is None,
        )
        for plan_id, tour, debut, prevue, reelle in rows
        if plan_id == plan.id
    )


def stop_in(way: tuple[Arret, ...], tour: int | None) -> Arret | None:
    """Where one sits at the round under way; before it or between two, at the next one."""
    if tour is not None:
        return next((stop for stop in way if stop.tour == tour), None)
    return next((stop for stop in way if stop.a_venir), None)


def change_in(way: tuple[Arret, ...], tour: int | None) -> Arret | None:
    """The next round at which one goes elsewhere than was told, the one under way included."""
    return next((s for s in way if s.avant is not None and (s.a_venir or s.tour == tour)), None)


def way_of_phone(session: Session, seance: Seance, participant_id: str | None) -> tuple[Arret, ...]:
    """The way of the badge that a phone holds; empty when people go where they like."""
    if participant_id is None or seance.rotation is ModeRotation.LIBRE:
        return ()
    badge = badge_of(session, participant_id)
    return way_of(session, badge) if badge else ()


def attendus_at(session: Session, seance: Seance, tour_id: str, tablee_id: str) -> list[Attendu]:
    """The badges of a table at a round: those whom the plan seats there, and whoever came."""
    plan = plan_in_force(session, seance.id)
    if plan is None or seance.rotation is not plan.mode:
        return []
    planned, seen = aliased(Tablee), aliased(Tablee)
    rows = session.execute(
        select(Badge.numero, Badge.nom, planned.id, planned.numero, seen.id, seen.numero)
        .select_from(Placement)
        .join(Badge, Badge.id == Placement.badge_id)
        .join(planned, planned.id == Placement.tablee_id)
        .outerjoin(seen, seen.id == Placement.reelle_id)
        .where(
            Placement.plan_id == plan.id,
            Placement.tour_id == tour_id,
            (planned.id == tablee_id) | (seen.id == tablee_id),
        )
        .order_by(Badge.nom, Badge.numero)
    )
    return [
        Attendu(
            numero,
            nom,
            d_ou=d_ou if prevue_id != tablee_id else None,
            vers=vers if reelle_id not in (None, tablee_id) else None,
        )
        for numero, nom, prevue_id, d_ou, reelle_id, vers in rows
    ]


def attendues_by_table(session: Session, seance: Seance, tour_id: str) -> dict[str, int]:
    """How many people the plan of names has at each table at a round; none for badges, of which
    nobody knows how many will be handed out."""
    if seance.rotation is not ModeRotation.NOMME:
        return {}
    rows = session.execute(
        select(PLACE, func.count())
        .join(
            PlanRotation,
            and_(
                PlanRotation.id == Placement.plan_id,
                PlanRotation.seance_id == seance.id,
                PlanRotation.publie_le.is_not(None),
                PlanRotation.remplace_le.is_(None),
            ),
        )
        .where(Placement.tour_id == tour_id)
        .group_by(PLACE)
    )
    return {tablee_id: nombre for tablee_id, nombre in rows}


def first_told(line: list[str], rows: Iterable[tuple[str, Any, int]]) -> dict[Any, int]:
    """The table of the oldest plan of the line, by badge or by round."""
    rank = {plan_id: n for n, plan_id in enumerate(line)}
    found: dict[Any, tuple[int, int]] = {}
    for plan_id, key, table in rows:
        found[key] = min(found.get(key, (len(rank), 0)), (rank[plan_id], table))
    return {key: table for key, (_rank, table) in found.items()}
