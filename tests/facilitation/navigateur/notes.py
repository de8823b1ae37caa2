"""What the browser tests of notes share: where lines stand, and pictures for who wants to look."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Locator, Page

from cafe.extensions import db
from cafe.models.note import lignes_of, points_of

IMAGES = os.environ.get("CAFE_IMAGES")


def picture(page: Page, name: str) -> None:
    """Keep a picture when somebody wants to look (CAFE_IMAGES: a folder)."""
    if IMAGES:
        page.screenshot(path=Path(IMAGES) / f"{name}.png", full_page=True)


def path(seance_id: str) -> str:
    return f"/animer/{seance_id}/notes"


def lines(seance_id: str) -> list[tuple[str, str | None]]:
    db.session.rollback()
    written = lignes_of(db.session(), seance_id)
    found = [
        (row.nature.value, row.texte)
        for point in points_of(db.session(), seance_id)
        for row in written
        if row.point_id == point.id
    ]
    db.session.rollback()
    return found


def texts(seance_id: str) -> list[str | None]:
    return [texte for _, texte in lines(seance_id)]


def said(page: Page, words: str) -> Locator:
    """A line that the server keeps, by its words."""
    return page.locator(".ligne[data-version] .ligne-texte", has_text=words)
