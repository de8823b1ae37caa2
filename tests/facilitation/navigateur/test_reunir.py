"""Two groups become one before two facilitators: found by title, by keyboard or by finger."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from cafe.actions.fusions import merge_regroupements
from tests.axe import violations
from tests.facilitation.navigateur.conftest import Ouvrir, Salle, board_path, lists_of

pytestmark = pytest.mark.navigateur


def test_by_keyboard_a_group_is_found_and_merged_with_on_both_boards(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    one, two, three = salle.post("Un", "Deux", "Trois")
    bus = salle.group("Bus", one, two)
    tram = salle.group("Tramway", three)
    salle.group("Piétons")
    bruno, lea = (
        ouvrir(board_path(salle), who, reduced_motion="reduce") for who in (salle.bruno, salle.lea)
    )
    bruno.locator(f"#groupe-{bus} [data-geste=plus-groupe]").press("Enter")
    dialog = bruno.get_by_role("dialog")
    expect(dialog).to_contain_text("Les paroles de « Bus » (2 paroles) passent")
    dialog.get_by_label("Chercher un groupe").fill("TRAM")
    expect(dialog.get_by_text("Piétons")).to_be_hidden()
    bruno.keyboard.press("Enter")
    expect(dialog.get_by_role("radio", name="Tramway 1 parole")).to_be_focused()
    expect(dialog.locator("[data-apercu]")).to_have_text(
        "« Bus » (2 paroles) passe dans « Tramway » (1 parole)."
    )
    assert violations(bruno) == []
    bruno.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(bruno.locator("[data-annonces]")).to_have_text("Groupes réunis.")
    for page in (bruno, lea):
        expect(page.locator(f"#groupe-{bus}")).to_have_count(0)
        expect(page.locator(f"#cartes-{tram} > li")).to_have_count(3)
    assert lists_of(bruno) == lists_of(lea)
    assert lists_of(bruno)["Tramway"] == [three, one, two]
    expect(bruno.locator(f"#titre-{tram}")).to_be_focused()
    expect(bruno.locator("#annuler")).to_contain_text("« Bus » réuni avec « Tramway »")
    bruno.keyboard.press("Control+z")
    for page in (bruno, lea):
        expect(page.locator(f"#cartes-{bus} > li")).to_have_count(2)
        expect(page.locator(f"#cartes-{tram} > li")).to_have_count(1)


def test_by_finger_and_a_group_that_is_gone_is_told_with_what_became_of_it(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    bus, tram, neuf = salle.group("Bus"), salle.group("Tramway"), salle.group("Neuf")
    page = ouvrir(board_path(salle), salle.bruno, "tablet")
    page.locator(f"#groupe-{bus} [data-geste=plus-groupe]").tap()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Tramway").tap()
    merge_regroupements(par=salle.lea, regroupement_id=tram, dans=neuf, version=1)
    dialog.get_by_role("button", name="Réunir", exact=True).tap()
    expect(dialog.get_by_role("alert")).to_contain_text("réuni le groupe « Tramway » avec « Neuf »")
    dialog.get_by_label("Neuf").tap()
    dialog.get_by_role("button", name="Réunir", exact=True).tap()
    expect(dialog).to_be_hidden()
    expect(page.locator(".groupe")).to_have_count(1)
    expect(page.locator(f"#titre-{neuf}")).to_be_visible()
