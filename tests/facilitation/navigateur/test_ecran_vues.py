"""Each view of the room screen: chosen on the board, read from twelve metres, never too much."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from cafe.actions.deplacements import move_contribution
from cafe.actions.ecran import set_message, set_vue
from cafe.actions.fusions import merge_regroupements
from cafe.actions.moderation import refuse_contribution
from cafe.actions.mur import set_mur
from cafe.actions.regroupements import rename_regroupement
from cafe.models import MotifModeration, Mur, VueEcran
from tests import factories
from tests.axe import violations
from tests.facilitation.navigateur.conftest import Ouvrir, Salle, board_path, cut, reach
from tests.serveur import Serveur

pytestmark = pytest.mark.navigateur

TOUR = 14_100
LONGUE = (
    "Il faudrait que les bancs de la place soient à l’ombre et que le bus du soir s’arrête plus "
    "près, parce que mes parents ne marchent plus aussi loin qu’avant et qu’en été il fait trop "
    "chaud pour attendre debout sans rien pour s’asseoir ni s’abriter. "
)
TITRE = "Des bancs, de l’ombre, et le bus du soir qui s’arrête plus près des portes de chacun"
# docs/style.md: nothing that must be read under one sixtieth of the width; what is read a little
# aside from the picture (tools for whoever sets it up) is not of it.
PETITS = """() => {
  const least = Math.min(innerWidth / 60, innerHeight / 33.75) - 0.5;
  const found = [];
  const walk = document.createTreeWalker(document.getElementById("mur"), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const box = walk.currentNode.parentElement;
    if (!walk.currentNode.textContent.trim() || !box.checkVisibility()) continue;
    if (box.closest(".hors-ecran")) continue;
    const { width, height, left, right, top, bottom } = box.getBoundingClientRect();
    if (!width || !height) continue;
    const size = parseFloat(getComputedStyle(box).fontSize);
    const said = `${walk.currentNode.textContent.trim().slice(0, 40)} (${Math.round(size)} px)`;
    if (size < least) found.push("trop petit : " + said);
    if (right > innerWidth + 1 || bottom > innerHeight + 1 || left < -1 || top < -1)
      found.push("hors de l’image : " + said);
  }
  for (const item of document.querySelectorAll("#mur li")) {
    if (!item.checkVisibility()) continue;
    const list = item.closest("ul, ol").getBoundingClientRect();
    const { bottom, right } = item.getBoundingClientRect();
    if (bottom > list.bottom + 1 || right > list.right + 1)
      found.push("coupé : " + item.textContent.trim().slice(0, 40));
  }
  return found;
}"""


def readable(page: Page, name: str, tmp_path: Path) -> None:
    """Nothing too small nor out of the picture, on the two sizes of a projector."""
    for width, height in ((1280, 720), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("() => document.fonts.ready")
        assert page.evaluate(PETITS) == [], name
        page.screenshot(path=tmp_path / f"{name}-{width}.png")


def show(salle: Salle, vue: VueEcran, cible: str | None = None) -> None:
    set_vue(par=salle.lea, seance_id=salle.seance, vue=vue, cible=cible)


def screen(salle: Salle, ouvrir: Ouvrir) -> Page:
    return ouvrir(f"/animer/{salle.seance}/ecran", salle.bruno, "screen")


def test_every_view_is_readable_from_twelve_metres(
    salle: Salle, ouvrir: Ouvrir, tmp_path: Path
) -> None:
    words = salle.post(*[f"{n}. {LONGUE * (1 + n % 3)}" for n in range(9)])
    group = salle.group("Souffler", *words[:6])
    rename_regroupement(par=salle.lea, regroupement_id=group, titre=TITRE, resume=LONGUE, version=1)
    long = factories.make_question(salle.seance, (LONGUE * 2)[:290])
    page = screen(salle, ouvrir)
    views: list[tuple[str, VueEcran, str | None, str]] = [
        ("paroles", VueEcran.MUR, None, "[data-etat=mur]"),
        ("question", VueEcran.QUESTION, salle.question, "[data-longueur=courte]"),
        ("question-longue", VueEcran.QUESTION, long, "[data-longueur=longue]"),
        ("groupe", VueEcran.GROUPE, group, "[data-etat=groupe]"),
        ("temps", VueEcran.MINUTEUR, None, "[data-etat=minuteur]"),
        ("vote", VueEcran.VOTES, None, "[data-etat=votes]"),
        ("pleniere", VueEcran.SYNTHESES, salle.question, "[data-etat=syntheses]"),
        ("accueil", VueEcran.ACCUEIL, None, "[data-etat=accueil]"),
    ]
    for name, vue, cible, there in views:
        show(salle, vue, cible)
        expect(page.locator(there)).to_be_visible()
        readable(page, name, tmp_path)
        assert violations(page) == []
    set_message(par=salle.lea, seance_id=salle.seance, texte=(LONGUE * 2)[:280])
    expect(page.locator("[data-etat=message]")).to_be_visible()
    readable(page, "message", tmp_path)
    set_message(par=salle.lea, seance_id=salle.seance, texte="")
    for mur in (Mur.MASQUE, Mur.SUITES):
        set_mur(par=salle.lea, seance_id=salle.seance, mur=mur)
        expect(page.locator(f"[data-etat={mur.value}]")).to_be_visible()
        readable(page, mur.value, tmp_path)


def test_the_board_has_the_room_look_at_a_question_then_at_a_group(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    one, two = salle.post("Des bancs", "De l’ombre")
    salle.post("Hors du groupe")
    salle.group("Souffler", one, two)
    page, board = screen(salle, ouvrir), ouvrir(board_path(salle), salle.bruno)
    reach(board, "#menu-ecran-bouton")
    board.keyboard.press("Enter")
    expect(board.locator("#ecran-dit")).to_contain_text("les paroles")
    reach(board, "#montrer-question")
    board.keyboard.press("Enter")
    expect(page.locator("[data-etat=question] h1")).to_have_text("Que changer dans le quartier ?")
    expect(page.get_by_text("Des bancs")).to_have_count(0)
    expect(board.locator("#menu-ecran-bouton")).to_be_focused()
    board.keyboard.press("Enter")
    expect(board.locator("#ecran-dit")).to_contain_text("la question « Que changer")
    expect(board.locator("#montrer-question")).to_have_attribute("aria-pressed", "true")
    assert violations(board) == []
    board.keyboard.press("Escape")
    board.get_by_role("link", name="Plus, pour ce groupe").click()
    board.get_by_role("button", name="Montrer ce groupe").click()
    expect(page.locator("[data-etat=groupe] h1")).to_have_text("Souffler")
    expect(page.get_by_text("De l’ombre")).to_be_visible()
    expect(page.get_by_text("Hors du groupe")).to_have_count(0)
    expect(board.locator("#ecran-dit")).to_contain_text("le groupe « Souffler »")
    assert violations(page) == []


def test_a_group_shown_follows_the_board_and_loses_what_is_taken_off(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    one, two, three = salle.post("Des bancs", "De l’ombre", "Blesser")
    group = salle.group("Souffler", one, three)
    show(salle, VueEcran.GROUPE, group)
    page = screen(salle, ouvrir)
    expect(page.get_by_text("Blesser")).to_be_visible()
    move_contribution(par=salle.lea, contribution_id=two, regroupement_id=group, version=1)
    expect(page.get_by_text("De l’ombre")).to_be_visible()
    set_mur(par=salle.lea, seance_id=salle.seance, mur=Mur.FIGE)
    expect(page.get_by_text("Figé à")).to_be_visible()
    (late,) = salle.post("Trop tard")
    move_contribution(par=salle.lea, contribution_id=late, regroupement_id=group, version=1)
    refuse_contribution(
        par=salle.lea,
        contribution_id=three,
        motif=MotifModeration.PROPOS_BLESSANT,
        precision="",
        version=None,
    )
    expect(page.get_by_text("Blesser")).to_have_count(0)
    expect(page.get_by_text("De l’ombre")).to_be_visible()
    expect(page.get_by_text("Trop tard")).to_have_count(0)
    before = page.locator("#mur").inner_text()
    page.reload()
    assert page.locator("#mur").inner_text() == before


def test_a_group_merged_is_shown_where_it_went_and_an_empty_one_gives_way(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    one, two = salle.post("Des bancs", "De l’ombre")
    first, second = salle.group("Bancs", one), salle.group("Ombre", two)
    show(salle, VueEcran.GROUPE, first)
    page = screen(salle, ouvrir)
    expect(page.locator("h1#montre")).to_have_text("Bancs")
    merge_regroupements(
        par=salle.lea, regroupement_id=first, dans=second, version=1, version_dans=1
    )
    expect(page.locator("h1#montre")).to_have_text("Ombre")
    expect(page.get_by_text("Des bancs")).to_be_visible()
    for word in (one, two):
        refuse_contribution(
            par=salle.lea,
            contribution_id=word,
            motif=MotifModeration.HORS_SUJET,
            precision="",
            version=None,
        )
    expect(page.locator("[data-etat=mur]")).to_be_attached()
    expect(page.get_by_text("Ombre")).to_have_count(0)


def test_the_code_comes_over_any_picture_by_one_key(
    salle: Salle, ouvrir: Ouvrir, tmp_path: Path
) -> None:
    show(salle, VueEcran.MINUTEUR)
    page = screen(salle, ouvrir)
    grand = page.locator(".ecran-qr-grand")
    expect(grand).to_be_hidden()
    page.keyboard.press("q")
    expect(grand.locator("svg")).to_be_visible()
    readable(page, "qr", tmp_path)
    # It stays while the picture changes under it.
    show(salle, VueEcran.QUESTION, salle.question)
    expect(page.locator("[data-etat=question]")).to_be_attached()
    expect(grand.locator("svg")).to_be_visible()
    page.keyboard.press("q")
    expect(grand).to_be_hidden()


def test_the_board_says_since_when_the_screen_is_frozen(salle: Salle, ouvrir: Ouvrir) -> None:
    salle.post("Visible")
    board = ouvrir(board_path(salle), salle.bruno)
    board.get_by_role("button", name="Figé").click()
    expect(board.locator("#mur-fige")).to_have_text(re.compile("Figé [0-9]"))
    expect(board.locator("#mur-fige")).to_have_attribute("aria-pressed", "true")
    board.get_by_role("button", name="En direct").click()
    expect(board.locator("#mur-fige")).to_have_text("Figé")


def test_titles_of_many_groups_come_page_by_page_the_strongest_first(
    salle: Salle, ouvrir: Ouvrir, tmp_path: Path
) -> None:
    words = salle.post(*[f"Idée {n}" for n in range(34)])
    for n in range(30):
        salle.group(f"Groupe {n}, avec un titre assez long pour prendre deux lignes", words[n])
    salle.group("Le plus fort", *words[30:])
    page = ouvrir("/connexion", salle.bruno, "screen")
    page.clock.install()
    page.goto(f"/animer/{salle.seance}/ecran")
    expect(page.locator(".ecran-groupe:visible").first).to_contain_text("Le plus fort")
    seen: list[str] = []
    for _ in range(12):
        shown = page.locator(".ecran-groupe:visible").all_inner_texts()
        if not shown:
            break
        readable(page, f"groupes-{len(seen)}", tmp_path)
        assert page.locator(".ecran-groupe:visible").all_inner_texts()
        seen += [title for title in shown if title not in seen]
        page.clock.run_for(TOUR)
    assert len(seen) == 25
    assert seen[-1] == "et 7 autres groupes"


def test_a_screen_cut_off_comes_back_to_what_the_server_shows(
    salle: Salle, ouvrir: Ouvrir, serveur: Serveur
) -> None:
    group = salle.group("Souffler", *salle.post("Des bancs"))
    show(salle, VueEcran.MUR)
    page = screen(salle, ouvrir)
    expect(page.get_by_text("Souffler")).to_be_visible()
    with cut(serveur):
        expect(page.get_by_text("Pas de réseau depuis")).to_be_visible()
        show(salle, VueEcran.GROUPE, group)
    expect(page.locator("[data-etat=groupe] h1")).to_have_text("Souffler")
    expect(page.get_by_text("Pas de réseau depuis")).to_be_hidden()
