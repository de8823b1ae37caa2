"""Hands that slip, tap twice or hold a card for long: nothing moves by accident or is lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import CDPSession, Page, expect

from cafe.actions.regroupements import close_regroupement
from cafe.extensions import db
from cafe.models import Seance
from tests.facilitation.navigateur.conftest import Ouvrir, Salle, board_path, lists_of
from tests.facilitation.navigateur.test_souris import drop, take

pytestmark = pytest.mark.navigateur

APPUI_LONG = 300
Point = tuple[float, float]


class Doigt:
    """One finger on a touch screen."""

    def __init__(self, page: Page) -> None:
        self._line: CDPSession = page.context.new_cdp_session(page)

    def press(self, point: Point) -> None:
        self._send("touchStart", point)

    def slide(self, *points: Point) -> None:
        for point in points:
            self._send("touchMove", point)

    def lift(self) -> None:
        self._send("touchEnd")

    def _send(self, kind: str, *points: Point) -> None:
        touches = [{"x": x, "y": y} for x, y in points]
        self._line.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})


def middle(page: Page, selector: str) -> Point:
    box = page.locator(selector).bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def upwards(start: Point, by: float, steps: int = 8) -> list[Point]:
    """The places of a finger that goes up."""
    return [(start[0], start[1] - by * step / steps) for step in range(1, steps + 1)]


def posts(page: Page) -> list[str]:
    """The addresses to which the page writes, as it does."""
    sent: list[str] = []
    page.on("request", lambda r: sent.append(r.url) if r.method == "POST" else None)
    return sent


@pytest.mark.parametrize("appareil", ["phone", "tablet"])
def test_a_finger_that_scrolls_moves_no_card(salle: Salle, ouvrir: Ouvrir, appareil: str) -> None:
    cards = salle.post(*(f"Parole {n} " + "et encore un mot " * 8 for n in range(12)))
    page = ouvrir("/connexion", salle.bruno, appareil)
    page.clock.install()
    page.goto(board_path(salle))
    page.clock.pause_at(page.evaluate("Date.now()") + 1_000)
    sent = posts(page)
    finger = Doigt(page)
    places = [f"#carte-{cards[2]} .parole-texte", f"#carte-{cards[1]} .poignee"]
    for place in places if appareil == "tablet" else places[:1]:
        start = middle(page, place)
        finger.press(start)
        finger.slide(*upwards(start, 120))
        page.clock.run_for(APPUI_LONG)
        assert page.locator("body.glisse, .parole-prise").count() == 0
        finger.lift()
        page.clock.run_for(APPUI_LONG)
    assert sent == []
    assert lists_of(page)["libres"] == cards


def test_a_long_press_on_the_grip_takes_the_card(salle: Salle, ouvrir: Ouvrir) -> None:
    one, two = salle.post("Un", "Deux")
    salle.group("Ensemble", one)
    page = ouvrir("/connexion", salle.bruno, "tablet")
    page.clock.install()
    page.goto(board_path(salle))
    page.clock.pause_at(page.evaluate("Date.now()") + 1_000)
    finger = Doigt(page)
    start, end = middle(page, f"#carte-{two} .poignee"), middle(page, f"#carte-{one}")
    finger.press(start)
    page.clock.run_for(APPUI_LONG)
    way = [
        (start[0] + (end[0] - start[0]) * n / 12, start[1] + (end[1] - start[1]) * n / 12)
        for n in range(1, 13)
    ]
    for before, after in pairwise([start, *way]):
        finger.slide(before, after)
        page.clock.run_for(100)
    expect(page.locator("body")).to_have_class("glisse")
    finger.lift()
    page.clock.run_for(100)
    expect(page.locator(f".groupe #carte-{two}")).to_be_visible()


def test_what_is_still_being_typed_is_not_on_the_board(salle: Salle, ouvrir: Ouvrir) -> None:
    code = db.session.get_one(Seance, salle.seance).code
    board = ouvrir(board_path(salle), salle.bruno)
    phone = ouvrir(f"/s/{code}", salle.lea, "phone")
    phone.get_by_text("Mon idée", exact=True).click()
    sent = posts(phone)
    field = phone.get_by_label("Votre parole")
    field.press_sequentially("Un banc sous le")
    (other,) = salle.post("Une autre parole")
    expect(board.locator(f"#carte-{other}")).to_be_visible()
    assert sent == []
    assert lists_of(board)["libres"] == [other]
    field.press_sequentially(" tilleul")
    phone.get_by_role("button", name="Envoyer").click()
    expect(board.get_by_text("Un banc sous le tilleul")).to_be_visible()


def test_a_card_in_hand_outlives_the_group_it_was_taken_from(salle: Salle, ouvrir: Ouvrir) -> None:
    one, two, three = salle.post("Un", "Deux", "Trois")
    salle.group("Reste", one)
    gone = salle.group("Défait", two, three)
    page = ouvrir(board_path(salle), salle.bruno)
    take(page, three)
    close_regroupement(par=salle.lea, regroupement_id=gone, version=1)
    salle.post("Quatre")
    expect(page.get_by_text("Quatre")).to_be_visible()
    drop(page, f"#carte-{one}")
    expect(page.locator("#message")).to_contain_text("Lea")
    expect(page.locator(f"[id^=libres-] > #carte-{three}")).to_be_visible()
    expect(page.locator(f"#groupe-{gone}")).to_have_count(0)
    found = lists_of(page)
    assert found["Reste"] == [one]
    assert sorted(found["libres"][:2]) == sorted([two, three])
    # The next card is taken as if nothing had happened.
    take(page, two)
    drop(page, f"#carte-{one}")
    expect(page.locator(f".groupe #carte-{two}")).to_be_visible()


def test_a_card_let_go_in_its_own_column_changes_nothing(salle: Salle, ouvrir: Ouvrir) -> None:
    one, two, three = salle.post("Un", "Deux", "Trois")
    page = ouvrir(board_path(salle), salle.bruno)
    sent = posts(page)
    take(page, three)
    drop(page, f"#carte-{one}")
    expect(page.locator("body")).not_to_have_class("glisse")
    page.locator(f"#carte-{two} [data-geste=frigo]").click()
    expect(page.locator(f"[id^=frigo-] > #carte-{two}")).to_have_count(1)
    assert [url.rsplit("/", 1)[1] for url in sent] == ["frigo"]
    assert lists_of(page)["libres"] == [one, three]


def test_an_impatient_second_press_takes_no_other_card(salle: Salle, ouvrir: Ouvrir) -> None:
    one, two = salle.post("Un", "Deux")
    page = ouvrir(board_path(salle), salle.bruno)
    sent = posts(page)
    at = middle(page, f"#carte-{one} [data-geste=frigo]")
    page.mouse.move(*at)
    page.mouse.down()
    page.mouse.up()
    expect(page.locator(f"[id^=frigo-] > #carte-{one}")).to_have_count(1)
    # The next card has come up under the finger meanwhile.
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
    (three,) = salle.post("Trois")
    expect(page.locator(f"#carte-{three}")).to_be_visible()
    assert len(sent) == 1
    assert lists_of(page)["libres"] == [two, three]
