"""The blueprint of the room and its door: which séance a code leads to."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, g, request

from cafe.access.doors import participant_holder, participant_identite
from cafe.access.identity import Identite
from cafe.extensions import db
from cafe.models import Seance
from cafe.models.seance import normalise_code, seance_by_code

participation = Blueprint("participation", __name__)


@participation.before_request
def open_door() -> None:
    """Find which séance the address means, if any. Open to all: that is the point."""
    code = (request.view_args or {}).get("code")
    if code is None:
        return
    # A code is never given twice: what it once led to need not be asked again.
    known: dict[str, str] = current_app.extensions.setdefault("cafe_codes", {})
    typed = normalise_code(code)
    if typed not in known:
        seance = seance_by_code(db.session(), typed)
        if seance is None:
            abort(404)
        known[typed] = seance.id
    g.seance_id = known[typed]


def here() -> Seance:
    """The séance of this request, read once."""
    if "seance" not in g:
        g.seance = db.session.get(Seance, g.seance_id)
        if g.seance is None:
            # Erased since its code was looked up (a rehearsal): the error page is of no séance.
            del g.seance, g.seance_id
            abort(404)
    found: Seance = g.seance
    return found


def holder() -> Identite:
    """Whoever holds this browser's secret, born or not: enough for an action to know them."""
    if "holder" not in g:
        g.holder = participant_holder(g.seance_id)
    found: Identite = g.holder
    return found


def me() -> Identite:
    """The participant of this request with its id, read once."""
    if "participant" not in g:
        g.participant = participant_identite(holder())
    found: Identite = g.participant
    return found


def code_of(seance: Seance) -> str:
    """The code to put in addresses: the one in force, else the one that was typed."""
    return seance.code or str((request.view_args or {})["code"])
