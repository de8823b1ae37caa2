"""Preparing and leading in a real browser: by keyboard alone, without scripts, on any width."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests import axe
from tests.pilotage.navigateur.conftest import Lieux, Ouvrir

pytestmark = pytest.mark.navigateur

PAGES = (
    "/connexion",
    "/piloter/demarches/nouvelle",
    "/piloter/demarches/{d}/modifier",
    "/piloter/demarches/{d}/seances",
    "/piloter/demarches/{d}/seances/nouvelle",
    "/piloter/demarches/{d}/seances/nouvelle?format=world_cafe",
    "/piloter/seances/{s}",
    "/piloter/seances/{v}",
    "/piloter/seances/{s}/preparer",
    "/piloter/seances/{s}/presences",
    "/piloter/seances/{s}/appareils",
    "/piloter/demarches/{d}/equipe",
    "/piloter/membres/{m}/retirer",
    "/animer/{s}/conduite",
)

TELEPHONE = 360


def tab_to(page: Page, identifiant: str, most: int = 60) -> None:
    """Walk with the Tab key until that control has the focus."""
    wanted = page.locator(f"[id='{identifiant}']")
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"the Tab key never reaches {identifiant}")


def test_a_seance_is_prepared_by_keyboard_alone_without_scripts(
    ouvrir: Ouvrir, lieux: Lieux
) -> None:
    page = ouvrir(scripts=False)
    page.goto(f"/piloter/demarches/{lieux.demarche}/seances/nouvelle?format=atelier")
    # The title has the focus already.
    page.keyboard.type("Atelier au clavier")
    tab_to(page, "questions-0-texte")
    page.keyboard.type("Que garder ?")
    tab_to(page, "questions-ajouter")
    page.keyboard.press("Enter")
    expect(page.locator("#questions-1-texte")).to_be_focused()
    page.keyboard.type("Que changer ?")
    tab_to(page, "questions-1-monter")
    page.keyboard.press("Space")
    expect(page.locator("#questions-0-texte")).to_be_focused()
    expect(page.locator("#questions-0-texte")).to_have_value("Que changer ?")
    tab_to(page, "etapes-0-titre")
    page.keyboard.press("Enter")  # in a field of one line: saves, and moves nothing
    expect(page.locator("h1")).to_have_text("Atelier au clavier")
    expect(page.locator(".questions-prevues > li")).to_have_count(2)
    expect(page.locator(".questions-prevues > li").first).to_contain_text("Que changer ?")


def test_a_seance_is_led_without_scripts_from_opening_to_its_end(
    ouvrir: Ouvrir, lieux: Lieux
) -> None:
    page = ouvrir(360, scripts=False)
    page.goto(f"/piloter/demarches/{lieux.demarche}/seances/nouvelle?format=atelier")
    page.fill("#titre", "Atelier conduit")
    page.fill("#questions-0-texte", "Que garder ?")
    page.get_by_role("button", name="Créer la rencontre").click()
    page.get_by_role("link", name="Conduire").first.click()
    page.get_by_role("button", name="Ouvrir la rencontre").click()
    now = page.locator(".maintenant-titre")
    expect(now).to_have_text("Accueil")
    for etape in ("Chacun écrit", "Échange", "Ce qu’on retient"):
        page.get_by_role("button", name=f"Suite : {etape}").click()
        expect(now).to_have_text(etape)
    page.get_by_role("button", name="Masqué").click()
    expect(page.get_by_role("button", name="Masqué")).to_have_attribute("aria-pressed", "true")
    before = page.locator(".plaque").inner_text()
    page.get_by_text("Remplacer le code…").click()
    page.get_by_role("button", name="Remplacer", exact=True).click()
    expect(page.locator(".plaque")).not_to_have_text(before)
    page.get_by_role("button", name="Terminer la rencontre").click()
    page.get_by_role("link", name=re.compile("Clore")).click()
    expect(page.locator("h1")).to_contain_text("Clore « Atelier conduit »")
    page.get_by_role("button", name="Clore la rencontre").click()
    expect(now).to_have_text("Close")


def test_the_counts_of_the_conductor_are_fetched_again_without_leaving_the_page(
    ouvrir: Ouvrir, lieux: Lieux
) -> None:
    page = ouvrir()
    page.goto(f"/animer/{lieux.seance}/conduite")
    first = page.locator(".comptes").element_handle()
    assert first is not None
    with page.expect_response("**/conduite/comptes"):
        page.get_by_role("link", name="Actualiser").click()
    expect(page.locator(".comptes tfoot")).to_contain_text("Toutes")
    assert page.evaluate("old => !old.isConnected", first)


@pytest.mark.parametrize(
    "largeur", [TELEPHONE, *(pytest.param(w, marks=pytest.mark.long) for w in (768, 1280))]
)
def test_no_page_overflows_and_every_page_can_be_read_by_all(
    ouvrir: Ouvrir, lieux: Lieux, largeur: int
) -> None:
    page = ouvrir(largeur)
    faults: dict[str, list[str]] = {}
    for address in PAGES:
        page.goto(address.format(d=lieux.demarche, s=lieux.seance, m=lieux.membre, v=lieux.a_venir))
        # What is folded is read too: models of script, codes to replace.
        page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        # What axe reads does not change with the width, except that a phone is the strictest.
        found = axe.violations(page) if largeur == TELEPHONE else []
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            found.append(f"{wide} px too wide")
        if found:
            faults[address] = found
    assert faults == {}
