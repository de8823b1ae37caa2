"""What a page missed it finds by itself: opening, cuts short and long, sleep, messages lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, Route, WebSocketRoute, expect

from cafe.extensions import db
from cafe.models import Seance
from tests.facilitation.navigateur.conftest import Ouvrir, Salle, board_path, cut
from tests.serveur import Serveur, wait_until

pytestmark = pytest.mark.navigateur

# Longer than the line's slowest first try again, longer than the page's patience.
REPRISE, PATIENCE = 1_600, 10_000
VEILLE = 61_000


def on_the_way(page: Page, kept: Callable[[str], bool]) -> list[WebSocketRoute]:
    """Put somebody between the page and the server, who keeps some of what it is told."""
    lines: list[WebSocketRoute] = []

    def between(route: WebSocketRoute) -> None:
        lines.append(route)
        server = route.connect_to_server()
        route.on_message(server.send)
        server.on_message(lambda said: None if kept(str(said)) else route.send(said))

    page.route_web_socket("**/socket.io/**", between)
    return lines


def stop_the_clock(page: Page) -> None:
    """No timer of the page runs any more: what it does, it does because of what it hears."""
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now()") + 1_000)


def is_news(said: str) -> bool:
    return '["fragments"' in said or '["presence"' in said


def listen(page: Page) -> None:
    """Remember whether the banner was shown at any moment, and how often the body came."""
    page.evaluate(
        """async () => {
          const { suivi } = await import("/static/js/live/page.js");
          const banner = document.querySelector("[data-bandeau]");
          Object.assign(window, { suivi, dit: false, corps: 0 });
          suivi.addEventListener("corps", () => (window.corps += 1));
          new MutationObserver(() => (window.dit ||= !banner.hidden)).observe(banner,
            { attributes: true });
        }"""
    )


def test_a_word_that_came_while_the_board_was_opening_is_not_missed(
    salle: Salle, ouvrir: Ouvrir, maison: Flask
) -> None:
    screen = ouvrir(f"/animer/{salle.seance}/ecran", salle.lea, "screen")
    listen(screen)
    wait_for(screen, lambda: bool(screen.evaluate("window.suivi.live")), "its seat")
    page = ouvrir("/connexion", salle.bruno)
    stop_the_clock(page)
    on_the_way(page, is_news)
    meanwhile: list[str] = []

    def slow(route: Route) -> None:
        with maison.app_context():
            meanwhile.extend(salle.post("Arrivée pendant l’ouverture"))
        # Told already, to whoever sits in the room: a seat taken before that would hear it.
        expect(screen.get_by_text("Arrivée pendant l’ouverture")).to_be_visible()
        route.continue_()

    # The page is there already; its script, which hears what comes next, is still on its way.
    page.route("**/js/live/connexion.js*", slow)
    page.goto(board_path(salle))
    # Only the answer to the seat it takes can tell: nothing else comes through.
    expect(page.locator(f"#carte-{meanwhile[0]}")).to_be_visible()


def test_a_cut_of_an_instant_is_not_said_on_the_board(salle: Salle, ouvrir: Ouvrir) -> None:
    page = ouvrir("/connexion", salle.bruno)
    page.clock.install()
    lines = on_the_way(page, lambda _said: False)
    page.goto(board_path(salle))
    listen(page)
    (before,) = salle.post("Avant")
    expect(page.locator(f"#carte-{before}")).to_be_visible()
    page.clock.pause_at(page.evaluate("Date.now()") + 1_000)
    lines[-1].close()
    expect(page.locator("[data-bandeau]")).to_be_hidden()
    (during,) = salle.post("Pendant")
    page.clock.run_for(REPRISE)
    expect(page.locator(f"#carte-{during}")).to_be_visible()
    page.clock.run_for(PATIENCE)
    assert len(lines) == 2
    assert page.evaluate("window.dit") is False


def test_the_room_screen_notices_by_itself_a_word_that_never_came(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    page = ouvrir("/connexion", salle.bruno, "screen")
    lost: list[str] = []

    def drops(said: str) -> bool:
        if '["fragments"' in said:
            lost.append(said)
        return '["fragments"' in said

    on_the_way(page, drops)
    page.goto(f"/animer/{salle.seance}/ecran")
    expect(page.get_by_text("Visez le carré")).to_be_visible()
    listen(page)
    wait_for(page, lambda: bool(page.evaluate("window.suivi.live")), "its seat")
    salle.post("Perdue en route")
    expect(page.get_by_text("Perdue en route")).to_be_visible()
    assert lost, "the word was told and did not arrive"


def test_a_board_that_slept_reads_itself_again_when_it_is_looked_at(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    page = ouvrir("/connexion", salle.bruno)
    stop_the_clock(page)
    on_the_way(page, is_news)
    page.goto(board_path(salle))
    listen(page)
    wait_for(page, lambda: bool(page.evaluate("window.suivi.live")), "its seat")
    look(page, "hidden")
    (missed,) = salle.post("Pendant le sommeil")
    # The device's hour goes on; no timer of a page asleep does.
    page.evaluate("ms => { const later = Date.now() + ms; Date.now = () => later; }", VEILLE)
    assert page.evaluate("window.corps") == 0
    look(page, "visible")
    expect(page.locator(f"#carte-{missed}")).to_be_visible()


def look(page: Page, state: str) -> None:
    """The page goes behind another, or comes back before."""
    page.evaluate(
        """state => {
          Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
        }""",
        state,
    )


@pytest.mark.long
@pytest.mark.timeout(240)
def test_board_screen_and_phone_recover_alone_after_forty_seconds(
    salle: Salle, ouvrir: Ouvrir, serveur: Serveur
) -> None:
    code = db.session.get_one(Seance, salle.seance).code
    pages = {
        "board": ouvrir(board_path(salle), salle.bruno),
        "screen": ouvrir(f"/animer/{salle.seance}/ecran", salle.lea, "screen"),
    }
    phone = ouvrir(f"/s/{code}", salle.lea, "phone")
    for page in pages.values():
        page.evaluate("window.marque = 'pas rechargée'")
    say(phone, "Avant la coupure")
    for page in pages.values():
        expect(page.get_by_text("Avant la coupure")).to_be_visible()
    tries = {name: knocks(page) for name, page in pages.items()}
    with cut(serveur):
        # A line tries again after a second, then two, four, five: eight tries are 30 s or so.
        for name, page in pages.items():
            wait_for(page, lambda name=name: len(tries[name]) >= 8, "eight tries")
            expect(page.locator("[data-bandeau]")).to_be_visible()
        say(phone, "Pendant la coupure")
    for page in pages.values():
        expect(page.get_by_text("Pendant la coupure")).to_be_attached()
        expect(page.locator("[data-bandeau]")).to_be_hidden()
    # Their seats are theirs again: what comes now is told, nobody reads anything again.
    for page in pages.values():
        listen(page)
    salle.post("Après la coupure")
    for page in pages.values():
        expect(page.get_by_text("Après la coupure")).to_be_attached()
        assert page.evaluate("[window.marque, window.corps]") == ["pas rechargée", 0]


def say(phone: Page, texte: str) -> None:
    """Write a word and send it, or leave it with the phone until it can."""
    phone.get_by_text("Mon idée", exact=True).click()
    phone.get_by_label("Votre parole").fill(texte)
    phone.get_by_role("button", name="Envoyer").click()


def knocks(page: Page) -> list[str]:
    """The page's tries to open its line, as they come."""
    tried: list[str] = []
    page.on("websocket", lambda line: tried.append(line.url))
    return tried


def wait_for(page: Page, condition: Callable[[], bool], what: str) -> None:
    """Until it is so; asking the page lets it go on living meanwhile."""
    wait_until(lambda: page.title() is not None and condition(), what, 120)
