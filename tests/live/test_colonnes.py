"""How many words each column of a board holds: told as they come and go, down to none."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask

from cafe.actions.deplacements import move_to_question
from cafe.actions.moderation import chill_contribution, publish_contribution
from tests import factories
from tests.conftest import Monde
from tests.live.ecoute import Ecoute, staff_page

Turn = Callable[[], None]


@pytest.fixture
def parole(monde: Monde) -> str:
    """The only word of its question, put aside before anybody opens the board."""
    posted = factories.post(monde.ana, monde.question, "Un banc").id
    chill_contribution(par=monde.bruno, contribution_id=posted, version=None)
    return posted


def told(page: Ecoute) -> dict[str, int]:
    """The counts heard since last asked, by target."""
    page.news()
    said = [*page.columns, *(o for operations in page.counts for o in operations)]
    found = {o["cible"]: re.search(r'class="nombre"[^>]*>(\d+)<', o["html"]) for o in said}
    return {cible: int(number[1]) for cible, number in found.items() if number}


def test_the_first_gesture_that_empties_a_column_says_so(
    monde: Monde, turn: Turn, parole: str, board: Ecoute
) -> None:
    publish_contribution(par=monde.bruno, contribution_id=parole, version=None)
    turn()
    counts = told(board)
    assert counts[f"nombre-frigo-{monde.question}"] == 0
    assert counts[f"nombre-libres-{monde.question}"] == 1
    assert counts[f"compte-{monde.question}"] == 1


def test_the_first_gesture_that_hides_the_only_word_of_a_question_says_none(
    app: Flask, monde: Monde, turn: Turn, parole: str
) -> None:
    publish_contribution(par=monde.bruno, contribution_id=parole, version=None)
    page = staff_page(app, monde.bruno.id)
    page.join(f"tableau:{monde.seance}")
    chill_contribution(par=monde.bruno, contribution_id=parole, version=None)
    turn()
    assert told(page)[f"compte-{monde.question}"] == 0


def test_the_first_gesture_that_files_a_word_elsewhere_is_counted_in_both_questions(
    monde: Monde, turn: Turn, parole: str, board: Ecoute
) -> None:
    other = factories.make_question(monde.seance)
    move_to_question(par=monde.bruno, contribution_id=parole, question_id=other, version=None)
    turn()
    counts = told(board)
    assert counts[f"nombre-frigo-{monde.question}"] == 0
    assert counts[f"nombre-frigo-{other}"] == 1
