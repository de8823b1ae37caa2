"""A new group: its title and the cards to put in it, some sought by their words.

A search sends the whole form: what was ticked and typed comes back with what was found.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import abort, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.core import Refusal, RuleBroken
from cafe.actions.lots import check_size
from cafe.actions.regroupements import create_regroupement
from cafe.errors import wants_json
from cafe.extensions import db
from cafe.facilitation import listes
from cafe.facilitation.choisies import Choisie, chosen_now
from cafe.facilitation.filtres import Filtre
from cafe.facilitation.reponses import group_done, refused
from cafe.facilitation.salle import facilitation, seance_for
from cafe.facilitation.vue import question_named
from cafe.messages import sentence, status
from cafe.models import Question, Seance
from cafe.models.question import questions_of
from cafe.models.tableau import Carte, board_state


@dataclass(frozen=True)
class PageNouveau:
    """The form of a new group: its title, the cards ticked (``choisies``), others to choose among.

    ``libres``: how many are to group in all. ``trouvees``: how many answer to the search, those
    ticked left out; ``autres`` are one page of them. ``parties``: ticked, then grouped or taken
    off the board by somebody.
    """

    seance: Seance
    question: Question
    choisies: tuple[Carte, ...]
    autres: tuple[Carte, ...]
    trouvees: int
    libres: int
    parties: tuple[Choisie, ...]
    cherche: str
    titre: str
    regroupement_id: str
    erreur: str | None = None


@facilitation.get("/<seance_id>/regroupements/nouveau")
def nouveau_regroupement(seance_id: str) -> Response:
    """The form of a new group, the ungrouped cards of the question to tick."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    return _page(seance, request.args.get("question", ""), str(uuid.uuid4()))


@facilitation.post("/<seance_id>/regroupements")
def creer_regroupement(seance_id: str) -> Response:
    """Make a group of the cards chosen; ``version-<card>`` refuses those moved meanwhile.

    Or look for more cards, those chosen staying so.
    """
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    question_id = request.form.get("question", "")
    if question_id not in {q.id for q in questions_of(db.session(), seance.id)}:
        abort(404)
    chosen = request.form.getlist("contributions")
    wished = request.form.get("regroupement_id") or str(uuid.uuid4())
    if _is_search():
        try:
            check_size(len(set(chosen)))
        except RuleBroken as refusal:
            return _page(seance, question_id, wished, refusal)
        return _page(seance, question_id, wished)
    read = {card: request.form.get(f"version-{card}", type=int) for card in chosen}
    try:
        made = create_regroupement(
            par=current_identite(),
            question_id=question_id,
            titre=request.form.get("titre", ""),
            contributions=chosen,
            versions={card: version for card, version in read.items() if version is not None},
            regroupement_id=request.form.get("regroupement_id") or None,
        )
    except Refusal as refusal:
        answer = refused(refusal)
        if wants_json():
            return answer
        return _page(seance, question_id, wished, refusal)
    return group_done(seance.id, question_id, made, 1, _("Groupe créé."))


def _is_search() -> bool:
    """Which button was pressed. Enter presses none: it searches where other words are typed."""
    form = request.form
    if "chercher" in form or "creer" in form:
        return "chercher" in form
    return form.get("q", "").strip() != form.get("cherche", "").strip()


def _page(
    seance: Seance, question_id: str, wished: str, refusal: Refusal | None = None
) -> Response:
    session = db.session()
    question = question_named(questions_of(session, seance.id), question_id)
    if question is None:
        abort(404)
    libres = board_state(session, seance.id, question.id).libres
    chosen = set(request.values.getlist("contributions"))
    sought = Filtre.read(request.values, etoiles=False)
    others = [card for card in libres if card.id not in chosen and sought.keeps(card, "libres")]
    gone = chosen - {card.id for card in libres}
    page = PageNouveau(
        seance=seance,
        question=question,
        choisies=tuple(card for card in libres if card.id in chosen),
        autres=tuple(others[: listes.PAGE]),
        trouvees=len(others),
        libres=len(libres),
        parties=tuple(chosen_now(session, seance.id, question.id, gone, current_identite())),
        cherche=sought.cherche,
        titre=request.form.get("titre", ""),
        regroupement_id=wished,
        erreur=sentence(refusal) if refusal else None,
    )
    html = render_template("facilitation/nouveau_groupe.html", page=page)
    return make_response(html, status(refusal) if refusal else 200)
