"""The live side without its thread: a test says itself when the announcer takes a turn."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from cafe.live import comptes
from cafe.live.announce import Announcer
from tests.conftest import Monde
from tests.live.ecoute import Ecoute, announcer, staff_page


@pytest.fixture
def turn(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let the announcer say what was committed; it never runs by itself in these tests."""
    monkeypatch.setattr(Announcer, "start", Announcer.catch_up)
    mine = announcer(app)
    mine._next_presence = float("inf")
    monkeypatch.setattr(comptes, "SECONDS", 0.0)  # counts follow each turn
    return mine.turn


@pytest.fixture
def board(app: Flask, monde: Monde, turn: Callable[[], None]) -> Ecoute:
    """Bruno's board, open."""
    page = staff_page(app, monde.bruno.id)
    page.join(f"tableau:{monde.seance}")
    return page


@pytest.fixture
def screen(app: Flask, monde: Monde, turn: Callable[[], None]) -> Ecoute:
    """The room's screen, opened by Chloé."""
    page = staff_page(app, monde.chloe.id)
    page.join(f"ecran:{monde.seance}")
    return page
