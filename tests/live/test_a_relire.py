"""How many words wait to be read: told to every board as it changes, and to nobody else."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask import Flask

from cafe.actions.moderation import chill_contribution, refuse_contribution
from cafe.actions.objections import answer_objection, post_objection
from cafe.actions.ralentissement import slow_down
from cafe.actions.retouches import correct_contribution
from cafe.actions.signalements import clear_flag
from cafe.extensions import db
from cafe.models import MotifModeration, Role, Seance
from cafe.models.relecture import queue_of
from tests import factories
from tests.clients import sign_in
from tests.conftest import Monde
from tests.live.ecoute import Ecoute
from tests.pages import strict_client

Turn = Callable[[], None]
INSULTE = "Mon voisin est un abruti"


def told(page: Ecoute) -> int | None:
    """What the page was last told of the queue; None when nothing was said of it."""
    page.news()
    said = [o["html"] for o in page.columns if o["cible"] == "a-relire"]
    if not said:
        return None
    found = re.search(r'class="nombre">(\d+)<', said[-1])
    assert found
    assert (" hidden" in said[-1]) is (found[1] == "0")
    return int(found[1])


def waiting(monde: Monde) -> int:
    db.session.rollback()
    return len(queue_of(db.session(), db.session.get_one(Seance, monde.seance)))


def test_the_count_of_the_queue_follows_whatever_enters_or_leaves_it(
    monde: Monde, turn: Turn, board: Ecoute
) -> None:
    plain = factories.post(monde.ana, monde.question, "Un banc").id
    turn()
    assert told(board) == 0

    def step(change: Callable[[], object]) -> None:
        change()
        turn()
        assert told(board) == waiting(monde)

    flagged = factories.post(monde.ana, monde.question, INSULTE).id
    turn()
    assert told(board) == 1
    step(lambda: clear_flag(par=monde.bruno, contribution_id=flagged, version=None))
    assert waiting(monde) == 0
    slow_down(par=monde.bruno, contribution_id=plain)
    step(
        lambda: correct_contribution(
            par=monde.ana, contribution_id=plain, texte="Deux bancs", version=None
        )
    )
    assert waiting(monde) == 1
    step(lambda: chill_contribution(par=monde.bruno, contribution_id=plain, version=None))
    asked: list[str] = []
    step(
        lambda: asked.append(
            post_objection(par=monde.ana, contribution_id=plain, texte="Je ne vois pas pourquoi")
        )
    )
    assert waiting(monde) == 1
    # One word that waits for two reasons is one word to read.
    refuse_contribution(
        par=monde.bruno,
        contribution_id=flagged,
        motif=MotifModeration.HORS_SUJET,
        precision="",
        version=None,
    )
    step(lambda: factories.post(factories.participant(monde.seance), monde.question, INSULTE))
    assert waiting(monde) == 2
    step(
        lambda: answer_objection(par=monde.bruno, objection_id=asked[0], reponse="Nous y revenons")
    )
    assert waiting(monde) == 1


def test_a_word_that_does_not_wait_says_nothing_of_the_queue(
    monde: Monde, turn: Turn, board: Ecoute
) -> None:
    factories.post(monde.ana, monde.question, INSULTE)
    turn()
    assert told(board) == 1
    factories.post(monde.ana, monde.question, "Un banc")
    turn()
    assert told(board) is None


def test_the_board_leads_whoever_facilitates_to_the_queue_and_nobody_else(
    app: Flask, monde: Monde
) -> None:
    reader = factories.make_compte("Lea", Role.RAPPORTEUR, monde.demarche)
    path = f"/animer/{monde.seance}/tableau"

    def shown(compte_id: str) -> str | None:
        page = sign_in(strict_client(app), compte_id).get(path).text
        found = re.search(r'<a class="bouton a-relire".*?</a>', page)
        return found[0] if found else None

    assert monde.bruno.id
    assert " hidden" in (shown(monde.bruno.id) or "")
    factories.post(monde.ana, monde.question, INSULTE)
    link = shown(monde.bruno.id) or ""
    assert f'href="/animer/{monde.seance}/relecture"' in link
    assert "hidden" not in link.split(">")[0]
    assert 'class="nombre">1<' in link
    assert shown(reader) is None
