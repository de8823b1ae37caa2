"""Badges: printed before anybody has come, added to, tied to a phone. Who sits where by them.

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
    NotAllowed,
    RuleBroken,
    Stale,
    action,
    found,
    hold_numbers,
    record,
    require,
)
from cafe.actions.depot import insert_participant
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
from cafe.models.halle import badge_by_numero, badge_of, hall_of, last_badge, plan_in_force
from cafe.models.participant import participant_by_jeton
from cafe.models.talon import last_talon, talon_by_numero

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
) -> tuple[BadgeImprime, ...]:
    """Make the badges of a dealing that do not exist yet, publish it, and give what to print.

    Who: whoever facilitates the séance. ``depuis``: the plan in force that the dealing adds to;
    its badges stay as they are printed, and the séance's rotation is by badges. None: a new
    dealing, which replaces any plan; numbers are never given again. Raises Stale when that plan is
    no longer in force or the hall has changed. Event: BadgesMade, first and last number.
    """
    seance = found(session, Seance, seance_id, lock=True)
    who = require(session, par, Pouvoir.ANIMER, Lieu(seance.demarche_id, seance.id))
    if seance.phase in (Phase.TERMINEE, Phase.CLOSE):
        raise RuleBroken("rencontre_finie")
    halle = hall_of(session, seance.id)
    if (halle.tours, halle.tablees) != (lot.tours, lot.tablees):
        raise Stale("salle_changee", version=seance.version)
    plan = plan_in_force(session, seance.id)
    if depuis is not None and (plan is None or plan.id != depuis):
        raise Stale("plan_remplace", version=seance.version)
    if depuis is None or plan is None:
        plan, deja = _new_plan(session, seance, plan, who, lot), {}
    else:
        deja = {one["nom"]: one["nombre"] for one in plan.demande["series"]}
        plan.bilan = lot.bilan
    printed = _write(session, seance, plan, lot, deja, halle.numeros)
    plan.demande = {"series": [one.recette for one in lot.series]}
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
                | {"nom": "", "organisme": ""}
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


@action
def tie_badge(session: Session, *, par: Identite, seance_id: str, numero: int) -> None:
    """Tie a badge to the phone that scanned it, unless another holds it; again is harmless.

    Who: the phone itself, born here if it has not written yet. Its words are then read with the
    receipt printed on that badge too, unless the slip has words of its own already. Refused:
    ``badge_inconnu``, ``badge_pris`` by another phone, ``badge_autre`` when this phone has one.
    Event: BadgeTied.
    """
    if par.jeton is None or par.seance_id != seance_id:
        raise NotAllowed
    seance = found(session, Seance, seance_id)
    if seance.phase in (Phase.TERMINEE, Phase.CLOSE):
        raise RuleBroken("rencontre_finie")
    badge = badge_by_numero(session, seance_id, numero, lock=True)
    if badge is None:
        raise RuleBroken("badge_inconnu", numero=numero)
    born = participant_by_jeton(session, hash_jeton(par.jeton))
    if badge.participant_id is not None:
        if born is not None and badge.participant_id == born.id:
            return
        raise RuleBroken("badge_pris", numero=numero)
    held = badge_of(session, born.id) if born else None
    if held is not None:
        raise RuleBroken("badge_autre", numero=numero, autre=held.numero)
    now = clock.now()
    badge.participant_id = (
        born.id if born else insert_participant(session, seance_id, par.jeton, now)
    )
    session.flush()
    slip = talon_by_numero(session, seance_id, numero, lock=True)
    if slip is not None and slip.participant_id is None and _bears_no_slip(session, badge):
        slip.participant_id, slip.lie_le = badge.participant_id, now
    record(
        session,
        "BadgeTied",
        par=par,
        demarche_id=seance.demarche_id,
        seance_id=seance_id,
        objets=[("badge", badge.id)],
    )


def _bears_no_slip(session: Session, badge: Badge) -> bool:
    return session.query(Talon.id).filter_by(participant_id=badge.participant_id).first() is None


@action
def choose_rotation(session: Session, *, par: Identite, seance_id: str, mode: ModeRotation) -> None:
    """Choose how people find their table: freely, or by the plan in force if it is of that mode.

    Who: whoever facilitates the séance. Leaving a plan keeps it: one may come back to it.
    Event: RotationChosen, when it changes.
    """
    seance = found(session, Seance, seance_id, lock=True)
    who = require(session, par, Pouvoir.ANIMER, Lieu(seance.demarche_id, seance.id))
    if seance.rotation is mode:
        return
    plan = plan_in_force(session, seance.id)
    if mode is not ModeRotation.LIBRE and (plan is None or plan.mode is not mode):
        raise RuleBroken("rotation_sans_plan", champ="mode")
    seance.rotation = mode
    record(
        session,
        "RotationChosen",
        par=who,
        demarche_id=seance.demarche_id,
        seance_id=seance.id,
        objets=[("seance", seance.id)],
        details={"mode": mode.value},
    )
