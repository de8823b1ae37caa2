"""However many people vote, few messages: screens are told now and then, phones never."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from cafe.actions.ecran import set_vue
from cafe.actions.gommettes import set_points
from cafe.actions.scrutins import close_scrutin
from cafe.live import votes
from cafe.models import VueEcran
from tests import factories
from tests.conftest import Monde
from tests.live.ecoute import Ecoute, phone_page, staff_page
from tests.votes import Urne, make_urne

Turn = Callable[[], None]


def crowd(monde: Monde, urne: Urne, people: int) -> None:
    for _ in range(people):
        par = factories.participant(monde.seance)
        set_points(par=par, scrutin_id=urne.scrutin, cible=urne.cles[0], points=1)


def refetches(page: Ecoute) -> int:
    """How many times the page was asked to fetch itself again."""
    found = [said for name, said in page.news() if name == "fragments"]
    assert all(said["apres"] == said["numero"] and not said["operations"] for said in found)
    return len(found)


@pytest.fixture
def urne(monde: Monde) -> Urne:
    return make_urne(monde)


@pytest.fixture
def screen(app: Flask, monde: Monde, urne: Urne, turn: Turn) -> Ecoute:
    page = staff_page(app, monde.chloe.id)
    page.join(f"ecran:{monde.seance}")
    turn()
    page.news()
    return page


def test_a_crowd_of_dots_is_one_message_to_the_screen_and_none_to_phones(
    app: Flask, monde: Monde, turn: Turn, urne: Urne, screen: Ecoute
) -> None:
    phone = phone_page(app, monde.seance)
    phone.join(f"telephones:{monde.seance}")
    board = staff_page(app, monde.bruno.id)
    board.join(f"tableau:{monde.seance}")
    for _ in range(5):
        crowd(monde, urne, 4)
        turn()
    assert refetches(screen) == 1
    assert phone.news() == board.news() == []


def test_what_came_meanwhile_is_told_once_it_is_due(
    monde: Monde, turn: Turn, urne: Urne, screen: Ecoute, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(monde, urne, 1)
    turn()
    assert refetches(screen) == 1
    crowd(monde, urne, 1)
    turn()
    assert refetches(screen) == 0
    monkeypatch.setattr(votes.time, "monotonic", lambda: float("inf"))
    turn()
    assert refetches(screen) == 1


def test_a_screen_that_shows_something_else_hears_nothing_of_dots(
    monde: Monde, turn: Turn, urne: Urne, screen: Ecoute
) -> None:
    set_vue(par=monde.bruno, seance_id=monde.seance, vue=VueEcran.MUR)
    turn()
    screen.news()
    crowd(monde, urne, 2)
    turn()
    assert screen.news() == []


def test_closing_a_vote_reaches_everybody(
    app: Flask, monde: Monde, turn: Turn, urne: Urne, screen: Ecoute
) -> None:
    phone = phone_page(app, monde.seance)
    phone.join(f"telephones:{monde.seance}")
    close_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=2)
    turn()
    assert refetches(screen) >= 1
    assert [name for name, _ in phone.news()] == ["etat"]
