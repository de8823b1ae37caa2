"""A typed list: pasted, put right and created by keyboard, while another board looks on."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.axe import violations
from tests.facilitation.navigateur.conftest import Ouvrir, Salle, reach

pytestmark = pytest.mark.navigateur


def test_a_list_is_pasted_put_right_and_created_by_keyboard_alone(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    page = ouvrir(f"/animer/{salle.seance}/tableau", salle.bruno)
    board = ouvrir(f"/animer/{salle.seance}/tableau", salle.lea)
    reach(page, ".entete summary.bouton")
    page.keyboard.press("Enter")
    reach(page, "a[href*='/saisie/liste']")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Importer une liste")).to_be_visible()
    reach(page, "#texte")
    page.keyboard.insert_text("Texte;Catégorie\nDes bancs;Souhait\nDe l’ombre;Ça va\n")
    reach(page, "form[data-cafe=liste] button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.locator("#apercu")).to_be_focused()
    expect(page.locator("#apercu")).to_contain_text("1 chose à corriger")
    assert violations(page) == []
    reach(page, "#sens-1")
    page.keyboard.press("M")  # « Mon idée »
    reach(page, "form[data-cafe=liste] button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.locator("#apercu")).to_contain_text("2 paroles seront créées")
    assert violations(page) == []
    reach(page, "button[formaction]")
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 paroles sont créées.")).to_be_visible()
    # The boards that were open have them all, in the order of the list.
    expect(board.locator("[id^=libres-] .parole-texte")).to_have_text(["Des bancs", "De l’ombre"])
    page.get_by_role("button", name="Retirer ces paroles").press("Enter")
    expect(page.get_by_text("2 paroles retirées.")).to_be_visible()
    expect(board.get_by_text("Des bancs")).to_have_count(0)
