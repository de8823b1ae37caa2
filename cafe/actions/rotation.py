"""How a séance turns: the way chosen, plans of names computed, published, mended."""

from __future__ import annotations

from sqlalchemy.orm import Session

from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.core import RuleBroken, action, found, record, require
from cafe.models import ModeRotation, Seance
from cafe.models.halle import plan_in_force


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
