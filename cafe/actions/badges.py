"""Badges: printed before anybody has come, added to; who sits where by them.

Each badge has a slip (``Talon``) of its number: its secret is drawn once and kept nowhere. What is
dealt to them is computed before, off the writer: an action only checks that the hall is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.jetons import hash_jeton, mots_of, new_jeton, recu_of
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.core import (
    RuleBroken,
    Stale,
    action,
    found,
    hold_numbers,
    record,
    require,
)
from cafe.actions.plans import plan_replaced
from cafe.actions.talons import check_printed
from cafe.models import (
    Badge,
    EtatPlan,
    ModeRotation,
    Phase,
    Placement,
    PlanRotation,
    Seance,
    Talon,
)
from cafe.models.base import new_id
from cafe.models.halle import hall_of, last_badge, plan_in_force
from cafe.models.talon import last_talon

BADGES_MAX = 2000
NUMERO_MAX = 9_999


@dataclass(frozen=True)
class SerieDonnee:
    """``voies[rang][tour]`` is a table by rank, from the first badge on; ``recette``: how it was
    dealt, kept so that more can be."""

    nom: str
    recette: dict[str, Any]
    voies: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class LotBadges:
    """What was dealt, and for which hall (ids of rounds and tables, in the order of the ways)."""

    tours: tuple[str, ...]
    tablees: tuple[str, ...]
    themes: tuple[tuple[int, ...], ...]
    series: tuple[SerieDonnee, ...]
    graine: int
    bilan: dict[str, Any]


@dataclass(frozen=True)
class BadgeImprime:
    """What is printed on one badge; its receipt is kept nowhere else."""

    numero: int
    serie: str
    tables: tuple[int, ...]
    recu: str
    mots: str


@action
def make_badges(
    session: Session,
    *,
    par: Identite,
    seance_id: str,
    lot: LotBadges,
    depuis: str | None = None,
    vu: int | None = None,
    remplacer: bool = False,
) -> tuple[BadgeImprime, ...]:
    """Make the badges of a dealing that do not exist yet, publish it, and give what to print.

    Who: whoever facilitates the séance. ``depuis``: the plan in force that the dealing adds to;
    its badges stay as they are printed, so the hall must be that of their first ones. None: a new
    dealing, which replaces any plan; numbers are never given again. ``vu``: see ``check_printed``.
    ``remplacer``: also a plan of names, which is refused otherwise (``plan_nomme_en_vigueur``):
    its people already know their tables. Raises Stale when that plan is no longer in force or the
    hall has just changed. The séance then rotates by badges. Event: BadgesMade, first and last
    number.
    """
    seance = found(session, Seance, seance_id, lock=True)
    who = require(session, par, Pouvoir.ANIMER, Lieu(seance.demarche_id, seance.id))
    if seance.phase in (Phase.TERMINEE, Phase.CLOSE):
        raise RuleBroken("rencontre_finie")
    # What the page of badges was opened on: a refusal leaves it as it is.
    dernier = check_printed(session, seance.id, vu)
    halle = hall_of(session, seance.id)
    if (halle.tours, halle.tablees) != (lot.tours, lot.tablees):
        raise Stale("salle_changee", version=dernier)
    plan = plan_in_force(session, seance.id)
    if depuis is not None and (plan is None or plan.id != depuis):
        raise plan_replaced(session, seance, dernier)
    if plan is not None and plan.mode is ModeRotation.NOMME and not remplacer:
        raise RuleBroken("plan_nomme_en_vigueur", champ="remplacer")
    asked = {
        "tours": list(lot.tours),
        "tablees": list(lot.tablees),
        "themes": [list(rangee) for rangee in lot.themes],
    }
    if depuis is None or plan is None:
        plan, deja = _new_plan(session, seance, plan, who, lot), {}
    elif any(plan.demande[key] != value for key, value in asked.items()):
        raise RuleBroken("badges_autre_salle")
    else:
        deja = {one["nom"]: one["nombre"] for one in plan.demande["series"]}
        plan.bilan = lot.bilan
    printed = _write(session, seance, plan, lot, deja, halle.numeros)
    plan.demande = asked | {"series": [one.recette for one in lot.series]}
    seance.rotation = ModeRotation.BADGES
    record(
        session,
        "BadgesMade",
        par=who,
        demarche_id=seance.demarche_id,
        seance_id=seance.id,
        objets=[("seance", seance.id), ("plan_rotation", plan.id)],
        details={"premier": printed[0].numero, "dernier": printed[-1].numero},
    )
    return tuple(printed)


def _new_plan(
    session: Session,
    seance: Seance,
    before: PlanRotation | None,
    who: Identite,
    lot: LotBadges,
) -> PlanRotation:
    now = clock.now()
    if before is not None:
        before.remplace_le = now
        session.flush()
    plan = PlanRotation(
        id=new_id(),
        seance_id=seance.id,
        mode=ModeRotation.BADGES,
        etat=EtatPlan.PRET,
        graine=lot.graine,
        bilan=lot.bilan,
        par=who.id,
        cree_le=now,
        pret_le=now,
        publie_le=now,
    )
    session.add(plan)
    session.flush()
    return plan


def _write(
    session: Session,
    seance: Seance,
    plan: PlanRotation,
    lot: LotBadges,
    deja: dict[str, int],
    numeros: Sequence[int],
) -> list[BadgeImprime]:
    hold_numbers(session)
    numero = max(last_talon(session, seance.id), last_badge(session, seance.id))
    now = clock.now()
    printed: list[BadgeImprime] = []
    rows: dict[type[Any], list[dict[str, Any]]] = {Badge: [], Talon: [], Placement: []}
    for serie in lot.series:
        for rang, voie in list(enumerate(serie.voies))[deja.get(serie.nom, 0) :]:
            numero += 1
            secret, badge_id = new_jeton(), new_id()
            slip = BadgeImprime(
                numero,
                serie.nom,
                tuple(numeros[table] for table in voie),
                recu_of(secret),
                mots_of(secret),
            )
            printed.append(slip)
            named = {"seance_id": seance.id, "numero": numero}
            rows[Badge].append(
                named | {"id": badge_id, "serie": serie.nom, "rang": rang + 1}
                | {"nom": "", "organisme": "", "ensemble": "", "a_part": ""}
            )  # fmt: skip
            rows[Talon].append(
                named
                | {
                    "id": new_id(),
                    "recu_hash": hash_jeton(slip.recu),
                    "mots_hash": hash_jeton(slip.mots),
                    "imprime_le": now,
                }
            )
            rows[Placement] += [
                {
                    "plan_id": plan.id,
                    "badge_id": badge_id,
                    "tour_id": t,
                    "tablee_id": lot.tablees[v],
                }
                for t, v in zip(lot.tours, voie, strict=True)
            ]
    if not printed:
        raise RuleBroken("aucun_badge", champ="series")
    if len(printed) > BADGES_MAX or numero > NUMERO_MAX:
        raise RuleBroken("trop_de_badges", champ="series", maximum=BADGES_MAX)
    for model, values in rows.items():
        session.execute(insert(model), values)
    return printed
