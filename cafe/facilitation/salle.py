"""The blueprint of the room, its guard, and the séance that each of its pages is about."""

from __future__ import annotations

from flask import Blueprint, abort

from cafe.access.doors import allow, guard_equipe
from cafe.access.permits import Lieu, Pouvoir
from cafe.extensions import db
from cafe.models import Seance

facilitation = Blueprint("facilitation", __name__, url_prefix="/animer")
facilitation.before_request(guard_equipe)


def seance_for(seance_id: str, pouvoir: Pouvoir) -> Seance:
    """The séance, if whoever asks may do that there; 404 to outsiders, 403 to others."""
    row = db.session.get(Seance, seance_id)
    if row is None:
        abort(404)
    allow(pouvoir, Lieu(row.demarche_id, row.id))
    return row
