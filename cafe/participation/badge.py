"""The QR code of a badge: where its bearer goes, and tying it to this phone in one tap.

Reading the address writes nothing: a preview of a link must not take somebody's badge.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite, remember_participant
from cafe.access.permits import Lieu, Pouvoir, permits
from cafe.actions.badges_telephone import tie_badge
from cafe.actions.core import Refusal, RuleBroken
from cafe.errors import wants_json
from cafe.extensions import db
from cafe.messages import sentence, status
from cafe.models import Phase, Seance
from cafe.models.halle import badge_by_numero, badge_of
from cafe.models.places import Arret, way_of
from cafe.participation.salle import code_of, here, holder, me, participation


@dataclass(frozen=True)
class PageBadge:
    """``refus``: why this phone cannot take the badge; it goes on without."""

    seance: Seance
    code: str
    numero: int
    voie: tuple[Arret, ...] = ()
    refus: str = ""
    table: int | None = None


@participation.get("/r/<code>/b/<int:numero>")
def badge(code: str, numero: int) -> Response:
    """Where a badge sends its bearer; on the phone that holds it already, the page to write.

    Whoever welcomes people reads badges to count them: they are sent to the page of the door.
    """
    seance = here()
    if permits(current_identite(), Pouvoir.ACCUEILLIR, Lieu(seance.demarche_id, seance.id)):
        return redirect(url_for("facilitation.accueil", seance_id=seance.id, badge=numero))
    if seance.phase in (Phase.TERMINEE, Phase.CLOSE):
        return redirect(url_for(".mes_mots", code=code_of(seance)))
    row = badge_by_numero(db.session(), seance.id, numero)
    if row is None:
        return _answer(numero, RuleBroken("badge_inconnu"))
    mine = me().id
    if mine is not None and row.participant_id == mine:
        return redirect(url_for(".contribuer", code=code_of(seance)))
    if row.participant_id is not None:
        return _answer(numero, RuleBroken("badge_pris"))
    held = badge_of(db.session(), mine) if mine else None
    if held is not None:
        return _answer(numero, RuleBroken("badge_autre", autre=held.numero))
    return _answer(numero)


@participation.post("/r/<code>/b/<int:numero>")
def prendre_badge(code: str, numero: int) -> Response:
    """Tie the badge to this phone: 303 to the page to write."""
    identite = holder()
    try:
        tie_badge(par=identite, seance_id=here().id, numero=numero)
    except Refusal as refusal:
        if wants_json():
            raise
        return _answer(numero, refusal)
    target = url_for(".contribuer", code=code_of(here()))
    return remember_participant(redirect(target, 303), identite)


def _answer(numero: int, refusal: Refusal | None = None) -> Response:
    session, seance = db.session(), here()
    row = badge_by_numero(session, seance.id, numero)
    page = PageBadge(
        seance,
        code_of(seance),
        numero,
        way_of(session, row) if row else (),
        sentence(refusal) if refusal else "",
    )
    answer = make_response(
        render_template("participation/badge.html", page=page), status(refusal) if refusal else 200
    )
    return remember_participant(answer, holder())
