"""The room screen in a browser: live, page by page, driven from the board."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from cafe.actions.moderation import refuse_contribution
from cafe.actions.mur import set_mur
from cafe.models import MotifModeration, Mur
from tests import factories
from tests.axe import violations
from tests.facilitation.navigateur.conftest import Ouvrir, Salle, board_path, cut
from tests.serveur import Serveur

pytestmark = pytest.mark.navigateur

TOUR = 14_100


@pytest.fixture
def mur(salle: Salle, ouvrir: Ouvrir) -> Page:
    """The screen in the room, on a clock that the test turns."""
    page = ouvrir("/connexion", salle.bruno, "screen")
    page.clock.install()
    page.goto(f"/animer/{salle.seance}/ecran")
    return page


def words(page: Page) -> list[str]:
    return page.locator(".ecran-parole:visible .ecran-texte").all_inner_texts()


def test_the_code_welcomes_and_the_first_word_takes_its_place(salle: Salle, mur: Page) -> None:
    expect(mur.get_by_text("Visez le carré")).to_be_visible()
    assert violations(mur) == []
    salle.post("Des bancs à l’ombre")
    expect(mur.get_by_text("Des bancs à l’ombre")).to_be_visible()
    expect(mur.get_by_text("Visez le carré")).to_be_hidden()
    assert violations(mur) == []


def test_every_word_gets_its_turn_whole_and_large(salle: Salle, ouvrir: Ouvrir) -> None:
    said = [f"Parole {n}, " + "et encore un mot " * 6 for n in range(14)]
    salle.post(*said)
    other = factories.make_question(salle.seance, "Et le soir ?")
    factories.post(factories.participant(salle.seance), other, "Un bus plus tard")
    page = ouvrir("/connexion", salle.bruno, "screen")
    page.clock.install()
    page.goto(f"/animer/{salle.seance}/ecran")
    seen: set[str] = set()
    titles: set[str] = set()
    for _ in range(8):
        expect(page.locator(".ecran-parole:visible").first).to_be_visible()
        seen |= {text.strip() for text in words(page)}
        titles |= set(page.locator(".ecran-tete h2:visible").all_inner_texts())
        assert fits(page)
        page.clock.run_for(TOUR)
    assert seen == {text.strip() for text in said} | {"Un bus plus tard"}
    assert titles == {"Que changer dans le quartier ?", "Et le soir ?"}


def fits(page: Page) -> bool:
    """Whether each word shown stands whole inside the picture, at 40 px or more."""
    whole: bool = page.evaluate(
        """() => [...document.querySelectorAll(".ecran-parole")].filter((w) => w.offsetParent)
          .every((w) => {
            const box = w.getBoundingClientRect();
            const list = w.parentElement.getBoundingClientRect();
            const size = parseFloat(getComputedStyle(w.querySelector(".ecran-texte")).fontSize);
            return box.bottom <= list.bottom + 1 && box.right <= list.right + 1 && size >= 40;
          })"""
    )
    return whole


def test_a_page_stays_still_until_its_turn_is_over(salle: Salle, ouvrir: Ouvrir) -> None:
    salle.post("Première", "Deuxième")
    page = ouvrir("/connexion", salle.bruno, "screen")
    page.clock.install()
    page.goto(f"/animer/{salle.seance}/ecran")
    assert words(page) == ["Deuxième", "Première"]
    (fresh,) = salle.post("Troisième")
    expect(page.locator(f"#parole-{fresh}")).to_be_attached()
    assert words(page) == ["Deuxième", "Première"]
    page.clock.run_for(TOUR)
    assert words(page) == ["Troisième", "Deuxième", "Première"]
    expect(page.locator(f"#parole-{fresh}")).to_have_class("ecran-parole cat-mon_idee ecran-neuve")


def test_a_word_taken_off_leaves_even_a_frozen_wall(salle: Salle, ouvrir: Ouvrir) -> None:
    _kept, hurtful = salle.post("Garder", "Blesser")
    set_mur(par=salle.lea, seance_id=salle.seance, mur=Mur.FIGE)
    page = ouvrir(f"/animer/{salle.seance}/ecran", salle.bruno, "screen")
    expect(page.get_by_text("Figé à")).to_be_visible()
    expect(page.get_by_text("Blesser")).to_be_visible()
    refuse_contribution(
        par=salle.lea,
        contribution_id=hurtful,
        motif=MotifModeration.PROPOS_BLESSANT,
        precision="",
        version=None,
    )
    expect(page.get_by_text("Blesser")).to_have_count(0)
    expect(page.get_by_text("Garder")).to_be_visible()


def test_the_board_freezes_hides_and_frees_the_wall(
    salle: Salle, ouvrir: Ouvrir, mur: Page
) -> None:
    salle.post("Visible")
    board = ouvrir(board_path(salle), salle.bruno)
    expect(mur.get_by_text("Visible")).to_be_visible()
    board.get_by_role("button", name="Masqué").click()
    expect(mur.locator("[data-etat=masque]")).to_be_visible()
    assert "Visible" not in mur.content()
    assert violations(mur) == []
    board.get_by_role("button", name="Figé").click()
    expect(mur.get_by_text("Figé à")).to_be_visible()
    salle.post("Trop tard")
    expect(board.get_by_text("Trop tard")).to_be_visible()
    board.get_by_role("button", name="En direct").click()
    expect(mur.get_by_text("Trop tard")).to_be_visible()


def test_titles_of_groups_have_a_page_of_their_own(salle: Salle, ouvrir: Ouvrir) -> None:
    one, two = salle.post("Un", "Deux")
    salle.group("Ce qui revient souvent", one, two)
    page = ouvrir("/connexion", salle.bruno, "screen")
    page.clock.install()
    page.goto(f"/animer/{salle.seance}/ecran")
    title = page.get_by_text("Ce qui revient souvent")
    expect(title).to_be_visible()
    expect(page.get_by_text("2 voix")).to_be_visible()
    assert violations(page) == []
    page.clock.run_for(TOUR)
    expect(title).to_be_hidden()
    assert words(page) == ["Deux", "Un"]


def test_the_pages_can_be_stopped(salle: Salle, ouvrir: Ouvrir) -> None:
    salle.group("Groupe", *salle.post("Un"))
    page = ouvrir("/connexion", salle.bruno, "screen")
    page.clock.install()
    page.goto(f"/animer/{salle.seance}/ecran")
    page.get_by_role("button", name="Arrêter le défilement").press("Enter")
    page.clock.run_for(TOUR * 3)
    expect(page.get_by_text("Groupe", exact=True)).to_be_visible()
    page.get_by_role("button", name="Arrêter le défilement").press("Enter")
    page.clock.run_for(TOUR)
    assert words(page) == ["Un"]


def test_a_screen_that_lost_the_server_keeps_its_picture_and_recovers(
    salle: Salle, ouvrir: Ouvrir, serveur: Serveur
) -> None:
    salle.post("Toujours là")
    page = ouvrir(f"/animer/{salle.seance}/ecran", salle.bruno, "screen")
    expect(page.get_by_text("Toujours là")).to_be_visible()
    with cut(serveur):
        expect(page.get_by_text("Pas de réseau depuis")).to_be_visible()
        expect(page.get_by_text("Toujours là")).to_be_visible()
        (missed,) = salle.post("Pendant la coupure")
    expect(page.locator(f"#parole-{missed}")).to_be_attached()
    expect(page.locator("[data-bandeau]")).to_be_hidden()
