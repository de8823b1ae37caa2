"""Who sits where at each round: the three ways, what each gives, what is in force."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from flask_babel import gettext
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.rotation import choose_rotation
from cafe.actions.tables import CONFORT
from cafe.extensions import db
from cafe.models import Badge, ModeRotation, Phase, PlanRotation, Seance
from cafe.models.halle import Halle, hall_of, named_badges, plan_in_force, tours_begun
from cafe.models.question import questions_of
from cafe.pilotage.formulaires import Geste, accepted, answer
from cafe.pilotage.plan_vu import seen_plan
from cafe.pilotage.rotation_formes import (
    BadgesForm,
    NommesForm,
    PlanForm,
    ReparationForm,
    badges_form,
)
from cafe.pilotage.salle import pilotage, seance_at
from cafe.rotation.badges import Donne
from cafe.rotation.bornes import Compromis, compare

_PERSONNES_MAX = 5000


@dataclass(frozen=True)
class PageRotation:
    """What the page shows; ``donne`` is a trial of badges, nothing of it is written."""

    seance: Seance
    badges: BadgesForm | None = None
    donne: Donne | None = None
    choix: Geste | None = None
    calcul: PlanForm | None = None
    reparation: ReparationForm | None = None
    nommes: NommesForm | None = None

    @property
    def halle(self) -> Halle:
        """Tables, rounds and themes."""
        return hall_of(db.session(), self.seance.id)

    @property
    def plan(self) -> PlanRotation | None:
        """The plan in force, whatever its mode."""
        return plan_in_force(db.session(), self.seance.id)

    @property
    def modifiable(self) -> bool:
        """Whether anybody still turns."""
        return self.seance.phase not in (Phase.TERMINEE, Phase.CLOSE)

    @property
    def personnes(self) -> int:
        """How many people the figures are for: as asked, as dealt, else as many as seats."""
        asked = request.args.get("personnes", type=int)
        if asked is not None and 0 < asked <= _PERSONNES_MAX:
            return asked
        counted = select(func.count()).where(Badge.seance_id == self.seance.id)
        return db.session.scalar(counted) or self.halle.places_at_least(CONFORT)

    def compromis(self) -> list[Compromis]:
        """The tables as they are, then two for each question."""
        halle = self.halle
        choix = [len(halle.tablees)]
        deux = 2 * len(questions_of(db.session(), self.seance.id))
        if deux > choix[0]:
            choix.append(deux)
        return compare(self.personnes, choix, len(halle.tours))


def rotation_page(page: PageRotation) -> Response:
    """The page, with the form that was refused if there is one."""
    plan = page.plan
    for refused in (page.nommes, page.reparation):
        if refused is not None:  # it is sent again for the plan that is shown now
            refused.plan.data = plan.id if plan else ""
    form = page.badges or badges_form(
        page.seance, plan if plan and plan.mode is ModeRotation.BADGES else None
    )
    return answer(
        "pilotage/rotation/page.html",
        form=page.badges or page.calcul or page.reparation or page.nommes or page.choix,
        page=page,
        badges=form,
        plan=plan,
        geste=page.choix or Geste(formdata=None),
        calcul=page.calcul or PlanForm(formdata=None),
        reparation=page.reparation or ReparationForm(formdata=None, plan=plan.id if plan else ""),
        nommes=page.nommes or NommesForm(formdata=None, plan=plan.id if plan else ""),
        personnes=named_badges(db.session(), page.seance.id),
        vu=seen_plan(page.seance),
        joues=tours_begun(db.session(), page.seance.id),
    )


@pilotage.get("/seances/<seance_id>/rotation")
def rotation(seance_id: str) -> Response:
    """What is in force, and what the other ways would give."""
    return rotation_page(PageRotation(seance_at(seance_id, Pouvoir.ANIMER)))


@pilotage.post("/seances/<seance_id>/rotation/mode")
def choisir_rotation(seance_id: str) -> Response:
    """Turn freely, or come back to the plan that is ready."""
    seance_at(seance_id, Pouvoir.ANIMER)
    form = Geste()
    wanted = request.form.get("mode", "")
    mode = ModeRotation(wanted) if wanted in list(ModeRotation) else ModeRotation.LIBRE
    if not accepted(
        form, lambda: choose_rotation(par=current_identite(), seance_id=seance_id, mode=mode)
    ):
        page = PageRotation(seance_at(seance_id, Pouvoir.ANIMER), choix=form)
        return rotation_page(page)
    flash(gettext("C’est noté : téléphones et écrans le savent."), "succes")
    return redirect(url_for(".rotation", seance_id=seance_id), 303)
