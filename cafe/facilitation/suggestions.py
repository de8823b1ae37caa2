"""The suggestions of a board: a page that nobody is sent to. Nothing moves by itself.

What is accepted or refused there: `suggestions_gestes`.
"""

from __future__ import annotations

from flask import abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.core import Refusal
from cafe.extensions import db
from cafe.facilitation.comparaison import compare_board
from cafe.facilitation.salle import facilitation, seance_for
from cafe.facilitation.suggestions_vue import Moment, PageSuggestions, by_card, still_proposed
from cafe.facilitation.vue import question_named
from cafe.messages import sentence, status
from cafe.models import PropositionRefusee, Question, Seance
from cafe.models.proposition import refused_propositions
from cafe.models.question import questions_of
from cafe.models.tableau import board_state


@facilitation.get("/<seance_id>/suggestions")
def suggestions(seance_id: str) -> Response:
    """What looks alike on a question: near-duplicates and likely groups; ``moment=apres`` a first
    grouping of what is left."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    return suggestions_page(seance, asked_question(seance))


def asked_question(seance: Seance) -> Question:
    """The question that the request names, or the first; 404 without any."""
    found = question_named(
        questions_of(db.session(), seance.id), request.values.get("question", "")
    )
    if found is None:
        abort(404)
    return found


def _moment() -> Moment:
    asked = request.values.get("moment", "")
    return Moment(asked) if asked in set(Moment) else Moment.JOUR


def back_to_suggestions(
    seance: Seance, question: Question, *, fait: int | None = None, ecarte: int | None = None
) -> Response:
    """303 to the page as it was being read, at the next suggestion (« suite »).

    ``fait``: the number to undo by; ``ecarte``: something was refused.
    """
    suite = request.form.get("suite") or None
    url = url_for(
        "facilitation.suggestions",
        seance_id=seance.id,
        question=question.id,
        moment=_moment().value,
        base=request.form.get("base") or None,
        fait=fait,
        ecarte=ecarte,
        suite=suite,
        _anchor=suite,
    )
    return redirect(url, 303)


def suggestions_page(
    seance: Seance, question: Question, refusal: Refusal | None = None
) -> Response:
    """The page as the board is now; with a refusal, why."""
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
        titres=seen["titres"],
        nouvelles=len(shown - comparaison.cartes),
        libres=len(etat.libres),
        fait=request.args.get("fait", type=int),
        suite=request.args.get("suite", ""),
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
