"""The door: one large button for each quality, a tap is one more person.

Plain forms; a script keeps the taps where the network is away and sends them again. A badge's
number is typed, or read by a QR reader that types the whole address of the badge.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field

from flask import flash, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.identity import Genre
from cafe.access.permits import Pouvoir
from cafe.actions.core import Missing, NotAllowed, Refusal, RuleBroken
from cafe.actions.pointages import cancel_arrival, count_arrival
from cafe.errors import wants_json
from cafe.extensions import db
from cafe.facilitation.salle import facilitation, seance_for
from cafe.facilitation.vue import may
from cafe.messages import sentence, status
from cafe.models import Phase, Pointage, Seance
from cafe.models.accueil import Comptes, counts_at_the_door, last_pointage
from cafe.models.evenement import installation_id
from cafe.models.seance import seance_by_code

# What stands in a badge's QR code; a reader used as a keyboard types all of it.
_ADRESSE = re.compile(r"/r/(?P<code>[^/\s]+)/b/(?P<numero>\d{1,4})/?$")


@dataclass(frozen=True)
class PageAccueil:
    """Everything the page needs. ``dernier``: the last one that this station counted."""

    seance: Seance
    comptes: Comptes
    dernier: Pointage | None
    badge: str
    ouvert: bool
    conduite: bool
    prepare: bool
    installation: str
    erreur: str | None = None
    champ: str | None = None
    client_id: str = field(default_factory=lambda: str(uuid.uuid4()))


@facilitation.get("/<seance_id>/accueil")
def accueil(seance_id: str) -> Response:
    """The page; ``badge`` fills in the number that was scanned elsewhere."""
    return _page(seance_id, badge=request.args.get("badge", "")[:12])


@facilitation.get("/<seance_id>/accueil/comptes")
def accueil_comptes(seance_id: str) -> Response:
    """Only the numbers, fetched again by the script: other stations count too."""
    return _numbers(seance_for(seance_id, Pouvoir.ACCUEILLIR))


@facilitation.post("/<seance_id>/accueil/personnes")
def compter_arrivee(seance_id: str) -> Response:
    """One more person, of that quality or with that badge."""
    seance = seance_for(seance_id, Pouvoir.ACCUEILLIR)
    typed = request.form.get("badge", "").strip()[:200]
    try:
        counted = count_arrival(
            par=current_identite(),
            seance_id=seance.id,
            client_id=request.form.get("client_id", ""),
            qualite=request.form.get("qualite", ""),
            badge=_badge_number(seance, typed) if typed else None,
        )
    except Refusal as refusal:
        return _refused(seance.id, refusal, typed)
    if wants_json():
        answer = _numbers(seance_for(seance_id, Pouvoir.ACCUEILLIR), counted.qualite)
        answer.status_code = 201 if counted.nouveau else 200
        return answer
    if counted.nouveau:
        flash(gettext("Une personne de plus : %(qualite)s.", qualite=counted.qualite), "succes")
    return redirect(url_for(".accueil", seance_id=seance_id), 303)


@facilitation.post("/<seance_id>/accueil/annulation")
def annuler_arrivee(seance_id: str) -> Response:
    """Take back the person of that ``client_id``: pressed twice, one person goes."""
    seance = seance_for(seance_id, Pouvoir.ACCUEILLIR)
    try:
        cancel_arrival(
            par=current_identite(),
            seance_id=seance.id,
            client_id=request.form.get("client_id", ""),
        )
    except Refusal as refusal:
        return _refused(seance.id, refusal, "")
    if wants_json():
        return _numbers(seance_for(seance_id, Pouvoir.ACCUEILLIR))
    flash(gettext("La dernière personne comptée ici est retirée."), "succes")
    return redirect(url_for(".accueil", seance_id=seance_id), 303)


def _badge_number(seance: Seance, typed: str) -> int:
    """The number typed, or the one at the end of a badge's address."""
    address = _ADRESSE.search(typed)
    if address is not None:
        there = seance_by_code(db.session(), address["code"])
        if there is None or there.id != seance.id:
            raise RuleBroken("badge_d_ailleurs", champ="badge")
        return int(address["numero"])
    digits = typed.lstrip("nN°º ")
    if not (digits.isdecimal() and len(digits) <= 4):
        raise RuleBroken("badge_illisible", champ="badge")
    return int(digits)


def _numbers(seance: Seance, qualite: str = "") -> Response:
    """The counts for the script; ``qualite``: that of the person just counted."""
    session = db.session()
    comptes = counts_at_the_door(session, seance.id)
    dernier = last_pointage(session, seance.id, current_identite().id or "")
    return jsonify(
        comptes=dict(comptes.par_qualite),
        total=comptes.total,
        qualite=qualite,
        dernier={"client_id": dernier.client_id, "qualite": dernier.qualite} if dernier else None,
    )


def _refused(seance_id: str, refusal: Refusal, typed: str) -> Response:
    if wants_json() or isinstance(refusal, Missing | NotAllowed):
        raise refusal
    return _page(seance_id, badge=typed, refusal=refusal)


def _page(seance_id: str, *, badge: str, refusal: Refusal | None = None) -> Response:
    seance = seance_for(seance_id, Pouvoir.ACCUEILLIR)
    session, par = db.session(), current_identite()
    page = PageAccueil(
        seance=seance,
        comptes=counts_at_the_door(session, seance.id),
        dernier=last_pointage(session, seance.id, par.id or ""),
        badge=badge,
        ouvert=seance.phase is not Phase.CLOSE,
        conduite=may(seance, Pouvoir.ANIMER),
        prepare=par.genre is Genre.COMPTE,
        installation=installation_id(session),
        erreur=sentence(refusal) if refusal else None,
        champ=refusal.champ if refusal else None,
    )
    html = render_template("facilitation/accueil.html", page=page)
    return make_response(html, status(refusal) if refusal else 200)
