"""Follow-up by receipt, on any phone: read only, no account.

The receipt leaves the address at once: it becomes a signed cookie and the page is served
under « /suivi », so that it stays out of histories, logs and Referer headers.
"""

from __future__ import annotations

from flask import current_app, make_response, redirect, render_template, request, url_for
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from cafe.access.jetons import hash_jeton, normalise_recu
from cafe.actions.core import RuleBroken
from cafe.extensions import db
from cafe.medias import media_response
from cafe.messages import sentence
from cafe.models import Contribution, Media, Participant, Seance
from cafe.models.participant import participant_by_recu
from cafe.models.talon import talon_by_recu
from cafe.participation.fil import page_mots
from cafe.participation.frein import slow_down
from cafe.participation.salle import participation

COOKIE = "cafe_suivi"


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="suivi")


@participation.get("/suivi/<recu>")
def ouvrir(recu: str) -> Response:
    """Turn a receipt into a cookie; an unknown one gets the field to type it again."""
    return _open(recu)


@participation.post("/suivi")
def taper() -> Response:
    """The receipt typed by hand, in either form."""
    return _open(request.form.get("recu", ""))


def _open(typed: str) -> Response:
    hashed = hash_jeton(normalise_recu(typed[:200]))
    found = participant_by_recu(db.session(), hashed)
    if found is None:
        slow_down(current_app)
        return _nothing_behind(typed[:200], hashed)
    response = redirect(url_for(".suivi"), 303)
    response.set_cookie(
        COOKIE,
        str(_signer().dumps(found.id)),
        max_age=30 * 24 * 3600,
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        path="/suivi",
    )
    return response


def _nothing_behind(typed: str, hashed: str) -> Response:
    """A slip to which nobody has tied a word yet, or a receipt that is none."""
    slip = talon_by_recu(db.session(), hashed)
    if slip is not None:
        return make_response(_typing_page(talon=slip.numero))
    return make_response(_typing_page(typed, sentence(RuleBroken("recu_inconnu"))), 404)


def _typing_page(recu: str = "", erreur: str | None = None, talon: int | None = None) -> str:
    return render_template("participation/suivi_saisie.html", recu=recu, erreur=erreur, talon=talon)


@participation.get("/suivi")
def suivi() -> str:
    """What became of the words of the receipt's holder; else the field to type one."""
    participant = _holder()
    if participant is None:
        return _typing_page()
    seance = db.session.get_one(Seance, participant.seance_id)
    page = page_mots(seance, participant.id, code=None, recu=None)
    return render_template("participation/mots.html", page=page, boite=None)


@participation.get("/suivi/medias/<media_id>")
def media_suivi(media_id: str) -> Response:
    """A photo or voice of the receipt's holder."""
    participant, media = _holder(), db.session.get(Media, media_id)
    row = db.session.get(Contribution, media.contribution_id) if media else None
    if participant is None or media is None or row is None:
        raise RuleBroken("introuvable")
    if row.participant_id != participant.id:
        raise RuleBroken("introuvable")
    return media_response(media.id, media.type_mime)


def _holder() -> Participant | None:
    raw = request.cookies.get(COOKIE)
    try:
        participant_id = _signer().loads(raw) if raw else None
    except BadSignature:
        return None
    return db.session.get(Participant, participant_id) if participant_id else None
