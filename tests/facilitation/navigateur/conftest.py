"""A real server, a real browser, and a séance of its own for each test.

A page that throws, breaks its security policy or asks another host for anything fails the
test that opened it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from cafe.access.identity import Identite
from cafe.actions.regroupements import create_regroupement
from cafe.app import create_app
from cafe.config import load
from cafe.extensions import db
from cafe.models import Compte, Role
from tests import factories, navigateur
from tests.serveur import Serveur

TAILLES = {
    "board": {"width": 1280, "height": 800},
    "tablet": {"width": 768, "height": 1024},
    "screen": {"width": 1920, "height": 1080},
    "phone": {"width": 360, "height": 740},
}


@pytest.fixture(scope="session")
def serveur(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serveur]:
    """The application served on a base of its own, shared by these tests."""
    running = Serveur(tmp_path_factory.mktemp("instance"))
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for a file: two drivers cannot live in one process."""
    with navigateur.browser() as opened:
        yield opened


@pytest.fixture
def maison(serveur: Serveur) -> Iterator[Flask]:
    """The same base, opened here to seed it and to read it."""
    app = create_app(load(serveur.env), testing=True)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    app.extensions["cafe_writing_engine"].dispose()


@dataclass
class Salle:
    """One open séance, its question, and who leads it."""

    demarche: str
    seance: str
    question: str
    bruno: Identite
    lea: Identite

    def post(self, *textes: str) -> list[str]:
        """Words of as many people, on the question; returns their ids."""
        return [
            factories.post(factories.participant(self.seance), self.question, texte).id
            for texte in textes
        ]

    def group(self, titre: str, *contributions: str) -> str:
        """A group that holds these words."""
        return create_regroupement(
            par=self.lea, question_id=self.question, titre=titre, contributions=contributions
        )


_rangs = count(1)


@pytest.fixture
def salle(maison: Flask) -> Salle:
    """A séance with two facilitators, Bruno and Léa, and no word yet."""
    rang = next(_rangs)
    demarche = factories.make_demarche(f"Démarche {rang}")
    seance = factories.make_seance(demarche, titre=f"Atelier {rang}")
    question = factories.make_question(seance)

    def facilitator(nom: str) -> Identite:
        made = factories.make_compte(f"{nom}{rang}", Role.ANIMATEUR, demarche)
        return factories.identite(made)

    return Salle(
        demarche=demarche,
        seance=seance,
        question=question,
        bruno=facilitator("Bruno"),
        lea=facilitator("Lea"),
    )


Ouvrir = Callable[..., Page]


@pytest.fixture
def ouvrir(chromium: Browser, serveur: Serveur, maison: Flask) -> Iterator[Ouvrir]:
    """Open an address as somebody, on a device of that size. Faults fail the test at its end."""
    opened: list[Any] = []
    faults: list[str] = []

    def open_page(chemin: str, par: Identite, appareil: str = "board", **options: Any) -> Page:
        context = navigateur.signed_in(
            chromium,
            serveur.url,
            session_cookie(maison, par),
            viewport=TAILLES[appareil],
            has_touch=appareil in ("phone", "tablet"),
            **options,
        )
        opened.append(context)
        page = context.new_page()
        page.on("request", lambda request: faults.extend(_foreign(request.url, serveur.url)))
        page.on("console", lambda said: faults.append(said.text) if _is_fault(said) else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(chemin)
        return page

    yield open_page
    for context in opened:
        context.close()
    assert faults == []


def _foreign(url: str, home: str) -> list[str]:
    parts = urlsplit(url)
    if parts.scheme in ("data", "blob") or parts.netloc == urlsplit(home).netloc:
        return []
    return [f"asked another host: {url}"]


def _is_fault(said: Any) -> bool:
    # A refusal is an answer like any other, and a line that is cut on purpose is no fault.
    refused = "Failed to load resource" in said.text
    cut = "WebSocket" in said.text or "net::ERR" in said.text
    return said.type == "error" and not refused and not cut


def session_cookie(app: Flask, par: Identite) -> str:
    """The cookie that signing in would give."""
    db.session.rollback()
    compte = db.session.get_one(Compte, par.id)
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    made: str = signer.dumps({"_user_id": compte.fs_uniquifier, "_fresh": True})
    return made


def board_path(salle: Salle) -> str:
    """The address of the board."""
    return f"/animer/{salle.seance}/tableau"


def reach(page: Page, selector: str, key: str = "Tab") -> None:
    """Press Tab (or Shift+Tab) until an element has the focus; fails where none leads."""
    for _ in range(120):
        page.keyboard.press(key)
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


@contextlib.contextmanager
def cut(serveur: Serveur) -> Iterator[None]:
    """The server gone, as in a power cut, and back on the same address afterwards."""
    serveur.kill()
    try:
        yield
    finally:
        serveur.start()


def lists_of(page: Page) -> dict[str, list[str]]:
    """The board as it stands in the page: ids of the cards, by title of group or column."""
    found: dict[str, list[str]] = page.evaluate(
        """() => {
          const ids = (list) => [...list.children].map((c) => c.id.replace("carte-", ""));
          const groups = [...document.querySelectorAll(".groupe")].map((g) =>
            [g.querySelector("h3").textContent, ids(g.querySelector(".cartes"))]);
          const column = (name) =>
            [name, ids(document.querySelector(`[id^='${name}-'].cartes`))];
          return Object.fromEntries(
            [...groups, column("libres"), column("frigo"), column("refusees")]);
        }"""
    )
    return found
