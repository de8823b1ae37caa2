"""From the QR code to a withdrawn word without a mouse nor a finger."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.langues.promenade import CODE, SEND, Salle, open_phone
from tests.navigateur import watched

pytestmark = pytest.mark.navigateur
STOPS = 60  # no page asks for more presses than that
# What has the focus can be seen to have it.
SEEN = """() => {
  const style = getComputedStyle(document.activeElement);
  return document.activeElement.matches(":focus-visible")
    && (style.outlineStyle !== "none" || style.boxShadow !== "none");
}"""


def tab_to(page: Page, target: str) -> None:
    """Press Tab until the element has the focus, and see that it shows."""
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("target => document.activeElement.matches(target)", target):
            # A radio's own label draws the focus around its tile.
            assert page.evaluate(SEEN) or target.startswith("input"), f"no focus seen: {target}"
            return
    raise AssertionError(f"not reached by keyboard: {target}")


def test_from_the_qr_code_to_a_withdrawn_word(salle: Salle, chromium: Browser) -> None:
    context = open_phone(chromium, salle, 360)
    page = context.new_page()
    page.set_default_timeout(20_000)
    faults, heard = watched(page), []
    page.on("request", lambda sent: heard.append(sent.url) if "/voix/" in sent.url else None)

    page.goto(f"/r/{CODE}")
    tab_to(page, ".evitement")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    tab_to(page, "nav.questions > a")
    page.keyboard.press("Enter")
    expect(page.locator(".compteur")).to_contain_text("0")

    assert heard == [], "a recording weighs nothing before it is asked for"
    tab_to(page, "[data-jouer]")
    with page.expect_response(lambda answer: "/questions/voix/" in answer.url) as answer:
        page.keyboard.press("Space")
    assert answer.value.ok

    tab_to(page, "input[name=categorie]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    expect(page.locator("input[name=categorie]").nth(1)).to_be_checked()
    tab_to(page, "#texte")
    page.keyboard.type("Des bancs à l’ombre")
    tab_to(page, SEND)
    page.keyboard.press("Enter")
    expect(page.locator("[data-recu]")).to_be_visible()

    page.locator(".evitement").focus()
    tab_to(page, "nav.volets a[href$='mes-mots']")
    page.keyboard.press("Enter")
    expect(page.locator(".mot .parole")).to_have_text("Des bancs à l’ombre")
    tab_to(page, ".mot-actions a[href$='/corriger']")
    page.keyboard.press("Enter")
    expect(page.locator("form[action$='/retirer'] button")).to_be_visible()
    tab_to(page, "form[action$='/retirer'] button")
    page.keyboard.press("Enter")
    expect(page.locator(".avis-succes")).to_contain_text("retirée")
    expect(page.locator(".mot .parole")).to_have_text("propos retiré")
    assert faults == []
    context.close()
