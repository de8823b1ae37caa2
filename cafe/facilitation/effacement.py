"""Erasing a text for good: asked by the person it came from or is about, never undone.

Nothing to do with moderation, which keeps everything.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.core import Refusal, RuleBroken
from cafe.actions.retouches import erase_contribution
from cafe.extensions import db
from cafe.facilitation.reponses import card_done
from cafe.facilitation.salle import facilitation, seance_for
from cafe.messages import sentence, status
from cafe.models import Question, Seance
from cafe.models.tableau import Carte, cards_by_id

MOTIFS = ("demande", "personne_citee", "obligation")


@dataclass(frozen=True)
class PageEffacer:
    """The word as it still is, and what was chosen if the form comes back."""

    seance: Seance
    question: Question
    carte: Carte
    motif: str = ""
    erreur: str | None = None


@facilitation.get("/<seance_id>/contributions/<contribution_id>/effacer")
def effacer(seance_id: str, contribution_id: str) -> str:
    """The page that says what erasing does, before it is done."""
    seance, carte = _card(seance_id, contribution_id)
    return _render(PageEffacer(seance, _question(carte), carte))


@facilitation.post("/<seance_id>/contributions/<contribution_id>/effacer")
def effacer_pour_de_bon(seance_id: str, contribution_id: str) -> Response:
    """Erase, once a reason is chosen and the box is ticked."""
    seance, carte = _card(seance_id, contribution_id)
    motif = request.form.get("motif", "")
    try:
        if motif not in MOTIFS:
            raise RuleBroken("motif_absent", champ="motif")
        if not request.form.get("compris"):
            raise RuleBroken("effacement_a_confirmer", champ="compris")
        erase_contribution(par=current_identite(), contribution_id=carte.id, motif=motif)
    except Refusal as refusal:
        page = PageEffacer(seance, _question(carte), carte, motif, sentence(refusal))
        return make_response(_render(page), status(refusal))
    return card_done(seance.id, carte.question_id, carte.id, _("Texte effacé pour de bon."))


def _render(page: PageEffacer) -> str:
    return render_template("facilitation/effacer.html", page=page)


def _card(seance_id: str, contribution_id: str) -> tuple[Seance, Carte]:
    seance = seance_for(seance_id, Pouvoir.EFFACER)
    found = cards_by_id(db.session(), [contribution_id])
    if not found or found[0].seance_id != seance.id:
        abort(404)
    return seance, found[0]


def _question(carte: Carte) -> Question:
    return db.session.get_one(Question, carte.question_id)
