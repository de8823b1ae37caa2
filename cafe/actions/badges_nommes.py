"""Badges for the people of a plan of names: their way, and a receipt that is given once.

The base keeps no receipt, so a badge drawn again, after a repair for instance, has none: the one
of its first print stays good.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.jetons import hash_jeton, mots_of, new_jeton, recu_of
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.core import RuleBroken, action, found, hold_numbers, record, require
from cafe.actions.plans import plan_replaced
from cafe.models import Badge, ModeRotation, Phase, Placement, PlanRotation, Seance, Talon
from cafe.models.base import new_id
from cafe.models.halle import hall_of, named_badges, plan_in_force


@dataclass(frozen=True)
class BadgeNomme:
    """What a badge says; ``recu`` and ``mots`` are empty on one drawn again."""

    numero: int
    nom: str
    organisme: str
    serie: str
    tables: tuple[int | None, ...]
    recu: str = ""
    mots: str = ""


@action
def print_named_badges(
    session: Session, *, par: Identite, seance_id: str, plan_id: str, tous: bool
) -> tuple[BadgeNomme, ...]:
    """Give what to print for the people of the plan in force who have not left.

    Who: whoever facilitates the séance. ``plan_id``: the plan that the page showed; Stale when
    another is in force. ``tous``: also those printed already, without a receipt. Refused when
    there is nobody to print for (``badges_deja_imprimes``). Event: NamedBadgesPrinted, counts.
    """
    seance = found(session, Seance, seance_id, lock=True)
    who = require(session, par, Pouvoir.ANIMER, Lieu(seance.demarche_id, seance.id))
    if seance.phase in (Phase.TERMINEE, Phase.CLOSE):
        raise RuleBroken("rencontre_finie")
    plan = plan_in_force(session, seance.id)
    if plan is None or plan.mode is not ModeRotation.NOMME:
        raise RuleBroken("rotation_sans_plan")
    if plan.id != plan_id:
        raise plan_replaced(session, seance)
    ways = _ways(session, plan)
    people = [row for row in named_badges(session, seance.id) if row.id in ways]
    hold_numbers(session)
    held = set(session.scalars(select(Talon.numero).where(Talon.seance_id == seance.id)))
    wanted = [row for row in people if row.parti_le is None and (tous or row.numero not in held)]
    if not wanted:
        raise RuleBroken("badges_deja_imprimes")
    now = clock.now()
    printed, slips = [], []
    for row in wanted:
        secret = "" if row.numero in held else new_jeton()
        one = BadgeNomme(
            row.numero,
            row.nom,
            row.organisme,
            row.serie,
            ways[row.id],
            recu_of(secret) if secret else "",
            mots_of(secret) if secret else "",
        )
        printed.append(one)
        if secret:
            slips.append(
                {
                    "id": new_id(),
                    "seance_id": seance.id,
                    "numero": row.numero,
                    "recu_hash": hash_jeton(one.recu),
                    "mots_hash": hash_jeton(one.mots),
                    "imprime_le": now,
                }
            )
    if slips:
        session.execute(insert(Talon), slips)
    record(
        session,
        "NamedBadgesPrinted",
        par=who,
        demarche_id=seance.demarche_id,
        seance_id=seance.id,
        objets=[("plan_rotation", plan.id)],
        details={"imprimes": len(printed), "neufs": len(slips)},
    )
    return tuple(printed)


def _ways(session: Session, plan: PlanRotation) -> dict[str, tuple[int | None, ...]]:
    """The table of each badge at each round, as the plan has it."""
    halle = hall_of(session, plan.seance_id)
    numeros = dict(zip(halle.tablees, halle.numeros, strict=True))
    ways: dict[str, dict[str, int]] = defaultdict(dict)
    for badge, tour, tablee in session.execute(
        select(Placement.badge_id, Placement.tour_id, Placement.tablee_id)
        .join(Badge, Badge.id == Placement.badge_id)
        .where(Placement.plan_id == plan.id)
    ):
        ways[badge][tour] = numeros[tablee]
    return {badge: tuple(way.get(tour) for tour in halle.tours) for badge, way in ways.items()}
