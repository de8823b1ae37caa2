"""The board without a mouse: every gesture by keyboard, and where the focus is afterwards."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.axe import violations
from tests.facilitation.navigateur.conftest import Ouvrir, Salle, board_path, lists_of, reach

pytestmark = pytest.mark.navigateur

STATUS = "[data-annonces]"


def button(carte: str, geste: str = "deplacer") -> str:
    return f"#carte-{carte} [data-geste={geste}]"


def focus(page: Page, selector: str) -> None:
    """Stand somewhere as a reader who came there before."""
    page.locator(selector).focus()
    expect(page.locator(selector)).to_be_focused()


def test_a_group_is_made_with_the_cards_that_are_ticked(salle: Salle, ouvrir: Ouvrir) -> None:
    first, second = salle.post("Des bancs", "De l’ombre")
    page = ouvrir(board_path(salle), salle.bruno)
    reach(page, "[data-geste=nouveau-groupe]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Nouveau groupe")).to_be_visible()
    expect(page.get_by_label("Titre")).to_be_focused()
    assert violations(page) == []
    page.keyboard.type("Souffler dehors")
    reach(page, f"input[value='{first}']")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Souffler dehors")).to_be_focused()
    expect(page.locator(STATUS)).to_have_text("Groupe créé : Souffler dehors.")
    expect(page.locator(f".groupe #carte-{first}")).to_be_visible()
    assert lists_of(page) == {
        "Souffler dehors": [first],
        "libres": [second],
        "frigo": [],
        "refusees": [],
    }


def test_a_card_is_moved_by_the_dialog_and_keeps_the_focus(salle: Salle, ouvrir: Ouvrir) -> None:
    one, two, three = salle.post("Un", "Deux", "Trois")
    salle.group("Ensemble", one, two)
    page = ouvrir(board_path(salle), salle.bruno)
    reach(page, button(three))
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Déplacer")).to_be_visible()
    expect(page.get_by_label("Où ?")).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("ArrowDown")
    reach(page, "#d-avant")
    page.keyboard.press("ArrowDown")
    reach(page, "dialog button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.locator(button(three))).to_be_focused()
    expect(page.locator(STATUS)).to_have_text("Carte déplacée dans Ensemble, position 1 sur 3.")
    assert lists_of(page)["Ensemble"] == [three, one, two]
    page.keyboard.press("d")
    page.get_by_label("Où ?").select_option(label="Sans groupe (à regrouper)")
    page.get_by_role("dialog").get_by_role("button", name="Déplacer").press("Enter")
    expect(page.locator(STATUS)).to_have_text(
        "Carte déplacée dans « À regrouper », position 1 sur 1."
    )
    expect(page.locator(button(three))).to_be_focused()


def test_a_card_opens_a_new_group_from_its_dialog(salle: Salle, ouvrir: Ouvrir) -> None:
    (one,) = salle.post("Un")
    page = ouvrir(board_path(salle), salle.bruno)
    reach(page, button(one))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Titre du nouveau groupe")).to_be_hidden()
    expect(page.get_by_label("Où ?")).to_be_focused()
    page.keyboard.press("End")
    reach(page, "#d-titre")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="Donnez un titre")).to_be_visible()
    expect(page.locator("#d-titre")).to_be_focused()
    page.keyboard.type("Tout seul")
    page.keyboard.press("Enter")
    expect(page.locator(button(one))).to_be_focused()
    expect(page.locator(STATUS)).to_have_text("Carte déplacée dans Tout seul, position 1 sur 1.")


def test_escape_leaves_the_dialog_and_nothing_has_moved(salle: Salle, ouvrir: Ouvrir) -> None:
    one, two = salle.post("Un", "Deux")
    salle.group("Ensemble", one)
    page = ouvrir(board_path(salle), salle.bruno)
    reach(page, button(two))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Où ?")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator(button(two))).to_be_focused()
    assert lists_of(page)["libres"] == [two]


def test_arrows_walk_from_card_to_card_and_from_list_to_list(salle: Salle, ouvrir: Ouvrir) -> None:
    one, two, three = salle.post("Un", "Deux", "Trois")
    salle.group("Ensemble", three)
    page = ouvrir(board_path(salle), salle.bruno)
    reach(page, button(one))
    for key, here in (("ArrowDown", two), ("ArrowRight", three), ("ArrowLeft", one)):
        page.keyboard.press(key)
        expect(page.locator(button(here))).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(button(one))).to_be_focused()


def test_a_group_is_renamed_and_dissolved(salle: Salle, ouvrir: Ouvrir) -> None:
    (one,) = salle.post("Un")
    group = salle.group("Avant", one)
    page = ouvrir(board_path(salle), salle.bruno)
    reach(page, f"#groupe-{group} [data-geste=renommer]")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Titre")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("Après")
    page.keyboard.press("Enter")
    expect(page.locator(f"#titre-{group}")).to_have_text("Après")
    expect(page.locator(f"#groupe-{group} [data-geste=renommer]")).to_be_focused()
    reach(page, f"#groupe-{group} [data-geste=plus-groupe]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []
    reach(page, "[data-envoi=dissoudre] button")
    page.keyboard.press("Enter")
    expect(page.locator(f"#groupe-{group}")).to_have_count(0)
    expect(page.locator("#defile-groupes")).to_be_focused()
    assert lists_of(page)["libres"] == [one]


def test_a_word_goes_to_the_fridge_and_comes_back(salle: Salle, ouvrir: Ouvrir) -> None:
    one, two = salle.post("Un", "Deux")
    page = ouvrir(board_path(salle), salle.bruno)
    reach(page, button(one, "frigo"))
    page.keyboard.press("Enter")
    expect(page.locator(STATUS)).to_have_text("Parole mise au frigo.")
    expect(page.locator(button(two))).to_be_focused()
    expect(page.locator(f"[id^=frigo-] > #carte-{one}")).to_have_count(1)
    reach(page, "#tiroir-frigo > summary")
    page.keyboard.press("Enter")
    reach(page, button(one, "publier"))
    page.keyboard.press("Enter")
    expect(page.locator(STATUS)).to_have_text("Parole remise sur le tableau.")
    expect(page.locator(f"[data-choix] > #carte-{one}")).to_be_visible()
    assert lists_of(page)["libres"] == [one, two]


def test_a_word_is_refused_with_a_reason_that_is_shown(salle: Salle, ouvrir: Ouvrir) -> None:
    one, two = salle.post("Un", "Deux")
    page = ouvrir(board_path(salle), salle.bruno)
    reach(page, button(one, "plus"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []
    focus(page, "#r-autre")
    page.keyboard.press("Space")
    reach(page, "#r-precision")
    page.keyboard.press("Enter")
    alert = page.get_by_role("alert").filter(has_text="écrivez pourquoi")
    expect(alert).to_be_visible()
    expect(page.locator("#r-precision")).to_be_focused()
    page.keyboard.type("Deux sujets en un")
    page.keyboard.press("Enter")
    expect(page.locator(STATUS)).to_have_text("Parole non publiée.")
    expect(page.locator(button(two))).to_be_focused()
    refused = page.locator(f"[id^=refusees-] > #carte-{one}")
    expect(refused).to_contain_text("Motif : autre raison. Deux sujets en un")


def test_the_wall_is_frozen_and_hidden_by_keyboard(salle: Salle, ouvrir: Ouvrir) -> None:
    page = ouvrir(board_path(salle), salle.bruno)
    reach(page, "#mur-fige")
    page.keyboard.press("Enter")
    expect(page.locator("#mur-fige")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#mur-direct")).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#mur-fige")).to_be_focused()
