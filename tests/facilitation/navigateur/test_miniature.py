"""The menu « Écran » of the board: what the room sees, in small, fetched only while it is open."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from cafe.actions.ecran import set_message
from cafe.actions.moderation import refuse_contribution
from cafe.actions.mur import set_mur
from cafe.models import MotifModeration, Mur, VueEcran
from tests.axe import violations
from tests.facilitation.navigateur.conftest import Ouvrir, Salle, board_path, reach
from tests.facilitation.navigateur.test_ecran_vues import show

pytestmark = pytest.mark.navigateur


def bodies(page: Page) -> list[str]:
    """The bodies of the room screen that the page has asked for."""
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url) if "/ecran/corps" in r.url else None)
    return asked


def test_the_menu_tells_what_the_room_reads_and_asks_for_it_only_when_open(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    one, hurtful = salle.post("Des bancs à l’ombre", "Blesser quelqu’un")
    salle.group("Souffler", one)
    refuse_contribution(
        par=salle.lea,
        contribution_id=hurtful,
        motif=MotifModeration.PROPOS_BLESSANT,
        precision="",
        version=None,
    )
    board = ouvrir("/connexion", salle.bruno)
    asked = bodies(board)
    board.goto(board_path(salle))
    (late,) = salle.post("Un banc de plus")
    expect(board.locator(f"#carte-{late}")).to_be_visible()
    assert asked == []
    reach(board, "#menu-ecran-bouton")
    board.keyboard.press("Enter")
    small = board.get_by_role("region", name="Ce que la salle lit")
    expect(small).to_contain_text("Que changer dans le quartier ?")
    expect(small).to_contain_text("Souffler 1 voix")
    expect(small).to_contain_text("Des bancs à l’ombre")
    expect(small).not_to_contain_text("Blesser")
    expect(small).not_to_contain_text("Visez le carré")
    # What somebody else has the room look at comes while the menu is open.
    set_message(par=salle.lea, seance_id=salle.seance, texte="Pause de dix minutes")
    expect(small).to_contain_text("Pause de dix minutes")
    expect(small).not_to_contain_text("Souffler")
    assert violations(board) == []
    set_message(par=salle.lea, seance_id=salle.seance, texte="")
    set_mur(par=salle.lea, seance_id=salle.seance, mur=Mur.MASQUE)
    expect(board.locator("#ecran-dit")).to_contain_text("rien (masqué)")
    expect(small).not_to_contain_text("Que changer")
    board.keyboard.press("Escape")
    expect(small).to_be_hidden()
    expect(board.locator("#menu-ecran-bouton")).to_be_focused()


def test_a_long_list_is_told_by_its_first_lines_under_a_finger(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    words = salle.post(*[f"Idée {n}" for n in range(7)])
    group = salle.group("Souffler", *words)
    show(salle, VueEcran.GROUPE, group)
    board = ouvrir(board_path(salle), salle.bruno, "tablet")
    board.locator("#menu-ecran-bouton").tap()
    small = board.get_by_role("region", name="Ce que la salle lit")
    expect(small.locator("p")).to_have_text(
        ["Souffler", *[f"Idée {n}" for n in range(5)], "… la suite, page par page"]
    )
    board.locator("#montrer-question").tap()
    expect(small).to_be_hidden()
    board.locator("#menu-ecran-bouton").tap()
    expect(small.locator("p")).to_have_text(["Que changer dans le quartier ?"])
