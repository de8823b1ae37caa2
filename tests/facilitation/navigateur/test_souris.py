"""Dragging with a mouse: a card lands where it is dropped, or goes back and says why."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from cafe.actions.deplacements import move_contribution
from tests.facilitation.navigateur.conftest import Ouvrir, Salle, board_path, lists_of

pytestmark = pytest.mark.navigateur


def take(page: Page, carte: str) -> None:
    """Press on the grip of a card and begin to move."""
    page.locator(f"#carte-{carte} .parole-texte").hover()
    grip = page.locator(f"#carte-{carte} .poignee").bounding_box()
    assert grip is not None
    page.mouse.move(grip["x"] + 10, grip["y"] + 10)
    page.mouse.down()
    page.mouse.move(grip["x"] + 30, grip["y"] + 30, steps=4)
    expect(page.locator("body")).to_have_class("glisse")


def drop(page: Page, selector: str) -> None:
    """Let go over the upper part of an element."""
    box = page.locator(selector).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 6, steps=12)
    page.mouse.up()


def test_a_card_dropped_on_another_comes_before_it(salle: Salle, ouvrir: Ouvrir) -> None:
    one, two = salle.post("Un", "Deux")
    salle.group("Ensemble", one)
    page = ouvrir(board_path(salle), salle.bruno)
    take(page, two)
    drop(page, f"#carte-{one}")
    expect(page.locator("[data-annonces]")).to_have_text(
        "Carte déplacée dans Ensemble, position 1 sur 2."
    )
    expect(page.locator(f"#carte-{two} [data-geste=deplacer]")).to_be_focused()
    assert lists_of(page)["Ensemble"] == [two, one]


def test_a_card_dropped_on_the_empty_place_asks_for_a_title(salle: Salle, ouvrir: Ouvrir) -> None:
    one, two = salle.post("Un", "Deux")
    page = ouvrir(board_path(salle), salle.bruno)
    take(page, two)
    drop(page, "#depot")
    expect(page.get_by_role("dialog", name="Nouveau groupe")).to_be_visible()
    expect(page.locator(f"input[value='{two}']")).to_be_checked()
    expect(page.locator(f"input[value='{one}']")).not_to_be_checked()
    page.get_by_label("Titre").fill("Deux à deux")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Deux à deux")).to_be_visible()
    expect(page.locator(f".groupe #carte-{two}")).to_be_visible()


def test_a_card_that_a_colleague_moved_meanwhile_goes_where_it_is_now(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    one, two, three = salle.post("Un", "Deux", "Trois")
    salle.group("À gauche", one)
    right = salle.group("À droite", two)
    page = ouvrir(board_path(salle), salle.bruno)
    take(page, three)
    move_contribution(par=salle.lea, contribution_id=three, regroupement_id=right, version=1)
    # The other cards follow the server; the one in hand stays in hand.
    salle.post("Quatre")
    expect(page.get_by_text("Quatre")).to_be_visible()
    drop(page, f"#carte-{one}")
    expect(page.locator("#message")).to_contain_text("a placé cette parole dans « À droite »")
    expect(page.locator(f"#cartes-{right} > #carte-{three}")).to_be_visible()
    assert lists_of(page)["À gauche"] == [one]


def test_a_card_comes_home_when_the_server_does_not_answer(salle: Salle, ouvrir: Ouvrir) -> None:
    one, two = salle.post("Un", "Deux")
    salle.group("Ensemble", one)
    page = ouvrir(board_path(salle), salle.bruno)
    page.route("**/deplacer", lambda route: route.abort())
    take(page, two)
    drop(page, f"#carte-{one}")
    expect(page.locator("#message")).to_contain_text("Le serveur ne répond pas")
    assert lists_of(page) == {"Ensemble": [one], "libres": [two], "frigo": [], "refusees": []}


def test_escape_while_dragging_is_a_drop_at_home(salle: Salle, ouvrir: Ouvrir) -> None:
    one, two = salle.post("Un", "Deux")
    salle.group("Ensemble", one)
    page = ouvrir(board_path(salle), salle.bruno)
    take(page, two)
    box = page.locator(f"#carte-{one}").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 50, box["y"] + 6, steps=8)
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator("body")).not_to_have_class("glisse")
    assert lists_of(page)["libres"] == [two]


def test_a_click_picks_cards_for_the_next_group(salle: Salle, ouvrir: Ouvrir) -> None:
    one, two, three = salle.post("Un", "Deux", "Trois")
    page = ouvrir(board_path(salle), salle.bruno)
    page.get_by_text("Un", exact=True).click()
    page.get_by_text("Trois", exact=True).click()
    page.get_by_role("link", name="Nouveau groupe").click()
    for card, ticked in ((one, True), (two, False), (three, True)):
        expect(page.locator(f"input[value='{card}']")).to_be_checked(checked=ticked)


def test_on_a_phone_nothing_is_dragged_and_every_gesture_has_its_button(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    one, two = salle.post("Un", "Deux")
    salle.group("Ensemble", one)
    page = ouvrir(board_path(salle), salle.bruno, "phone")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    box = page.locator(f"#carte-{two}").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 20, box["y"] + 400, steps=10)
    page.mouse.up()
    assert "POST" not in sent
    assert lists_of(page)["libres"] == [two]
    expect(page.locator(".poignee").first).to_be_hidden()
    page.locator(f"#carte-{two} [data-geste=deplacer]").tap()
    page.get_by_label("Où ?").select_option(label="Ensemble")
    page.get_by_role("dialog").get_by_role("button", name="Déplacer").tap()
    expect(page.locator(f".groupe #carte-{two}")).to_be_visible()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width == 360
