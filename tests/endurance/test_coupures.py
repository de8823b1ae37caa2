"""Twenty power cuts during a flood: every word that got a yes is there, exactly once, and the
boards that stayed open show them all without a reload."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from cafe.app import create_app
from cafe.config import Reglages
from cafe.extensions import db
from cafe.models import Role
from tests import factories
from tests.conftest import POSTGRESQL
from tests.live.service import session_cookie
from tests.navigateur import browser, signed_in
from tests.serveur import ROOT, Serveur, wait_until

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(900),
    pytest.mark.skipif(POSTGRESQL, reason="the power cut is SQLite's test"),
]

CUTS = 20
PHONES = 6
# Another flood at each run; CAFE_GRAINE replays one.
SEED = int(os.environ.get("CAFE_GRAINE") or random.SystemRandom().randrange(2**31))


@dataclass(frozen=True)
class Salle:
    """A served base: its démarche, its open séance, Bruno's session."""

    serveur: Serveur
    demarche: str
    seance: str
    code: str
    cookie: str


@pytest.fixture
def salle(reglages_modele: Reglages, tmp_path: Path) -> Iterator[Salle]:
    """A server on a base with one open séance of two questions."""
    file = tmp_path / "cafe.sqlite3"
    shutil.copy(reglages_modele.instance / "cafe.sqlite3", file)
    local = replace(reglages_modele, instance=tmp_path, database_url=f"sqlite:///{file}")
    app = create_app(local, testing=True)
    with app.app_context():
        demarche = factories.make_demarche()
        seance = factories.make_seance(demarche, code="AAAACC")
        for texte in ("Que garder ?", "Que changer ?"):
            factories.make_question(seance, texte)
        bruno = factories.make_compte("Bruno", Role.ANIMATEUR, demarche)
        cookie = session_cookie(app, bruno)
        db.session.remove()
        db.engine.dispose()
    app.extensions["cafe_writing_engine"].dispose()
    serveur = Serveur(tmp_path, CAFE_DEBIT_PARTICIPANT="10000", SECRET_KEY=local.secret_key)
    serveur.start()
    yield Salle(serveur, demarche, seance, "AAAACC", cookie)
    serveur.stop()


def lines(log: Path) -> list[str]:
    return log.read_text(encoding="utf-8").splitlines() if log.exists() else []


def open_board(chromium: Browser, salle: Salle, rank: int) -> Page:
    """A board on one of the two questions, opened before the first cut and never again."""
    context = signed_in(chromium, salle.serveur.url, salle.cookie)
    page = context.new_page()
    page.goto(f"/animer/{salle.seance}/tableau")
    tab = page.locator(".onglet").nth(rank).get_attribute("href")
    # All the words to group, not the first hundred.
    page.goto(f"{tab}&montrer=libres:5000")
    page.evaluate("window.neverReloaded = true")
    return page


def shown(page: Page) -> list[str]:
    """The ids of the ungrouped cards, in the order of the screen; what follows is asked for."""
    page.evaluate("document.querySelector('[data-suite][data-liste=libres]')?.click()")
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('[id^=libres-] > li')].map(li => li.id.slice(6))"
    )
    return found


def check_boards(boards: list[Page], exported: dict[str, Any]) -> None:
    """Each board ends with the words of its question in the order of the export."""
    (seance,) = exported["seances"]
    for page, question in zip(boards, seance["questions"], strict=True):
        expected = [w["id"] for w in seance["contributions"] if w["question_id"] == question["id"]]
        wait_until(
            lambda page=page, expected=expected: shown(page) == expected,
            f"the board to show {len(expected)} words",
        )
        assert page.evaluate("window.neverReloaded") is True


def test_no_word_that_got_a_yes_is_lost_or_doubled_by_twenty_power_cuts(
    salle: Salle, tmp_path: Path
) -> None:
    serveur = salle.serveur
    assert serveur.reglages()["synchronous"] == 2
    chance = random.Random(SEED)
    log, stop = tmp_path / "oui.log", tmp_path / "assez"
    postman = subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.endurance.facteur"),
            *(serveur.url, salle.code, str(log), str(stop), str(PHONES), str(SEED)),
        ],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    with browser() as chromium:
        boards = [open_board(chromium, salle, rank) for rank in range(2)]
        try:
            for _ in range(CUTS):
                enough = len(lines(log)) + chance.randint(5, 60)
                wait_until(lambda enough=enough: len(lines(log)) >= enough, "words to be kept")
                serveur.kill()
                serveur.start()
            wait_until(lambda: len(lines(log)) > enough, "words after the last cut")
            stop.touch()
            _, errors = postman.communicate(timeout=60)
            assert postman.returncode == 0, errors
        finally:
            postman.kill()
        exported = json.loads(serveur.cafe("exporter", salle.demarche))
        check_boards(boards, exported)
    logged = [line.split() for line in lines(log)]
    kept = Counter(
        (word["id"], word["client_id"])
        for seance in exported["seances"]
        for word in seance["contributions"]
    )
    assert kept == Counter((id_, client_id) for id_, client_id in logged)
    assert max(kept.values()) == 1
    assert serveur.reglages()["synchronous"] == 2
    print(f"{len(logged)} words kept through {CUTS} cuts (seed {SEED})")
