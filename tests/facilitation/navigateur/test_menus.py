"""The menus of the board, open: each of their words can be read and reached."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.axe import violations
from tests.facilitation.navigateur.conftest import Ouvrir, Salle, board_path

pytestmark = pytest.mark.navigateur


@pytest.mark.parametrize("taille", ["board", "tablet", "phone"])
def test_each_menu_of_the_board_can_be_read_once_open(
    salle: Salle, ouvrir: Ouvrir, taille: str
) -> None:
    salle.post("Un banc")
    page = ouvrir(board_path(salle), salle.bruno, taille)
    menus = page.locator("details.menu")
    assert menus.count() == 2
    for menu in menus.all():
        menu.locator("summary").click()
        expect(menu.locator(".menu-liste :is(a, button)").first).to_be_visible()
        assert violations(page) == []
        box, seen = menu.locator(".menu-liste").bounding_box(), page.viewport_size
        assert box
        assert seen
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= seen["width"]
        # A phone's page scrolls; the board's does not.
        assert taille == "phone" or box["y"] + box["height"] <= seen["height"]
        menu.evaluate("menu => { menu.open = false }")
