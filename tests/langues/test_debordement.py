"""Words 40 % longer than French on the smallest phone: nothing leaves the screen, nothing is cut.

The longer language is made here from the sentences themselves, as a town would bring one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from cafe.langues.catalogue import read_source, translate, write_folder
from cafe.langues.choix import registre
from cafe.langues.feuille import empty_catalogue
from cafe.langues.langue import Langue
from tests.langues.promenade import Salle, seed, walk
from tests.navigateur import browser

pytestmark = pytest.mark.navigateur
LONGUE = "fr-longue"
NARROWEST = 320

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


def longer(sentence: str) -> str:
    """The same sentence, its fields kept, two more letters for five in its longest words."""
    words = sentence.split(" ")
    wanted = max(3, -(-len(sentence) * 4 // 10))
    for place in sorted(range(len(words)), key=lambda n: -len(words[n])):
        if "%" in words[place] or wanted <= 0:
            continue
        more = min(wanted, max(3, len(words[place])))
        words[place] += "ē" * more
        wanted -= more
    return " ".join(words)


def bring_longer_language() -> None:
    langue = Langue(LONGUE, "Langue très longue", "l’essai", "2026-01-01")
    catalogue = empty_catalogue(LONGUE)
    for message in read_source():
        if message.id:
            forms = [message.id] if isinstance(message.id, str) else list(message.id)
            translate(catalogue, message, [longer(form) for form in forms])
    known = registre()
    write_folder(known.dossier / langue.locale, langue, catalogue)
    known.activate(LONGUE)


@pytest.fixture(scope="module")
def salle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Salle]:
    instance: Path = tmp_path_factory.mktemp("longue")
    served = seed(instance, bring_longer_language)
    yield served
    served.serveur.stop()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


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
    assert len(seen) == 13


def test_a_page_that_overflows_is_seen(salle: Salle, chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": NARROWEST, "height": 600})
    page.goto(salle.serveur.url)
    page.evaluate("document.querySelector('h1').textContent = 'M'.repeat(80)")
    page.evaluate("document.querySelector('h1').style.overflowWrap = 'normal'")
    page.evaluate("document.querySelector('h1').style.wordBreak = 'normal'")
    page.evaluate("document.querySelector('h1').style.hyphens = 'manual'")
    assert page.evaluate(CUT)
    page.close()
