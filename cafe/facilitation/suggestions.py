"""The suggestions of a board: a page that nobody is sent to, and what is accepted or refused there.

Nothing moves by itself. Accepting is one gesture, undone from this page or from the journal.
"""

from __future__ import annotations

from flask import abort, flash, make_response, redirect, render_template, request, url_for
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
from cafe.extensions import db
from cafe.facilitation.comparaison import compare_board
from cafe.facilitation.salle import facilitation, seance_for
from cafe.facilitation.suggestions_vue import Moment, PageSuggestions, by_card, still_proposed
from cafe.facilitation.vue import question_named
from cafe.messages import sentence, status
from cafe.models import GenreProposition, PropositionRefusee, Question, Seance
from cafe.models.proposition import refused_propositions
from cafe.models.question import questions_of
from cafe.models.tableau import board_state


@facilitation.get("/<seance_id>/suggestions")
def suggestions(seance_id: str) -> Response:
    """What looks alike on a question: near-duplicates and likely groups; ``moment=apres`` a first
    grouping of what is left."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    return _page(seance, _question(seance))


@facilitation.post("/<seance_id>/suggestions/accepter")
def accepter_suggestions(seance_id: str) -> Response:
    """Put cards together as proposed; ``lot`` names each group of the form."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    question = _question(seance)
    try:
        numero = accept_propositions(
            par=current_identite(), question_id=question.id, acceptees=_accepted()
        )
    except (Missing, NotAllowed):
        raise
    except Refusal as refusal:
        return _page(seance, question, refusal)
    if numero is None:
        flash(_("C’était déjà fait."), "succes")
    return _back(seance, question, fait=numero)


@facilitation.post("/<seance_id>/suggestions/ecarter")
def ecarter_suggestions(seance_id: str) -> Response:
    """Have these proposed no more."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    question = _question(seance)
    try:
        refuse_propositions(par=current_identite(), seance_id=seance.id, refusees=_refused())
    except (Missing, NotAllowed):
        raise
    except Refusal as refusal:
        return _page(seance, question, refusal)
    return _back(seance, question, ecarte=1)


@facilitation.post("/<seance_id>/suggestions/reproposer")
def reproposer_suggestions(seance_id: str) -> Response:
    """Let these be proposed again."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    question = _question(seance)
    restore_propositions(par=current_identite(), seance_id=seance.id, refusees=_refused())
    flash(_("Suggestions de nouveau proposées."), "succes")
    return _back(seance, question)


def _question(seance: Seance) -> Question:
    found = question_named(
        questions_of(db.session(), seance.id), request.values.get("question", "")
    )
    if found is None:
        abort(404)
    return found


def _moment() -> Moment:
    asked = request.values.get("moment", "")
    return Moment(asked) if asked in set(Moment) else Moment.JOUR


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


def _back(
    seance: Seance, question: Question, *, fait: int | None = None, ecarte: int | None = None
) -> Response:
    url = url_for(
        "facilitation.suggestions",
        seance_id=seance.id,
        question=question.id,
        moment=_moment().value,
        base=request.form.get("base") or None,
        fait=fait,
        ecarte=ecarte,
    )
    return redirect(url, 303)


def _page(seance: Seance, question: Question, refusal: Refusal | None = None) -> Response:
    session = db.session()
    seance_id, question_id = seance.id, question.id
    comparaison = compare_board(seance_id, question_id, request.values.get("base", ""))
    etat = board_state(session, seance_id, question_id)
    refusees = refused_propositions(session, seance_id)
    seen = still_proposed(comparaison.propositions, etat, refusees)
    shown = {c.id for c in etat.libres} | {c.id for g in etat.groupes for c in g.cartes}
    page = PageSuggestions(
        seance=session.get_one(Seance, seance_id),
        question=session.get_one(Question, question_id),
        questions=questions_of(session, seance_id),
        moment=_moment(),
        base=comparaison.base,
        doublons=seen["doublons"],
        probables=seen["probables"],
        groupes=seen["groupes"],
        places=by_card(seen["places"]),
        nouvelles=len(shown - comparaison.cartes),
        libres=len(etat.libres),
        fait=request.args.get("fait", type=int),
        a_rendre=_latest(refusees) if "ecarte" in request.args else (),
        refusees=tuple(refusees),
        erreur=sentence(refusal) if refusal else None,
    )
    html = render_template("facilitation/suggestions.html", page=page)
    return make_response(html, status(refusal) if refusal else 200)


def _latest(refusees: list[PropositionRefusee]) -> tuple[PropositionRefusee, ...]:
    """What this person refused last, all at once."""
    mine = [row for row in refusees if row.par == current_identite().id]
    return tuple(row for row in mine if row.le == mine[0].le)
