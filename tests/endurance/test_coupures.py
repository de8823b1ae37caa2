"""Twenty power cuts during a flood: every word that got a yes is there, exactly once."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cafe.app import create_app
from cafe.config import Reglages
from cafe.extensions import db
from tests import factories
from tests.conftest import POSTGRESQL
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


@pytest.fixture
def served(reglages_modele: Reglages, tmp_path: Path) -> Iterator[tuple[Serveur, str, str]]:
    """A server on a base with one open séance of two questions; its démarche and code."""
    file = tmp_path / "cafe.sqlite3"
    shutil.copy(reglages_modele.instance / "cafe.sqlite3", file)
    local = replace(reglages_modele, instance=tmp_path, database_url=f"sqlite:///{file}")
    app = create_app(local, testing=True)
    with app.app_context():
        demarche = factories.make_demarche()
        seance = factories.make_seance(demarche, code="AAAACC")
        for texte in ("Que garder ?", "Que changer ?"):
            factories.make_question(seance, texte)
        factories.make_compte("Bruno")
        db.session.remove()
        db.engine.dispose()
    app.extensions["cafe_writing_engine"].dispose()
    serveur = Serveur(tmp_path, CAFE_DEBIT_PARTICIPANT="10000")
    serveur.start()
    yield serveur, demarche, "AAAACC"
    serveur.stop()


def lines(log: Path) -> list[str]:
    return log.read_text(encoding="utf-8").splitlines() if log.exists() else []


def test_no_word_that_got_a_yes_is_lost_or_doubled_by_twenty_power_cuts(
    served: tuple[Serveur, str, str], tmp_path: Path
) -> None:
    serveur, demarche, code = served
    assert serveur.reglages()["synchronous"] == 2
    chance = random.Random(SEED)
    log, stop = tmp_path / "oui.log", tmp_path / "assez"
    postman = subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.endurance.facteur"),
            *(serveur.url, code, str(log), str(stop), str(PHONES), str(SEED)),
        ],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
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
    logged = [line.split() for line in lines(log)]
    exported = json.loads(serveur.cafe("exporter", demarche))
    kept = Counter(
        (word["id"], word["client_id"])
        for seance in exported["seances"]
        for word in seance["contributions"]
    )
    assert kept == Counter((id_, client_id) for id_, client_id in logged)
    assert max(kept.values()) == 1
    assert serveur.reglages()["synchronous"] == 2
    print(f"{len(logged)} words kept through {CUTS} cuts (seed {SEED})")
