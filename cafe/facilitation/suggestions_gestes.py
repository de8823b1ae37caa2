"""What is accepted or refused on the page of suggestions: a button, a gesture, undone in one.

A refusal shows the page again, with why; nothing is half done.
"""

from __future__ import annotations

from flask import flash, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.core import Missing, NotAllowed, Refusal, RuleBroken
from cafe.actions.propositions import (
    Acceptee,
    Refusee,
    accept_propositions,
    refuse_propositions,
    restore_propositions,
)
from cafe.actions.rapprochements import bring_together
from cafe.actions.regroupements import rename_regroupement
from cafe.extensions import db
from cafe.facilitation.groupes import group_named
from cafe.facilitation.salle import facilitation, seance_for
from cafe.facilitation.suggestions import asked_question, back_to_suggestions, suggestions_page
from cafe.models import GenreProposition
from cafe.models.auteur import last_event_of


@facilitation.post("/<seance_id>/suggestions/accepter")
def accepter_suggestions(seance_id: str) -> Response:
    """Put cards together as proposed; ``lot`` names each group of the form."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    question = asked_question(seance)
    try:
        numero = accept_propositions(
            par=current_identite(), question_id=question.id, acceptees=_accepted()
        )
    except (Missing, NotAllowed):
        raise
    except Refusal as refusal:
        return suggestions_page(seance, question, refusal)
    if numero is None:
        flash(_("C’était déjà fait."), "succes")
    return back_to_suggestions(seance, question, fait=numero)


@facilitation.post("/<seance_id>/suggestions/rapprocher")
def rapprocher_suggestion(seance_id: str) -> Response:
    """Keep a word (« parole ») under the one that says nearly the same (« principale »)."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    question = asked_question(seance)
    parole, principale = request.form.get("parole", ""), request.form.get("principale", "")
    try:
        bring_together(
            par=current_identite(),
            contribution_id=parole,
            principale_id=principale,
            version=request.form.get(f"version-{parole}", type=int),
            version_principale=request.form.get(f"version-{principale}", type=int),
        )
    except (Missing, NotAllowed):
        raise
    except Refusal as refusal:
        return suggestions_page(seance, question, refusal)
    return back_to_suggestions(seance, question, fait=_mine("contribution", parole))


@facilitation.post("/<seance_id>/suggestions/renommer")
def renommer_suggestion(seance_id: str) -> Response:
    """Give a group (« groupe ») the title proposed, or what was written over it."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    question = asked_question(seance)
    row = group_named(seance, request.form.get("groupe", ""))
    try:
        rename_regroupement(
            par=current_identite(),
            regroupement_id=row.id,
            titre=request.form.get("titre", ""),
            resume=row.resume,
            version=request.form.get("version", type=int),
        )
    except (Missing, NotAllowed):
        raise
    except Refusal as refusal:
        return suggestions_page(seance, question, refusal)
    return back_to_suggestions(seance, question, fait=_mine("regroupement", row.id))


@facilitation.post("/<seance_id>/suggestions/ecarter")
def ecarter_suggestions(seance_id: str) -> Response:
    """Have these proposed no more."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    question = asked_question(seance)
    try:
        refuse_propositions(par=current_identite(), seance_id=seance.id, refusees=_refused())
    except (Missing, NotAllowed):
        raise
    except Refusal as refusal:
        return suggestions_page(seance, question, refusal)
    return back_to_suggestions(seance, question, ecarte=1)


@facilitation.post("/<seance_id>/suggestions/reproposer")
def reproposer_suggestions(seance_id: str) -> Response:
    """Let these be proposed again."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    question = asked_question(seance)
    restore_propositions(par=current_identite(), seance_id=seance.id, refusees=_refused())
    flash(_("Suggestions de nouveau proposées."), "succes")
    return back_to_suggestions(seance, question)


def _mine(genre: str, objet_id: str) -> int | None:
    """The number to undo by: of the last thing that happened to it, if this person did it."""
    event = last_event_of(db.session(), genre, objet_id)
    return event.numero if event and event.auteur_id == current_identite().id else None


def _accepted() -> list[Acceptee]:
    read = []
    for lot in request.form.getlist("lot"):
        cards = request.form.getlist(f"cartes-{lot}")
        if not cards:
            raise RuleBroken("proposition_vide")
        read.append(
            Acceptee(
                {card: request.form.get(f"version-{card}", type=int) for card in cards},
                request.form.get(f"titre-{lot}", ""),
                request.form.get(f"nouveau-{lot}") or None,
                request.form.get(f"dans-{lot}") or None,
            )
        )
    if not read:
        raise RuleBroken("proposition_vide")
    return read


def _refused() -> list[Refusee]:
    read = []
    for one in request.form.getlist("proposition"):
        genre, _slash, rest = one.partition("/")
        cle, _slash, cards = rest.partition("/")
        if genre not in set(GenreProposition):
            raise RuleBroken("proposition_inconnue")
        read.append(Refusee(GenreProposition(genre), cle, tuple(cards.split(",") if cards else ())))
    return read
