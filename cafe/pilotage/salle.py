"""The blueprint of the room, its guard, and what its pages share: the démarche and the rights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, g

from cafe.access.doors import allow, current_identite, guard_compte
from cafe.access.permits import Lieu, Pouvoir, permits
from cafe.extensions import db
from cafe.models import Demarche, Seance

pilotage = Blueprint("pilotage", __name__, url_prefix="/piloter")
pilotage.before_request(guard_compte)


def demarche_at(demarche_id: str, pouvoir: Pouvoir = Pouvoir.VOIR_DEMARCHE) -> Demarche:
    """The démarche, if this account may do that there; 404 to outsiders, 403 to others.

    The templates of the request then know it as ``demarche``.
    """
    allow(pouvoir, Lieu(demarche_id))
    row = db.session.get(Demarche, demarche_id)
    if row is None:
        abort(404)
    g.demarche = row
    return row


def seance_at(seance_id: str, pouvoir: Pouvoir = Pouvoir.VOIR_DEMARCHE) -> Seance:
    """The séance, under the same rule; the templates know its démarche too."""
    row = db.session.get(Seance, seance_id)
    if row is None:
        abort(404)
    demarche_at(row.demarche_id, pouvoir)
    return row


def may(pouvoir: Pouvoir) -> bool:
    """Whether this account may do that in the démarche of the request."""
    return permits(current_identite(), pouvoir, Lieu(g.demarche.id))


@pilotage.context_processor
def _shared() -> dict[str, Any]:
    if "demarche" not in g:
        return {}
    peut: Callable[[str], bool] = lambda nom: may(Pouvoir(nom))  # noqa: E731
    return {"demarche": g.demarche, "peut": peut}
