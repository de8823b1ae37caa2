"""The doors of the rooms: who stands at a page, and whether they may come in.

Each room has one guard (``before_request``); a page then asks ``allow`` for its object. A
stranger to the démarche is told « introuvable », a colleague without the right « interdit ».
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from flask import abort, current_app, g, redirect, request, url_for
from flask_security import current_user
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import select
from werkzeug.wrappers import Response

from cafe import clock
from cafe.access.identity import (
    INCONNU,
    Genre,
    Identite,
    identite_of_acces,
    identite_of_compte,
)
from cafe.access.jetons import hash_jeton, new_jeton
from cafe.access.permits import Lieu, Pouvoir, permits
from cafe.extensions import db
from cafe.models import Acces
from cafe.models.participant import participant_by_jeton

COOKIE_APPAREIL = "cafe_appareil"
DUREE_PARTICIPANT = 120 * 24 * 3600


def current_identite() -> Identite:
    """Staff or paired device of this request; INCONNU otherwise."""
    if "identite" not in g:
        g.identite = _compte() or _appareil() or INCONNU
    found: Identite = g.identite
    return found


def _compte() -> Identite | None:
    return identite_of_compte(current_user) if current_user.is_authenticated else None


def _appareil() -> Identite | None:
    secret = request.cookies.get(COOKIE_APPAREIL)
    if not secret:
        return None
    acces = db.session.scalar(select(Acces).where(Acces.appareil_hash == hash_jeton(secret)))
    return identite_of_acces(acces) if acces and acces.is_open(clock.now()) else None


def guard_compte() -> Response | None:
    """Room guard: accounts only. Sends a stranger to the sign-in page."""
    if current_identite().genre is Genre.COMPTE:
        return None
    return _to_sign_in()


def guard_equipe() -> Response | None:
    """Room guard: accounts and paired devices."""
    if current_identite().genre in (Genre.COMPTE, Genre.APPAREIL):
        return None
    return _to_sign_in()


def _to_sign_in() -> Response:
    if request.accept_mimetypes.best == "application/json" or request.method != "GET":
        abort(401)
    return redirect(url_for("security.login", next=request.full_path.rstrip("?")))


def allow(pouvoir: Pouvoir, lieu: Lieu) -> Identite:
    """The identity, if it may do that there. Aborts with 404 to outsiders, 403 to others."""
    identite = current_identite()
    if permits(identite, pouvoir, lieu):
        return identite
    outsider = lieu.demarche_id is not None and lieu.demarche_id not in identite.roles
    if identite.genre is Genre.COMPTE and outsider:
        abort(404)
    if identite.genre is Genre.APPAREIL and lieu.seance_id != identite.seance_id:
        abort(404)
    abort(403)


# --- Participants: a signed cookie of their own, one per séance and installation ---


@lru_cache(maxsize=8)
def _signer_of(secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt="participant")


def _signer() -> URLSafeSerializer:
    return _signer_of(str(current_app.secret_key))


def participant_cookie_name(seance_id: str) -> str:
    """Keyed by séance (an id no other installation has): no next event inherits it."""
    return f"cafe_p_{seance_id.replace('-', '')[:16]}"


def participant_holder(seance_id: str) -> Identite:
    """Who holds this browser's secret in that séance, born or not; a new one if it has none.

    A cookie that does not verify is silently replaced. Nothing is read nor written in the
    base: the participant is born with the first word.
    """
    jeton = _read_jeton(seance_id) or new_jeton()
    return Identite(Genre.PARTICIPANT, seance_id=seance_id, jeton=jeton)


def participant_identite(holder: Identite) -> Identite:
    """The same with the participant's id, once born."""
    born = participant_by_jeton(db.session(), hash_jeton(holder.jeton or ""))
    return replace(holder, id=born.id) if born else holder


def _read_jeton(seance_id: str) -> str | None:
    """The secret that this browser's cookie carries; verified once a request."""
    read: dict[str, str | None] = g.setdefault("jetons", {})
    if seance_id not in read:
        read[seance_id] = _verified(request.cookies.get(participant_cookie_name(seance_id)))
    return read[seance_id]


def _verified(raw: str | None) -> str | None:
    if not raw:
        return None
    try:
        jeton = _signer().loads(raw)
    except BadSignature:
        return None
    return jeton if isinstance(jeton, str) else None


def has_participant_cookie(seance_id: str) -> bool:
    """Whether this browser holds a verified cookie for that séance."""
    return _read_jeton(seance_id) is not None


def remember_participant(response: Response, holder: Identite) -> Response:
    """Set the participant's cookie on a response, unless the browser has it already."""
    seance_id = holder.seance_id or ""
    if _read_jeton(seance_id) != holder.jeton:
        response.set_cookie(
            participant_cookie_name(seance_id),
            str(_signer().dumps(holder.jeton)),
            max_age=DUREE_PARTICIPANT,
            httponly=True,
            samesite="Lax",
            secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        )
    return response
