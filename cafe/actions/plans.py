"""Plans of names: asked for, answered once computed, published. What computes them is elsewhere.

A plan published is never changed; a repair is a new one, made from the one in force.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import SYSTEME, Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.core import RuleBroken, Stale, action, found, record, require
from cafe.models import (
    EtatPlan,
    Evenement,
    EvenementObjet,
    ModeRotation,
    Phase,
    Placement,
    PlanRotation,
    Seance,
    Tour,
)
from cafe.models.auteur import author_name
from cafe.models.base import new_id
from cafe.models.halle import hall_of, plan_in_force, tours_begun


@dataclass(frozen=True)
class PlanCalcule:
    """``places``: badge id → table id of each round, or None. ``raisons``: why there is none."""

    places: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)
    bilan: Mapping[str, Any] = field(default_factory=dict)
    raisons: tuple[str, ...] = ()


@action
def ask_plan(
    session: Session,
    *,
    par: Identite,
    seance_id: str,
    graine: int,
    demande: Mapping[str, Any],
    repare_id: str | None = None,
    morts: tuple[str, ...] = (),
) -> str:
    """Note that a plan is being computed; its id.

    Who: whoever facilitates the séance. ``morts``: plans whose computation is known to have
    stopped with the server; they are said « interrompu ». Refused while another is computed
    (``calcul_en_cours``), or when the plan to repair is no longer in force. Event: PlanAsked.
    """
    seance = found(session, Seance, seance_id, lock=True)
    who = require(session, par, Pouvoir.ANIMER, Lieu(seance.demarche_id, seance.id))
    if seance.phase in (Phase.TERMINEE, Phase.CLOSE):
        raise RuleBroken("rencontre_finie")
    under_way = session.scalars(
        select(PlanRotation).where(
            PlanRotation.seance_id == seance.id, PlanRotation.etat == EtatPlan.EN_CALCUL
        )
    )
    for row in under_way:
        if row.id not in morts:
            raise RuleBroken("calcul_en_cours")
        row.etat = EtatPlan.INTERROMPU
    if repare_id is not None:
        now_in_force = plan_in_force(session, seance.id)
        if now_in_force is None or now_in_force.id != repare_id:
            raise plan_replaced(session, seance)
    plan = PlanRotation(
        id=new_id(),
        seance_id=seance.id,
        mode=ModeRotation.NOMME,
        etat=EtatPlan.EN_CALCUL,
        graine=graine,
        demande=dict(demande),
        repare_id=repare_id,
        par=who.id,
        cree_le=clock.now(),
    )
    session.add(plan)
    _record(session, "PlanAsked", who, seance, plan)
    return plan.id


@action
def finish_plan(session: Session, *, plan_id: str, calcule: PlanCalcule | None) -> None:
    """Keep what was computed; None when the computation failed. By the server itself.

    Does nothing for a plan that no longer waits for it. Event: PlanComputed.
    """
    plan = found(session, PlanRotation, plan_id, lock=True)
    if plan.etat is not EtatPlan.EN_CALCUL:
        return
    seance = found(session, Seance, plan.seance_id)
    plan.pret_le = clock.now()
    if calcule is None:
        plan.etat = EtatPlan.INTERROMPU
    elif calcule.raisons:
        plan.etat, plan.raisons = EtatPlan.IMPOSSIBLE, list(calcule.raisons)
    else:
        plan.etat, plan.bilan = EtatPlan.PRET, dict(calcule.bilan)
        tours = plan.demande["tours"]
        rows = [
            {"plan_id": plan.id, "badge_id": badge, "tour_id": tour, "tablee_id": tablee}
            for badge, voie in calcule.places.items()
            for tour, tablee in zip(tours, voie, strict=True)
            if tablee is not None
        ]
        if rows:
            session.execute(insert(Placement), rows)
        if plan.repare_id is not None:
            _keep_past(session, plan, plan.repare_id)
    _record(session, "PlanComputed", SYSTEME, seance, plan, etat=plan.etat.value)


@action
def publish_plan(session: Session, *, par: Identite, plan_id: str) -> None:
    """Put a computed plan in force; the one before is replaced, its seats kept as they were.

    Who: whoever facilitates the séance. Published twice is harmless. Raises Stale when the hall,
    or for a repair the plan it mends or the rounds begun, are no longer those it was computed
    for. A repair leaves begun rounds as they are, with where people really sat. Event:
    PlanPublished.
    """
    plan = found(session, PlanRotation, plan_id, lock=True)
    seance = found(session, Seance, plan.seance_id, lock=True)
    who = require(session, par, Pouvoir.ANIMER, Lieu(seance.demarche_id, seance.id))
    if plan.publie_le is not None and plan.remplace_le is None:
        return
    if plan.etat is not EtatPlan.PRET or plan.publie_le is not None:
        raise RuleBroken("plan_pas_pret")
    halle = hall_of(session, seance.id)
    if [list(halle.tours), list(halle.tablees)] != [plan.demande["tours"], plan.demande["tablees"]]:
        raise Stale("salle_changee", version=seance.version)
    before = plan_in_force(session, seance.id)
    if plan.repare_id is not None:
        if before is None or before.id != plan.repare_id:
            raise plan_replaced(session, seance)
        begun = tours_begun(session, seance.id)
        if begun != plan.demande.get("joues", begun):
            raise Stale("tour_commence", version=seance.version, numero=begun)
        _keep_past(session, plan, before.id)
    now = clock.now()
    if before is not None:
        before.remplace_le = now
        session.flush()
    plan.publie_le = now
    seance.rotation = ModeRotation.NOMME
    record(
        session,
        "PlanPublished",
        par=who,
        demarche_id=seance.demarche_id,
        seance_id=seance.id,
        objets=[("seance", seance.id), ("plan_rotation", plan.id)],
        details={"plan": plan.id, "repare": plan.repare_id},
    )


def plan_replaced(session: Session, seance: Seance, version: int | None = None) -> Stale:
    """The refusal of what was computed or shown for a plan that is not in force any more: who put
    another one there, and when."""
    plan = plan_in_force(session, seance.id)
    event = _put_in_force(session, plan.id) if plan else None
    return Stale(
        "plan_remplace",
        version=seance.version if version is None else version,
        qui=author_name(session, event) or gettext("l’équipe"),
        quand=plan.publie_le if plan else clock.now(),
    )


def _put_in_force(session: Session, plan_id: str) -> Evenement | None:
    """The event by which a plan came in force; badges printed later name it too."""
    return session.scalar(
        select(Evenement)
        .join(EvenementObjet, EvenementObjet.numero == Evenement.numero)
        .where(
            EvenementObjet.genre == "plan_rotation",
            EvenementObjet.objet_id == plan_id,
            Evenement.nature.in_(("PlanPublished", "BadgesMade")),
        )
        .order_by(Evenement.numero)
        .limit(1)
    )


def _keep_past(session: Session, plan: PlanRotation, before_id: str) -> None:
    """Begun rounds as they are in the plan that is mended, real places and all."""
    begun = select(Tour.id).where(Tour.seance_id == plan.seance_id, Tour.debut.is_not(None))
    session.execute(
        delete(Placement).where(Placement.plan_id == plan.id, Placement.tour_id.in_(begun))
    )
    rows = session.execute(
        select(
            Placement.badge_id,
            Placement.tour_id,
            Placement.tablee_id,
            Placement.reelle_id,
            Placement.vu_le,
        ).where(Placement.plan_id == before_id, Placement.tour_id.in_(begun))
    ).mappings()
    if kept := [{**row, "plan_id": plan.id} for row in rows]:
        session.execute(insert(Placement), kept)


def _record(
    session: Session, nature: str, who: Identite, seance: Seance, plan: PlanRotation, **more: Any
) -> None:
    session.flush()
    record(
        session,
        nature,
        par=who,
        demarche_id=seance.demarche_id,
        seance_id=seance.id,
        objets=[("plan_rotation", plan.id)],
        details=more,
    )
