"""One clock for the whole hall: the server's, also on devices that are ten minutes wrong."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import APIResponse, Browser, Locator, Page, Route, expect

from cafe.access.identity import Identite
from cafe.actions.conduite import go_to_etape
from cafe.actions.ecran import set_message
from cafe.actions.horloge import extend_etape, pause_etape, resume_etape
from cafe.extensions import db
from cafe.models import Etape, NatureEtape, Role, Seance
from tests import factories
from tests.facilitation.navigateur.conftest import session_cookie
from tests.navigateur import signed_in, watched
from tests.parcours.conftest import Lieux
from tests.parcours.reseau import HOTE, Salle, application, new_salle
from tests.serveur import wait_until

pytestmark = [pytest.mark.navigateur, pytest.mark.timeout(240)]
# Ten minutes fast; only what asks what time it is now is changed.
DEREGLEE = """
  const Vraie = Date;
  globalThis.Date = class extends Vraie {
    constructor(...dit) { dit.length ? super(...dit) : super(Vraie.now() + 600000); }
    static now() { return Vraie.now() + 600000; }
  };
"""
TOLERANCE = 0.5
PATTERN = re.compile(r"^\d+:\d\d$")
MESSAGE = "Il reste des chaises devant"


@dataclass(frozen=True)
class Cafe:
    """A tour under way, in which phones write, and a step after it."""

    salle: Salle
    bruno: Identite
    etapes: list[str]

    def act(self, action: Any, **champs: Any) -> Any:
        with application(self.salle.serveur):
            return action(par=self.bruno, seance_id=self.salle.seance, **champs)

    def end(self) -> datetime:
        """When the tour ends."""
        with application(self.salle.serveur):
            fin = db.session.get_one(Etape, self.etapes[0]).fin_prevue_le
            assert fin is not None
            return fin


@pytest.fixture
def cafe(lieux: Lieux) -> Cafe:
    salle = new_salle(*lieux.served("salle"))

    def script(session: Any) -> list[str]:
        rows = [
            Etape(
                seance_id=salle.seance,
                ordre=n,
                titre=f"Tour {n}",
                nature=NatureEtape.TOUR,
                duree_minutes=20,
                droits=["lire", "contribuer"] if n == 1 else ["lire"],
            )
            for n in (1, 2)
        ]
        session.add_all(rows)
        session.flush()
        return [row.id for row in rows]

    with application(salle.serveur):
        demarche = db.session.get_one(Seance, salle.seance).demarche_id
        made = factories.make_compte(f"Bruno{salle.code}", Role.ANIMATEUR, demarche)
        bruno = factories.identite(made)
        etapes = factories.build(script)
    held = Cafe(salle, bruno, etapes)
    held.act(go_to_etape, etape_id=etapes[0])
    return held


@pytest.fixture
def ecrans(chromium: Browser, cafe: Cafe) -> Iterator[dict[str, Page]]:
    """A phone, the board, the room screen and the conductor's page, all ten minutes fast."""
    with application(cafe.salle.serveur) as app:
        cookie = session_cookie(app, cafe.bruno)
    staff = signed_in(chromium, cafe.salle.serveur.url, cookie)
    phone = chromium.new_context(locale="fr-FR", viewport={"width": 360, "height": 740})
    pages: dict[str, Page] = {}
    faults: list[list[str]] = []
    for context in (staff, phone):
        context.add_init_script(DEREGLEE)
    for nom in ("tableau", "ecran", "conduite"):
        page = pages[nom] = staff.new_page()
        faults.append(watched(page))
        page.goto(f"/animer/{cafe.salle.seance}/{nom}")
    page = pages["téléphone"] = phone.new_page()
    faults.append(watched(page))
    page.goto(cafe.salle.adresse)
    yield pages
    staff.close()
    phone.close()
    assert [one for some in faults for one in some] == []


def clock_of(page: Page) -> Locator:
    """Where the page shows the time."""
    return page.locator("[data-minuteur]:visible").first


