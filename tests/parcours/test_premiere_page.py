"""What the first page costs a phone, and how soon one can write on a slow line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select

from cafe.access.identity import SYSTEME
from cafe.extensions import db
from cafe.models import Question
from tests.langues.suites import say_questions
from tests.parcours.conftest import Gens
from tests.parcours.reseau import (
    Salle,
    answer,
    application,
    ready,
    say,
    scan,
    served,
    waiting,
)

pytestmark = [pytest.mark.navigateur, pytest.mark.timeout(180)]
KO = 1000
# Slow 3G: 400 kbit/s, and 400 ms for each journey.
OCTETS_PAR_SECONDE = 50_000
LATENCE = 0.4


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


# What stands between the scan and the first paint: the page and the sheets that it waits for.
AVANT_DE_PEINDRE = """() => [
  ...performance.getEntriesByType('navigation'),
  ...performance.getEntriesByType('resource').filter(r => r.renderBlockingStatus === 'blocking'),
].map(r => ({name: new URL(r.name).pathname, bytes: r.transferSize}))"""


def test_what_must_come_before_one_can_write_fits_in_five_seconds_of_slow_3g(
    gens: Gens, salle: Salle
) -> None:
    """Counted, not timed: the seconds of a browser are measured by ``python -m bench telephones``.

    Four journeys of the line: the name, the connection, the page, the sheets.
    """
    ana = gens.phone()
    scan(ana, salle)
    files = ana.evaluate(AVANT_DE_PEINDRE)
    assert any(f["name"].endswith(".css") for f in files), files
    carried = sum(float(f["bytes"]) for f in files)
    assert 4 * LATENCE + carried / OCTETS_PAR_SECONDE < 5, files


def test_one_writes_while_the_scripts_still_travel(gens: Gens, salle: Salle) -> None:
    ana = gens.phone()
    held: list[Route] = []
    ana.route("**/participation/contribuer.js*", lambda route: held.append(route))
    with ana.expect_request("**/participation/contribuer.js*"):
        ana.goto(salle.adresse, wait_until="commit")
    ana.get_by_label("Votre parole").fill("Un banc")
    expect(ana.locator(".compteur")).to_contain_text("au plus")
    held[0].continue_()
    ready(ana)
    expect(ana.get_by_label("Votre parole")).to_have_value("Un banc")


def test_a_tile_under_a_finger_does_not_look_chosen(gens: Gens, salle: Salle) -> None:
    ana = gens.phone()
    scan(ana, salle)
    tiles = ana.locator(".tuile label")

    def ground(rang: int) -> str:
        return str(tiles.nth(rang).evaluate("tile => getComputedStyle(tile).backgroundColor"))

    tiles.nth(1).hover()
    assert ground(1) == ground(0)
    tiles.nth(1).tap()
    assert ground(1) != ground(0)


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
    expect(answer(phone)).to_contain_text("Des paroles attendent encore")
    phone.context.unroute_all()
    phone.evaluate("dispatchEvent(new Event('online'))")
    waiting(phone, 0)
    phone.get_by_role("button", name="Passer le téléphone").click()
    ready(phone)
    expect(phone.get_by_label("Votre parole")).to_have_value("")
    phone.get_by_role("link", name="Mes mots", exact=True).click()
    expect(phone.locator(".mot")).to_have_count(0)
    assert salle.textes() == ["L’idée d’Ana", "Sa seconde"]
