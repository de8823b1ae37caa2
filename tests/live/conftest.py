"""The live side without its thread: a test says itself when the announcer takes a turn."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from cafe.live import comptes
from cafe.live.announce import Announcer
from tests.live.ecoute import announcer


@pytest.fixture
def turn(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let the announcer say what was committed; it never runs by itself in these tests."""
    monkeypatch.setattr(Announcer, "start", Announcer.catch_up)
    mine = announcer(app)
    mine._next_presence = float("inf")
    monkeypatch.setattr(comptes, "SECONDS", 0.0)  # counts follow each turn
    return mine.turn