def right_second(page: Page, fin: datetime) -> bool:
    """Whether what stands on the page is the time left, to within half a second."""
    before = time.time()
    text = page.locator("[data-temps]:visible").first.text_content() or ""
    after = time.time()
    minutes, _, seconds = text.partition(":")
    if not minutes.isdigit() or not seconds.isdigit():
        return False
    shown = int(minutes) * 60 + int(seconds)
    end = fin.timestamp()
    return math.ceil(end - after - TOLERANCE) <= shown <= math.ceil(end - before + TOLERANCE)


def check(ecrans: dict[str, Page], fin: datetime) -> None:
    """Wait for each page to have the time, then hold it to it for some seconds."""
    for nom, page in ecrans.items():
        expect(page.locator("[data-temps]:visible").first, nom).to_have_text(PATTERN)
        deadline = time.monotonic() + 20
        while not right_second(page, fin):
            shown = page.locator("[data-temps]").all_text_contents()
            assert time.monotonic() < deadline, f"{nom} shows {shown}, ends at {fin}"
        assert all(right_second(page, fin) for _ in range(20)), nom


def test_all_screens_have_the_right_second_after_the_server_was_killed(
    cafe: Cafe, ecrans: dict[str, Page]
) -> None:
    check(ecrans, cafe.end())
    phone = ecrans["téléphone"]
    phone.get_by_label("Votre parole").fill("Un brouillon que rien ne doit jeter")
    with cafe.salle.down():
        check(ecrans, cafe.end())  # nobody to ask: they go on counting
    check(ecrans, cafe.end())
    cafe.act(extend_etape, etape_id=cafe.etapes[0], minutes=-60)
    for nom in ("tableau", "ecran", "conduite", "téléphone"):
        expect(ecrans[nom].locator("[data-temps]:visible").first).to_have_text("C’est l’heure")
    expect(phone.locator("[data-minuteur-dit]")).to_have_text("")  # cut short: nothing crossed
    expect(phone.get_by_label("Votre parole")).to_have_value("Un brouillon que rien ne doit jeter")
    cafe.act(extend_etape, etape_id=cafe.etapes[0], minutes=5)
    check(ecrans, cafe.end())


def test_a_pause_stops_all_screens_at_the_same_second(cafe: Cafe, ecrans: dict[str, Page]) -> None:
    cafe.act(pause_etape, etape_id=cafe.etapes[0])
    for page in ecrans.values():
        expect(clock_of(page)).to_contain_text("en pause")
    held = {page.locator("[data-temps]:visible").first.text_content() for page in ecrans.values()}
    assert len(held) == 1
    cafe.act(resume_etape, etape_id=cafe.etapes[0])
    # What a pause holds is still the right time for an instant after it: that they go on is told.
    for page in ecrans.values():
        expect(clock_of(page)).not_to_contain_text("en pause")
    check(ecrans, cafe.end())


@pytest.mark.parametrize(
    ("nom", "asked"), [("téléphone", "**/etat.json"), ("ecran", "**/ecran/corps*")]
)
def test_an_answer_written_before_a_pause_and_read_after_it_starts_no_clock_again(
    cafe: Cafe, ecrans: dict[str, Page], nom: str, asked: str
) -> None:
    page, late = ecrans[nom], list[tuple[Route, APIResponse]]()

    def hold(route: Route) -> None:
        # Only the browser knows the hall's name.
        address = route.request.url.replace(HOTE, "127.0.0.1")
        answer = route.fetch(url=address, headers=route.request.all_headers())
        if MESSAGE in answer.text():
            late.append((route, answer))
        else:
            route.fulfill(response=answer)

    expect(page.locator("[data-temps]:visible").first).to_have_text(PATTERN)
    page.route(asked, hold)
    cafe.act(set_message, texte=MESSAGE)
    wait_until(lambda: page.title() and late, "an answer that bears the message")
    cafe.act(pause_etape, etape_id=cafe.etapes[0])
    expect(clock_of(page)).to_contain_text("en pause")
    for route, answer in late:
        route.fulfill(response=answer)
    expect(page.get_by_text(MESSAGE)).to_be_visible()
    expect(clock_of(page)).to_contain_text("en pause")
