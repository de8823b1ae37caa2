"""Plans being computed: from rows to a case, by another process, and back to rows.

Another process, not a thread of this one: threads share one lock with the live screens. A request
never waits for it. What was under way when the server stopped is known by its absence here.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any

from flask import Flask, current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.actions.plans import PlanCalcule, finish_plan
from cafe.documents.presse import print_apart
from cafe.extensions import db
from cafe.models import Badge, EtatPlan, Placement, PlanRotation
from cafe.models.halle import Halle, hall_of, named_badges
from cafe.models.places import PLACE
from cafe.rotation.calcul import Demande, compute
from cafe.threads import Tache, start_waiting

log = logging.getLogger(__name__)


def under_way(app: Flask | None = None) -> dict[str, Tache[None]]:
    """The computations of this server, by plan."""
    found: dict[str, Tache[None]] = (app or current_app).extensions.setdefault("cafe_calculs", {})
    return found


def stopped_plans(session: Session, seance_id: str) -> tuple[str, ...]:
    """Plans that say they are being computed, and are not: the server was stopped meanwhile."""
    rows = session.scalars(
        select(PlanRotation.id).where(
            PlanRotation.seance_id == seance_id, PlanRotation.etat == EtatPlan.EN_CALCUL
        )
    )
    return tuple(id_ for id_ in rows if id_ not in under_way())


def first_case(session: Session, seance_id: str) -> dict[str, Any]:
    """The case of the people of the list who have not left, in the hall as it is."""
    halle = hall_of(session, seance_id)
    rows = [row for row in named_badges(session, seance_id) if row.parti_le is None]
    return {
        "rounds": len(halle.tours),
        "tables": [
            {"id": str(numero)} | ({} if capacite is None else {"max": capacite})
            for numero, capacite in zip(halle.numeros, halle.capacites, strict=True)
        ],
        "theme_schedule": [list(rangee) for rangee in halle.themes],
        **_people(rows, halle),
    }


def mended_case(
    session: Session, plan: PlanRotation, joues: int, ecart: int
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The case of now, and the one of the plan in force with its seats: what a repair reads."""
    avant = dict(plan.demande["cas"])
    halle = hall_of(session, plan.seance_id)
    known = {one["id"]: one for one in avant["participants"]}
    rows = [
        row
        for row in named_badges(session, plan.seance_id)
        if row.parti_le is None or _name(row) in known
    ]
    cas = avant | {"balance": ecart} | _people(rows, halle)
    for row, one in zip(rows, cas["participants"], strict=True):
        was = known.get(one["id"])
        one["from"] = was.get("from", 1) if was else joues + 1
        if row.parti_le is not None:
            one["to"] = min(joues, was.get("to", joues) if was else joues)
    numeros = dict(zip(halle.tablees, halle.numeros, strict=True))
    tours = {id_: rang for rang, id_ in enumerate(plan.demande["tours"])}
    seats: dict[str, list[str | None]] = {id_: [None] * cas["rounds"] for id_ in known}
    placed = session.execute(
        # Who really met whom: at the rounds begun, where people were seen.
        select(Badge.numero, Placement.tour_id, PLACE)
        .join(Badge, Badge.id == Placement.badge_id)
        .where(Placement.plan_id == plan.id)
    )
    for numero, tour_id, tablee_id in placed:
        seats[f"n° {numero}"][tours[tour_id]] = str(numeros[tablee_id])
    return cas, avant | {"assignment": seats}


def _name(row: Badge) -> str:
    return f"n° {row.numero}"


def _people(rows: list[Badge], halle: Halle) -> dict[str, Any]:
    numeros = dict(zip(halle.tablees, halle.numeros, strict=True))
    groups: dict[str, dict[str, list[str]]] = {"together": {}, "apart": {}}
    people = []
    for row in rows:
        one: dict[str, Any] = {"id": _name(row), "college": row.serie}
        if row.tablee_fixe_id is not None:
            one["host_of"] = str(numeros[row.tablee_fixe_id])
        people.append(one)
        for kind, group in (("together", row.ensemble), ("apart", row.a_part)):
            if group:
                groups[kind].setdefault(group.casefold(), []).append(_name(row))
    return {
        "participants": people,
        **{
            kind: [names for names in found.values() if len(names) > 1]
            for kind, found in groups.items()
        },
    }


def launch(plan_id: str, seance_id: str, demande: Demande) -> None:
    """Have a plan computed, and come back at once."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    session = db.session()
    halle = hall_of(session, seance_id)
    badges = {_name(row): row.id for row in named_badges(session, seance_id)}
    tablees = {str(n): id_ for n, id_ in zip(halle.numeros, halle.tablees, strict=True)}

    def work() -> None:
        try:
            calcule = _read(json.loads(print_apart(compute, demande)), badges, tablees)
        except Exception:
            log.exception("the plan %s could not be computed", plan_id)
            calcule = None
        try:
            with app.app_context():
                finish_plan(plan_id=plan_id, calcule=calcule)
        finally:
            under_way(app).pop(plan_id, None)

    tasks = under_way(app)
    # Named before it begins: a page read meanwhile must not take it for stopped.
    tasks[plan_id] = Tache(lambda: False, lambda: None)
    task = start_waiting(work)
    if plan_id in tasks:
        tasks[plan_id] = task


def _read(
    answer: Mapping[str, Any], badges: Mapping[str, str], tablees: Mapping[str, str]
) -> PlanCalcule:
    if "raisons" in answer:
        return PlanCalcule(raisons=tuple(answer["raisons"]))
    places = {
        badges[name]: tuple(None if table is None else tablees[table] for table in way)
        for name, way in answer["places"].items()
    }
    return PlanCalcule(places, answer["bilan"] | {"mouvements": answer["deplacements"]})
