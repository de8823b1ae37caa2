"""The two things a client may say: hello, and which salle it would like to sit in.

No write happens here: guards and CSRF of the pages do not run for sockets. The right is
read again at each ``join``, also after a reconnection.
"""

from __future__ import annotations

from typing import Any

from flask import current_app, request

from cafe.access.doors import (
    current_identite,
    has_participant_cookie,
    participant_holder,
    participant_identite,
)
from cafe.access.identity import Genre as Auteur
from cafe.access.identity import Identite, fresh
from cafe.access.permits import permits
from cafe.extensions import db, socketio
from cafe.live.announce import Announcer
from cafe.live.announce_horloge import minuteur_message
from cafe.live.origins import host_allowed
from cafe.live.rooms import POUVOIRS, Genre, parse_salle
from cafe.models import Seance

_COOKIES_PARTICIPANTS = "cafe_p_"


def announcer() -> Announcer:
    """The announcer of the current application."""
    found: Announcer = current_app.extensions["cafe_announcer"]
    return found


@socketio.on("connect")
def connect(_auth: object = None) -> bool:
    """Let in whoever holds something that one of our pages gave; wakes the announcer."""
    if not host_allowed(current_app.config["REGLAGES"], request.environ):
        return False
    from_a_phone = any(name.startswith(_COOKIES_PARTICIPANTS) for name in request.cookies)
    if not from_a_phone and current_identite().genre is Auteur.INCONNU:
        return False
    announcer().start()
    return True


@socketio.on("join")
def join(demande: object = None) -> dict[str, Any]:
    """Seat the client in the salle it names: ``{ok: true, numero}`` or ``{ok: false, raison}``.

    ``raison``: salle_inconnue, introuvable or interdit. The clock follows at once.
    """
    salle = parse_salle(demande.get("salle") if isinstance(demande, dict) else None)
    if salle is None:
        return {"ok": False, "raison": "salle_inconnue"}
    seance = db.session.get(Seance, salle.seance_id)
    if seance is None:
        return {"ok": False, "raison": "introuvable"}
    par = _phone(seance) if salle.genre is Genre.TELEPHONES else _staff()
    if par is None or not permits(par, POUVOIRS[salle.genre], salle.lieu(seance.demarche_id)):
        return {"ok": False, "raison": "interdit"}
    sid: str = request.sid  # type: ignore[attr-defined]
    salles = announcer().salles
    numero = salles.enter(sid, salle, par)
    salles.say(sid, minuteur_message(db.session(), seance.id))
    return {"ok": True, "numero": numero}


def _phone(seance: Seance) -> Identite | None:
    if not has_participant_cookie(seance.id):
        return None
    return participant_identite(participant_holder(seance.id))


def _staff() -> Identite:
    return fresh(db.session(), current_identite())


@socketio.on("disconnect")
def disconnect(_reason: object = None) -> None:
    """Free the seat."""
    announcer().salles.forget(request.sid)  # type: ignore[attr-defined]
