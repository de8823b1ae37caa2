"""The gestures under « Plus » on a card, by keyboard and by touch, seen from another browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from cafe.actions.organismes import create_organisme
from cafe.models import Role
from tests import factories
from tests.axe import violations
from tests.facilitation.navigateur.conftest import Ouvrir, Salle, board_path, lists_of, reach

pytestmark = pytest.mark.navigateur

STATUS = "[data-annonces]"


def test_an_idea_is_split_by_keyboard_and_every_board_has_its_parts(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    (whole,) = salle.post("Des bancs et de l’ombre")
    page, other = (ouvrir(board_path(salle), who) for who in (salle.bruno, salle.lea))
    reach(page, f"#carte-{whole} [data-geste=plus]")
    page.keyboard.press("Enter")
    expect(page.locator("#dialogue summary").first).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Enter")
    reach(page, "#p-parties")
    page.keyboard.press("Control+A")
    page.keyboard.type("Des bancs\n\net")
    reach(page, "#dialogue [data-envoi=partager] button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="« de », « l », « ombre »")).to_be_visible()
    expect(page.locator("#p-parties")).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.type(" de l’ombre")
    reach(page, "#dialogue [data-envoi=partager] button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.locator(STATUS)).to_have_text("Idée partagée : ses parties ont pris sa place.")
    for board in (page, other):
        expect(board.locator(".parole-texte:visible")).to_have_text(["Des bancs", "et de l’ombre"])
        assert whole not in lists_of(board)["libres"]
    first = lists_of(page)["libres"][0]
    expect(page.locator(f"#carte-{first} [data-geste=plus]")).to_be_focused()
    assert violations(page) == []


def test_a_request_is_passed_on_with_one_key_and_enter(salle: Salle, ouvrir: Ouvrir) -> None:
    chef = factories.identite(
        factories.make_compte(f"Chef {salle.seance[:6]}", Role.CHEF_DE_PROJET, salle.demarche)
    )
    create_organisme(par=chef, demarche_id=salle.demarche, nom="Ville de Vauclaire")
    (one,) = salle.post("Le lampadaire est éteint")
    page = ouvrir(board_path(salle), salle.bruno)
    reach(page, f"#carte-{one} [data-geste=deplacer]")
    page.keyboard.press("t")
    expect(page.get_by_role("dialog", name="Transmettre à une structure…")).to_be_visible()
    expect(page.get_by_label("Ville de Vauclaire")).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Enter")
    expect(page.locator(f"#carte-{one}")).to_contain_text("Transmise à Ville de Vauclaire")
    expect(page.locator(STATUS)).to_have_text("Parole transmise.")


def test_near_words_are_kept_together_by_touch_and_parted_again(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    one, two, three = salle.post("Des bancs", "Plus de bancs", "Le bus")
    page = ouvrir(board_path(salle), salle.bruno, "tablet")
    other = ouvrir(board_path(salle), salle.lea)
    page.locator(f"#carte-{two} [data-geste=plus]").tap()
    page.locator("#dialogue summary", has_text="Garder près d’une autre parole").tap()
    page.locator(f"label[for=g-{one}]").tap()
    page.get_by_role("button", name="Rapprocher").tap()
    for board in (page, other):
        expect(board.locator(f"#carte-{one}")).to_contain_text("+ 1 parole proche")
        assert lists_of(board)["libres"] == [one, three]
    page.locator(f"#proches-{one} summary").tap()
    expect(page.locator(f"#proche-{two}")).to_contain_text("Plus de bancs")
    assert violations(page) == []
    salle.group("Bus", three)
    page.locator(f"#proche-{two} [data-geste=separer]").tap()
    for board in (page, other):
        expect(board.locator(f"#carte-{two}")).to_be_visible()
        assert lists_of(board)["libres"] == [one, two]
