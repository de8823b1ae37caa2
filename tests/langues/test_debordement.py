"""Words 40 % longer than French on the smallest phone: nothing leaves the screen, nothing is cut.

The longer language is made here from the sentences themselves, as a town would bring one.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.langues.longue import LONGUE, longer
from tests.langues.promenade import SCREENS, Salle, walk

pytestmark = pytest.mark.navigateur
NARROWEST, USUAL = 320, 360

# What hides on purpose (words for screen readers) is not cut.
CUT = """() => {
  const cut = [];
  for (const e of document.querySelectorAll("body *")) {
    if (e.closest(".hors-ecran, .evitement, svg") || !e.checkVisibility()) continue;
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    if (box.width && (box.left < -1 || box.right > innerWidth + 1)) {
      cut.push("leaves the screen: " + e.tagName + "." + e.className);
    }
    const hides = style.overflowX !== "visible" && !["TEXTAREA", "INPUT"].includes(e.tagName);
    if (hides && e.scrollWidth > e.clientWidth + 1) {
      cut.push("is cut: " + e.tagName + "." + e.className);
    }
  }
  const page = document.documentElement;
  if (page.scrollWidth > innerWidth) cut.push("scrolls sideways: " + page.scrollWidth);
  return cut;
}"""


def test_sentences_are_really_longer() -> None:
    assert len(longer("Écrivez votre idée avant de l’envoyer.")) >= 1.4 * 38
    assert "%(n)s" in longer("%(n)s caractères au plus")


# The longest words in each run; the other way of reading and the other words in `make test-long`.
@pytest.mark.parametrize(
    "langue",
    [LONGUE, *(pytest.param(other, marks=pytest.mark.long) for other in ("ar", "fr-simple"))],
)
def test_nothing_overflows_on_the_narrowest_phone(
    salle: Salle, chromium: Browser, langue: str
) -> None:
    seen: list[str] = []
    faults: dict[str, list[str]] = {}

    def look(name: str, page: Page) -> None:
        seen.append(name)
        if found := page.evaluate(CUT):
            faults[name] = found

    walk(chromium, salle, langue, NARROWEST, look)
    assert faults == {}
    assert tuple(seen) == SCREENS


@pytest.mark.long
def test_nothing_overflows_with_letters_twice_as_large(salle: Salle, chromium: Browser) -> None:
    faults: dict[str, list[str]] = {}

    def look(name: str, page: Page) -> None:
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if found := page.evaluate(CUT):
            faults[name] = found
        page.evaluate("document.documentElement.style.fontSize = ''")

    walk(chromium, salle, "fr", USUAL, look)
    assert faults == {}


def test_a_page_that_overflows_is_seen(salle: Salle, chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": NARROWEST, "height": 600})
    page.goto(salle.serveur.url)
    page.evaluate("document.querySelector('h1').textContent = 'M'.repeat(80)")
    page.evaluate("document.querySelector('h1').style.overflowWrap = 'normal'")
    page.evaluate("document.querySelector('h1').style.wordBreak = 'normal'")
    page.evaluate("document.querySelector('h1').style.hyphens = 'manual'")
    assert page.evaluate(CUT)
    page.close()
