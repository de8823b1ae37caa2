"""Voting by dots: one page with a minus and a plus per card, and what the phone sends."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g, jsonify, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from cafe.access.doors import remember_participant
from cafe.actions.core import Missing, NotAllowed, Refusal, RuleBroken
from cafe.actions.gommettes import set_points
from cafe.errors import wants_json
from cafe.extensions import db
from cafe.messages import sentence, status
from cafe.models import Scrutin, Seance
from cafe.models.minuteur import Compte, minuteur_of
from cafe.models.scrutin_lecture import (
    CarteVote,
    Resultat,
    cards_of,
    current_scrutin,
    dots_of,
    grants_vote,
    last_closed_scrutin,
    result_of,
    totals_shown,
)
from cafe.models.visibilite import Regard
from cafe.participation.salle import code_of, here, holder, me, participation


@dataclass(frozen=True)
class CarteAVoter:
    """A card with this person's dots; ``peut_ajouter`` is what the plus button is for."""

    carte: CarteVote
    points: int
    peut_ajouter: bool


@dataclass(frozen=True)
class PageVote:
    """What the page shows: the cards while one may vote, else the vote closed last, if any.

    ``resultat``: its totals, None while they are hidden.
    """

    seance: Seance
    code: str
    scrutin: Scrutin | None
    cartes: tuple[CarteAVoter, ...]
    restants: int
    resultat: Resultat | None
    ouvert: bool = False
    erreur: str = ""
    # The frame of the séance's pages asks for it: a vote is the same at every table.
    table: int | None = None

    @property
    def minuteur(self) -> Compte:
        """The time left of the step under way."""
        return minuteur_of(self.seance, self.seance.etape)


@participation.get("/s/<code>/vote")
def vote(code: str) -> Response:
    """The cards and my dots on them; or that no vote is open."""
    return _answer(_page(), 200)


@participation.post("/s/<code>/votes")
def voter(code: str) -> Response:
    """Have that many dots on a card: 303 to the page, or 200 ``{scrutin, cible, points, …}``."""
    scrutin_id, cible = request.form.get("scrutin", ""), request.form.get("cible", "")
    try:
        points = request.form.get("points", type=int)
        if points is None:
            raise RuleBroken("points_invalides", champ="points")
        done = set_points(par=holder(), scrutin_id=scrutin_id, cible=cible, points=points)
    except (Missing, NotAllowed):
        raise
    except Refusal as refusal:
        if wants_json():
            raise
        return _answer(_page(sentence(refusal)), status(refusal))
    if not wants_json():
        back = url_for(".vote", code=code_of(here()), _anchor=cible.partition(":")[2])
        return remember_participant(redirect(back, 303), holder())
    body = {
        "scrutin": scrutin_id,
        "cible": cible,
        "points": done.points,
        "restants": done.restants,
    }
    return remember_participant(jsonify(body), holder())


def votable(seance: Seance) -> Scrutin | None:
    """The vote that a phone may take part in now, if any."""
    return current_scrutin(db.session(), seance.id) if grants_vote(seance) else None


@participation.context_processor
def vote_of_the_moment() -> dict[str, Scrutin | None]:
    """Every page of the séance shows the way to a vote that is open."""
    return {"vote_ouvert": votable(here()) if "seance_id" in g else None}


def _page(erreur: str = "") -> PageVote:
    seance, session = here(), db.session()
    row = votable(seance)
    if row is None:
        last = last_closed_scrutin(session, seance.id)
        shown = last is not None and totals_shown(last, Regard.PUBLIC)
        resultat = result_of(session, last) if last and shown else None
        return PageVote(seance, code_of(seance), last, (), 0, resultat, erreur=erreur)
    voter_id = me().id
    mine = dots_of(session, row.id, voter_id) if voter_id else {}
    left = row.points - sum(mine.values())
    cards = tuple(
        CarteAVoter(card, mine.get(card.id, 0), left > 0 and mine.get(card.id, 0) < row.par_carte)
        for card in cards_of(session, row.id)
        if card.titre is not None or card.id in mine
    )
    return PageVote(seance, code_of(seance), row, cards, left, None, True, erreur)


def _answer(page: PageVote, code: int) -> Response:
    html = render_template("participation/vote.html", page=page)
    return remember_participant(make_response(html, code), holder())
