"""The blueprint of the room and its door: which séance a code leads to."""

from __future__ import annotations

from flask import Blueprint, abort, g, request

from cafe.access.doors import participant_identite
from cafe.access.identity import Identite
from cafe.extensions import db
from cafe.models import Seance
from cafe.models.seance import seance_by_code

participation = Blueprint("participation", __name__)


@participation.before_request
def open_door() -> None:
    """Find the séance of the address, if it has one. Open to all: that is the point."""
    code = (request.view_args or {}).get("code")
    if code is None:
        return
    seance = seance_by_code(db.session(), code)
    if seance is None:
        abort(404)
    g.seance = seance


def here() -> Seance:
    """The séance of this request."""
    found: Seance = g.seance
    return found


def me() -> Identite:
    """The participant of this request, read once."""
    if "participant" not in g:
        g.participant = participant_identite(here())
    found: Identite = g.participant
    return found


def code_of(seance: Seance) -> str:
    """The code to put in addresses: the one in force, else the one that was typed."""
    return seance.code or str((request.view_args or {})["code"])
