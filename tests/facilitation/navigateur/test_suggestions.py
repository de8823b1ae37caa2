"""Suggestions from the board and back: by keyboard alone, then by finger, beside another board."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.axe import violations
from tests.facilitation.navigateur.conftest import Ouvrir, Salle, board_path
from tests.suggestions.test_propositions import ARBRES, BUS, MEDECINS

pytestmark = pytest.mark.navigateur


def go_to_suggestions(page: Page) -> None:
    """One step from the board, under « Plus »."""
    menu = page.locator("header details.menu > summary")
    menu.focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Suggestions").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Suggestions")


def test_groups_are_proposed_kept_refused_and_undone_by_keyboard(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    salle.post(*BUS, *ARBRES)
    bruno, lea = ouvrir(board_path(salle), salle.bruno), ouvrir(board_path(salle), salle.lea)
    go_to_suggestions(bruno)
    assert violations(bruno) == []
    bruno.get_by_role("link", name="Après, au calme").press("Enter")
    every = bruno.get_by_role("button", name="Créer les 2 groupes")
    every.press("Enter")
    undo = bruno.get_by_role("button", name="Annuler ce que je viens d’accepter")
    expect(undo).to_be_visible()
    assert violations(bruno) == []
    # The colleague sees both groups come, and go.
    expect(lea.locator(".groupe")).to_have_count(2)
    expect(lea.locator(".groupe").first.locator("ul.cartes > li")).to_have_count(4)
    undo.press("Enter")
    expect(lea.locator(".groupe")).to_have_count(0)
    expect(lea.locator(f"#libres-{salle.question} > li")).to_have_count(8)
    # One of them, without one of its words, under a title of one's own.
    first = bruno.locator(".suggestion").first
    first.get_by_label("Titre du groupe").fill("Avec leurs mots")
    first.get_by_role("checkbox").first.press("Space")
    first.get_by_role("button", name="Créer ce groupe").press("Enter")
    expect(lea.locator(".groupe h3")).to_have_text("Avec leurs mots")
    expect(lea.locator(".groupe ul.cartes > li")).to_have_count(3)
    # The other one is refused, then wanted again.
    bruno.locator(".suggestion").filter(has=bruno.get_by_label("Titre du groupe")).get_by_role(
        "button", name="Écarter"
    ).press("Enter")
    expect(bruno.get_by_text("1 suggestion écartée.")).to_be_visible()
    expect(bruno.get_by_label("Titre du groupe")).to_have_count(0)
    bruno.get_by_role("button", name="Annuler", exact=True).press("Enter")
    expect(bruno.get_by_label("Titre du groupe")).to_have_count(1)
    bruno.get_by_role("link", name="Retour au tableau").press("Enter")
    expect(bruno.locator("#annuler")).to_contain_text("groupe « Avec leurs mots » créé")


def test_two_near_words_are_put_together_by_finger(salle: Salle, ouvrir: Ouvrir) -> None:
    salle.post(*BUS, *ARBRES, "Il faut planter des arbres sur la place !")
    page = ouvrir(board_path(salle), salle.bruno, "tablet")
    page.locator("header details.menu > summary").tap()
    page.get_by_role("link", name="Suggestions").tap()
    pair = page.locator(".suggestion").first
    expect(pair.locator("blockquote")).to_have_count(2)
    for button in page.locator(".suggestion button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    assert violations(page) == []
    pair.get_by_role("button", name="Rapprocher").tap()
    undo = page.get_by_role("button", name="Annuler ce que je viens d’accepter")
    expect(undo).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name="Retour au tableau").tap()
    expect(page.locator(f"#libres-{salle.question} > li")).to_have_count(8)


def test_after_each_press_the_next_suggestion_has_the_focus_without_any_script(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    salle.post(*BUS, *ARBRES, *MEDECINS)
    page = ouvrir(f"{board_path(salle)[: -len('tableau')]}suggestions?moment=apres", salle.bruno)
    expect(page.locator(".suggestion")).to_have_count(3)
    page.get_by_role("button", name="Créer ce groupe").nth(1).press("Enter")
    here = page.locator(".suggestion:focus")
    expect(here).to_have_count(1)
    expect(here).to_be_in_viewport()
    expect(here.get_by_text("C’est fait.")).to_be_visible()
    assert violations(page) == []
    # The undo is the first thing after it; then the suggestion itself.
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Annuler ce que je viens d’accepter")).to_be_focused()
    page.keyboard.press("Tab")
    expect(here.or_(page.locator(".suggestion input:focus"))).to_have_count(1)
