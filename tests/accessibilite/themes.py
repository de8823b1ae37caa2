"""A page in each theme that a reader's device may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from playwright.sync_api import Page

from tests.accessibilite.reserves import FORCE
from tests.axe import Audit, audit

Scheme = Literal["light", "dark"]
THEMES: tuple[tuple[str, Scheme, Literal["active", "none"]], ...] = (
    ("clair", "light", "none"),
    ("sombre", "dark", "none"),
    (FORCE, "light", "active"),
)


def in_each_theme(page: Page) -> Iterator[tuple[str, Audit]]:
    """The page read in each theme, and left as it was."""
    for theme, scheme, forced in THEMES:
        page.emulate_media(color_scheme=scheme, forced_colors=forced, reduced_motion="reduce")
        yield theme, audit(page)
    page.emulate_media(color_scheme="light", forced_colors="none")
