"""What the first page costs a phone, and how soon one can write on a slow line."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from cafe.access.identity import SYSTEME
from cafe.extensions import db
from cafe.models import Question
from tests.langues.suites import say_questions
from tests.parcours.conftest import Gens
from tests.parcours.reseau import (
    Salle,
    application,
    ready,
    say,
    scan,
    served,
    waiting,
)

pytestmark = [pytest.mark.navigateur, pytest.mark.timeout(180)]
KO = 1000
# Slow 3G: 400 kbit/s and 400 ms each way of a request.
LENTE = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}


@pytest.fixture
def salle(tmp_path: Path) -> Iterator[Salle]:
    with served(tmp_path / "salle", "AAAAEE") as opened:
        yield opened


def loaded(phone: Page) -> list[dict[str, float | str]]:
    """Every file the page took, with its bytes on the wire (headers apart)."""
    found: list[dict[str, float | str]] = phone.evaluate(
        "performance.getEntriesByType('resource').map("
        "r => ({name: new URL(r.name).pathname, bytes: r.encodedBodySize}))"
    )
    return found


def weight(files: list[dict[str, float | str]], end: str) -> float:
    return sum(float(f["bytes"]) for f in files if str(f["name"]).endswith(end))


def say_the_question(salle: Salle) -> None:
    """Somebody of the team has said it aloud, in three languages."""
    with application(salle.serveur):
        (question,) = db.session.scalars(
            select(Question.id).where(Question.seance_id == salle.seance)
        )
        say_questions(SYSTEME, question)


def test_the_first_page_keeps_its_budget(gens: Gens, salle: Salle) -> None:
    say_the_question(salle)
    ana = gens.phone()
    with ana.expect_response("**/socket.io/**"):
        scan(ana, salle)
    files = loaded(ana)
    assert 0 < weight(files, ".js") <= 40 * KO, files
    assert 0 < weight(files, ".css") <= 12 * KO, files
    assert weight(files, ".woff2") == 0
    assert ana.locator("audio[preload=none]").count() == 3
    assert not [f for f in files if "/voix/" in str(f["name"])], "heard only when asked for"
    assert len([f for f in files if "socket.io/" not in str(f["name"])]) <= 32, files


def seconds_to_write(phone: Page, salle: Salle, line: dict[str, float | bool] | None) -> float:
    """From the scan to a word in the field, on that line."""
    if line:
        cable = phone.context.new_cdp_session(phone)
        cable.send("Network.enable")
        cable.send("Network.emulateNetworkConditions", line)
    start = time.monotonic()
    phone.goto(salle.adresse, wait_until="commit")
    phone.get_by_label("Votre parole").fill("Un banc")
    return time.monotonic() - start


def test_slow_3g_takes_less_than_five_seconds_before_one_can_write(
    gens: Gens, salle: Salle
) -> None:
    seconds_to_write(gens.phone(), salle, None)  # the server's own first page
    at_once = seconds_to_write(gens.phone(), salle, None)
    ana = gens.phone()
    slowly = seconds_to_write(ana, salle, LENTE)
    # What a busy machine takes for itself is in both.
    assert 0 < slowly - at_once < 5
    ready(ana)
    expect(ana.get_by_label("Votre parole")).to_have_value("Un banc")


def test_a_shared_phone_starts_clean_for_the_next_person(gens: Gens, salle: Salle) -> None:
    phone = gens.phone()
    scan(phone, salle)
    say(phone, "L’idée d’Ana")
    waiting(phone, 0)
    salle.wait_for(["L’idée d’Ana"])
    phone.context.set_offline(True)
    say(phone, "Sa seconde")
    waiting(phone, 1)
    phone.context.route("**/contributions", lambda route: route.abort())
    phone.context.set_offline(False)
    phone.get_by_label("Votre parole").fill("Son brouillon")
    phone.get_by_role("link", name="Participant suivant").click()
    waiting(phone, 1)
    # Not while a word of hers waits.
    phone.get_by_role("button", name="Passer le téléphone").click()
    expect(phone.get_by_role("status")).to_contain_text("Des paroles attendent encore")
    phone.context.unroute_all()
    phone.evaluate("dispatchEvent(new Event('online'))")
    waiting(phone, 0)
    phone.get_by_role("button", name="Passer le téléphone").click()
    ready(phone)
    expect(phone.get_by_label("Votre parole")).to_have_value("")
    phone.get_by_role("link", name="Mes mots", exact=True).click()
    expect(phone.locator(".mot")).to_have_count(0)
    assert salle.textes() == ["L’idée d’Ana", "Sa seconde"]
