"""Each screen of the phone and each of its states, in three languages and three themes.

One walk a language: on every screen the theme is switched where it stands, and axe reads it.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from cafe.resources import resource
from tests.accessibilite.reserves import EXCLUSIONS, FORCE, RESERVES, faults
from tests.accessibilite.themes import in_each_theme
from tests.axe import Audit, Doute, audit
from tests.langues.promenade import SCREENS, Salle, open_phone, seed, walk
from tests.navigateur import browser

pytestmark = [pytest.mark.long, pytest.mark.navigateur, pytest.mark.timeout(900)]
WIDTH = 360


@pytest.fixture(scope="module")
def salle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Salle]:
    served = seed(tmp_path_factory.mktemp("accessibilite"))
    yield served
    served.serveur.stop()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.mark.parametrize("langue", ["fr", "fr-simple", "ar"])
def test_every_screen_and_state_passes_in_every_theme(
    salle: Salle, chromium: Browser, langue: str
) -> None:
    seen: list[str] = []
    wrong: list[str] = []

    def look(name: str, page: Page) -> None:
        seen.append(name)
        for theme, found in in_each_theme(page):
            assert found.passees > 0, f"{name}: nothing was read"
            wrong.extend(f"{name}, {theme}: {fault}" for fault in faults(theme, found))

    walk(chromium, salle, langue, WIDTH, look)
    assert wrong == []
    assert tuple(seen) == SCREENS


def test_the_statement_of_accessibility_passes(salle: Salle, chromium: Browser) -> None:
    context = open_phone(chromium, salle, WIDTH)
    page = context.new_page()
    page.goto("/accessibilite")
    for theme, found in in_each_theme(page):
        assert found.passees > 0
        assert (theme, faults(theme, found)) == (theme, [])
    context.close()


def test_a_fault_and_a_doubt_are_seen(salle: Salle, chromium: Browser) -> None:
    context = open_phone(chromium, salle, WIDTH)
    page = context.new_page()
    page.goto("/")
    page.locator("label[for=code]").evaluate("label => label.remove()")
    assert any(fault.startswith("label:") for fault in faults("clair", audit(page)))
    context.close()
    doubt = Doute("color-contrast", "p.neuf", "?")
    assert faults("clair", Audit((), 1, (doubt,))) == ["? color-contrast (p.neuf): ?"]
    assert faults(FORCE, Audit((), 1, (doubt,))) == []


def test_nothing_is_left_out_without_a_reason() -> None:
    assert all(known.raison for known in EXCLUSIONS)
    assert all(known.jugee for known in RESERVES)
    sheets = resource("static/css").glob("*.css")
    assert not [s.name for s in sheets if "forced-color-adjust" in s.read_text(encoding="utf-8")]
