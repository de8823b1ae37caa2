"""Plans of names: asked for, watched, published, mended while they are lived, printed."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import aliased
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.core import RuleBroken
from cafe.actions.personnes import import_personnes, mark_departures
from cafe.actions.plans import ask_plan, plan_replaced, publish_plan
from cafe.extensions import db
from cafe.models import Badge, ModeRotation, Placement, PlanRotation, Seance, Tablee, Tour
from cafe.models.halle import hall_of, named_badges, plan_in_force, tours_begun
from cafe.models.places import PLACE
from cafe.pilotage.calculs import first_case, launch, mended_case, stopped_plans
from cafe.pilotage.formulaires import Geste, accepted
from cafe.pilotage.rotation import PageRotation, rotation_page
from cafe.pilotage.rotation_formes import PlanForm, ReparationForm
from cafe.pilotage.salle import pilotage, seance_at
from cafe.rotation.cadre import Mode
from cafe.rotation.calcul import Demande


@pilotage.post("/seances/<seance_id>/rotation/plan")
def calculer_plan(seance_id: str) -> Response:
    """Have a plan computed: 303 at once, the page follows it."""
    row = seance_at(seance_id, Pouvoir.ANIMER)
    form = PlanForm()
    dispersion = form.but.data == "dispersion"
    session = db.session()
    cas, halle = first_case(session, row.id), hall_of(session, row.id)
    asked = {
        "tours": list(halle.tours),
        "tablees": list(halle.tablees),
        "dispersion": dispersion,
        "cas": cas,
    }
    graine = form.graine.data or 1
    demande = Demande(cas, "dispersion" if dispersion else "rencontres", graine)

    def write() -> None:
        if not halle.tours or not halle.tablees:
            raise RuleBroken("salle_vide")
        _ask(row.id, graine, asked, demande)

    if not accepted(form, write):
        return rotation_page(PageRotation(seance_at(seance_id, Pouvoir.ANIMER), calcul=form))
    return _to_plan(seance_id)


@pilotage.post("/seances/<seance_id>/rotation/reparer")
def reparer_plan(seance_id: str) -> Response:
    """Note who left and who came, and have the plan in force mended for the rounds to come."""
    row = seance_at(seance_id, Pouvoir.ANIMER)
    form = ReparationForm()
    # What the page showed as gone: only what was changed on it is said.
    partis, deja = set(request.form.getlist("parti")), set(request.form.getlist("deja"))

    def write() -> None:
        plan = plan_in_force(db.session(), row.id)
        if plan is None or plan.mode is not ModeRotation.NOMME:
            raise RuleBroken("rotation_sans_plan")
        if form.plan.data and form.plan.data != plan.id:
            raise plan_replaced(db.session(), row)
        plan_id, demande = plan.id, dict(plan.demande)
        joues = tours_begun(db.session(), row.id)
        if joues >= len(demande["tours"]):
            raise RuleBroken("plus_de_tour")
        mark_departures(
            par=current_identite(),
            seance_id=seance_id,
            partis=tuple(partis - deja),
            revenus=tuple(deja - partis),
        )
        import_personnes(par=current_identite(), seance_id=seance_id, personnes=form.arrives())
        session = db.session()
        plan = session.get_one(PlanRotation, plan_id)
        cas, avant = mended_case(session, plan, joues, form.ecart.data or 2)
        mode: Mode = "dispersion" if demande.get("dispersion") else "rencontres"
        repair = Demande(cas, mode, plan.graine, avant=avant, joues=joues)
        _ask(seance_id, plan.graine, demande | {"cas": cas, "joues": joues}, repair, plan_id)

    if not accepted(form, write):
        row = seance_at(seance_id, Pouvoir.ANIMER)
        # Who is gone now, then what was ticked on this page.
        gone = {one.id for one in named_badges(db.session(), row.id) if one.parti_le is not None}
        form.coches = frozenset((gone | (partis - deja)) - (deja - partis))
        page = PageRotation(row, reparation=form)
        return rotation_page(page)
    return _to_plan(seance_id)


def _ask(
    seance_id: str,
    graine: int,
    asked: dict[str, Any],
    demande: Demande,
    repare_id: str | None = None,
) -> None:
    plan_id = ask_plan(
        par=current_identite(),
        seance_id=seance_id,
        graine=graine,
        demande=asked,
        repare_id=repare_id,
        morts=stopped_plans(db.session(), seance_id),
    )
    launch(plan_id, seance_id, demande)


@pilotage.post("/seances/<seance_id>/rotation/<rotation_id>/publier")
def publier_plan(seance_id: str, rotation_id: str) -> Response:
    """Put a plan in force."""
    _plan_at(seance_id, rotation_id)
    geste = Geste()
    if not accepted(geste, lambda: publish_plan(par=current_identite(), plan_id=rotation_id)):
        page = PageRotation(seance_at(seance_id, Pouvoir.ANIMER), choix=geste)
        return rotation_page(page)
    flash(gettext("Le plan est publié : téléphones et écrans le savent."), "succes")
    return _to_plan(seance_id)


@pilotage.get("/seances/<seance_id>/rotation/<rotation_id>/liste")
def liste_plan(seance_id: str, rotation_id: str) -> str:
    """The plan on paper: a list for each table, and everybody by name."""
    plan = _plan_at(seance_id, rotation_id)
    session = db.session()
    planned = aliased(Tablee)
    rows = session.execute(
        select(Badge, Tour.numero, Tablee.numero, planned.numero)
        .join(Placement, Placement.badge_id == Badge.id)
        .join(Tour, Tour.id == Placement.tour_id)
        .join(Tablee, Tablee.id == PLACE)
        .join(planned, planned.id == Placement.tablee_id)
        .where(Placement.plan_id == plan.id)
        .order_by(Badge.nom, Badge.numero)
    )
    people: dict[str, tuple[Badge, dict[int, tuple[int, int]]]] = {}
    tables: dict[int, dict[int, list[Badge]]] = defaultdict(lambda: defaultdict(list))
    for badge, tour, table, prevue in rows:
        people.setdefault(badge.id, (badge, {}))[1][tour] = table, prevue
        tables[table][tour].append(badge)
    tours = sorted({tour for by_tour in tables.values() for tour in by_tour})
    return render_template(
        "pilotage/rotation/liste.html",
        seance=session.get_one(Seance, seance_id),
        plan=plan,
        en_vigueur=plan_in_force(session, seance_id),
        tours=tours,
        personnes=list(people.values()),
        tables=sorted((numero, dict(by_tour)) for numero, by_tour in tables.items()),
    )


def _plan_at(seance_id: str, plan_id: str) -> PlanRotation:
    seance_at(seance_id, Pouvoir.ANIMER)
    plan = db.session.get(PlanRotation, plan_id)
    if plan is None or plan.seance_id != seance_id:
        abort(404)
    return plan


def _to_plan(seance_id: str) -> Response:
    return redirect(url_for(".rotation", seance_id=seance_id, _anchor="nominatif"), 303)
