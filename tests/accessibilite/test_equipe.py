"""Each page that the team reaches by its links, in three themes and on a narrow window.

A walk follows every link of the demo as a chef de projet, page after page, so that a page added
tomorrow is read without being named here. What a page shows only after a gesture (a menu, a
dialog, a card moved) is read by the tests of that gesture.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, ViewportSize
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter, RequestRedirect

from tests.accessibilite.reserves import faults
from tests.accessibilite.themes import in_each_theme
from tests.axe import violations
from tests.demo_servie import DemoServie, serve
from tests.demonstration import Demonstration, demonstration
from tests.navigateur import watched

__all__ = ["demonstration"]
pytestmark = [pytest.mark.long, pytest.mark.navigateur, pytest.mark.timeout(1500)]
BUREAU: ViewportSize = {"width": 1280, "height": 800}
# The narrowest window in which a page must still be read without scrolling both ways: that of a
# screen of 1280 pixels enlarged four times (WCAG 2.2, 1.4.10).
ETROIT: ViewportSize = {"width": 320, "height": 720}
# A page is another one when it is that of another meeting: of each, so many are read.
EXEMPLES = 2
# The page of a meeting is read for each: what it leads to depends on its format and its state.
CARREFOUR = "pilotage.seance"
# What a walk that went round the house has met.
SALLES = {
    *("pilotage.demarche", "pilotage.fiche", "pilotage.preconisation", "pilotage.engagement"),
    *("pilotage.suite", "pilotage.compte_rendu", "pilotage.tables", "pilotage.rotation"),
    *("facilitation.tableau", "facilitation.trier", "facilitation.suggestions"),
    *("facilitation.relecture", "facilitation.conduite", "facilitation.ecran"),
}
FICHIER = re.compile(r"\.[a-z]{3,4}$")
# Links that end the walk: they belong to phones, or sign out.
AILLEURS = ("participation.", "security.", "portail.", "sante.", "style.")


@dataclass
class Visite:
    """The pages met, by the name of what answers them, and the files that they offer."""

    routes: MapAdapter
    pages: dict[str, list[str]] = field(default_factory=dict)
    fichiers: set[str] = field(default_factory=set)

    def keep(self, adresse: str) -> bool:
        """Whether that address is a page of the team that is still to be read."""
        try:
            name, _ = self.routes.match(adresse, "GET")
        except (HTTPException, RequestRedirect):
            return False
        if name.startswith(AILLEURS) or name == "static":
            return False
        if FICHIER.search(adresse):
            self.fichiers.add(adresse)
            return False
        known = self.pages.setdefault(name, [])
        if adresse in known or (name != CARREFOUR and len(known) >= EXEMPLES):
            return False
        known.append(adresse)
        return True


@pytest.fixture(scope="module")
def demo(
    demonstration: Demonstration, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DemoServie]:
    with serve(demonstration, tmp_path_factory.mktemp("equipe")) as served:
        yield served


def walk(demo: DemoServie, page: Page, visite: Visite) -> Iterator[str]:
    """The address of each page of the team, open in ``page``; ``visite`` fills as it goes."""
    todo = deque(["/piloter/"])
    visite.keep(todo[0])
    while todo:
        adresse = todo.popleft()
        answer = page.goto(adresse)
        assert answer is not None
        assert answer.status == 200, adresse
        yield adresse
        links = page.locator("a[href]").evaluate_all("links => links.map(link => link.href)")
        here = [urlsplit(link).path for link in links if link.startswith(demo.url)]
        todo.extend(path for path in here if visite.keep(path))


def test_each_page_of_the_team_passes_in_every_theme_and_holds_in_a_narrow_window(
    demo: DemoServie,
) -> None:
    page = demo.open(BUREAU, "chef_de_projet")
    thrown = watched(page)
    visite = Visite(demo.demonstration.app().url_map.bind("127.0.0.1"))
    wrong: list[str] = []
    for adresse in walk(demo, page, visite):
        for theme, found in in_each_theme(page):
            assert found.passees > 0, f"{adresse}: nothing was read"
            wrong.extend(f"{adresse}, {theme}: {fault}" for fault in faults(theme, found))
        page.set_viewport_size(ETROIT)
        wrong.extend(f"{adresse}, narrow: {fault}" for fault in violations(page))
        beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if beyond > 0:
            wrong.append(f"{adresse}, narrow: {beyond} pixels beyond the edge")
        page.set_viewport_size(BUREAU)
    assert thrown == []
    assert not wrong, "\n".join(wrong)
    assert set(visite.pages) >= SALLES
    assert visite.fichiers
    broken = [f for f in sorted(visite.fichiers) if page.request.get(f).status != 200]
    assert broken == []
