"""The demo served for real, and a browser signed in as one of its people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.demonstration import Demonstration
from tests.navigateur import browser
from tests.serveur import Serveur


@dataclass(frozen=True)
class DemoServie:
    """``demonstration``: the copy that is served at ``url``, to be changed at will."""

    chromium: Browser
    url: str
    demonstration: Demonstration

    def open(self, size: ViewportSize, role: str | None = None) -> Page:
        """A new browser of that size in pixels, signed in when a role is given."""
        context: BrowserContext = self.chromium.new_context(
            locale="fr-FR", base_url=self.url, viewport=size, reduced_motion="reduce"
        )
        page = context.new_page()
        if role is not None:
            [compte] = [c for c in self.demonstration.resume["comptes"] if c["role"] == role]
            page.goto("/connexion")
            page.locator("input[name=email]").fill(compte["email"])
            page.locator("input[name=password]").fill(compte["mot_de_passe"])
            page.get_by_role("button", name="Se connecter").click()
            expect(page).to_have_url(f"{self.url}/piloter/")
        return page


@contextmanager
def serve(demonstration: Demonstration, folder: Path) -> Iterator[DemoServie]:
    """Serve a copy of the demo, kept in that folder, beside a browser."""
    mine = demonstration.copy_to(folder)
    serveur = Serveur(mine.instance)
    serveur.start()
    try:
        with browser() as chromium:
            yield DemoServie(chromium, serveur.url, mine)
    finally:
        serveur.stop()
