"""Who goes elsewhere than they were told, since the plan of names was mended. Read only."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.models.halle import plan_in_force
from cafe.models.places import first_told, line_of
from cafe.models.question import Tablee, Tour
from cafe.models.rotation import Badge, Placement
from cafe.models.seance import ModeRotation, Phase, Seance


@dataclass(frozen=True)
class Passage:
    """Somebody whom a repair sends elsewhere at a round; ``d_ou`` None: they have just come."""

    badge_id: str
    numero: int
    nom: str
    d_ou: int | None
    vers: int


@dataclass(frozen=True)
class Passages:
    """What to tell the room before a round, or as it begins."""

    tour: int
    tous: tuple[Passage, ...]

    @property
    def venus(self) -> tuple[Passage, ...]:
        """Those who have just come."""
        return tuple(one for one in self.tous if one.d_ou is None)

    def by_way(self) -> list[tuple[int, int, tuple[Passage, ...]]]:
        """From where, to where, who: those who had another table."""
        ways = sorted({(one.d_ou, one.vers) for one in self.tous if one.d_ou is not None})
        return [
            (d_ou, vers, tuple(one for one in self.tous if (one.d_ou, one.vers) == (d_ou, vers)))
            for d_ou, vers in ways
        ]


def passages_of(session: Session, seance: Seance) -> Passages | None:
    """Those of the round that begins, else of the next one; None when nobody goes elsewhere."""
    if seance.rotation is not ModeRotation.NOMME:
        return None
    for tour in _told_now(session, seance):
        if passages := passages_at(session, seance, tour.id):
            return Passages(tour.numero, tuple(passages))
    return None


def passages_at(session: Session, seance: Seance, tour_id: str) -> list[Passage]:
    """Whom the repairs of the plan of names send elsewhere at a round, or have just seated."""
    plan = plan_in_force(session, seance.id)
    if plan is None or plan.repare_id is None or seance.rotation is not plan.mode:
        return []
    line = line_of(session, plan)
    rows = session.execute(
        select(Placement.plan_id, Badge, Tablee.numero)
        .join(Badge, Badge.id == Placement.badge_id)
        .join(Tablee, Tablee.id == Placement.tablee_id)
        .where(Placement.plan_id.in_(line), Placement.tour_id == tour_id)
        .order_by(Badge.nom, Badge.numero)
    ).all()
    told = first_told(line, ((row[0], row[1].id, row[2]) for row in rows))
    before = {badge.id for plan_id, badge, _table in rows if plan_id != plan.id}
    return [
        Passage(
            badge.id, badge.numero, badge.nom, told[badge.id] if badge.id in before else None, vers
        )
        for plan_id, badge, vers in rows
        if plan_id == plan.id and (badge.id not in before or told[badge.id] != vers)
    ]


def _told_now(session: Session, seance: Seance) -> list[Tour]:
    """The round under way at its first step, the next one from its last step on."""
    if seance.phase is not Phase.OUVERTE:
        return []
    tours = session.scalars(
        select(Tour).where(Tour.seance_id == seance.id).order_by(Tour.numero)
    ).all()
    coming = [tour for tour in tours if tour.debut is None][:1]
    etape = seance.etape
    steps = [
        one
        for one in seance.etapes
        if etape and etape.tour_id and one.tour_id == etape.tour_id and one.ecartee_le is None
    ]
    if etape is None or not steps:
        return coming
    here = [tour for tour in tours if tour.id == etape.tour_id and etape is steps[0]]
    return here + (coming if etape is steps[-1] else [])
