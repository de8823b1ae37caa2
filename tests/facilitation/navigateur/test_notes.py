"""Notes in a browser: typed by keyboard alone, cut off from the server, by two people at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cafe.access.identity import Identite
from cafe.actions.notes import correct_ligne
from cafe.extensions import db
from cafe.models import NatureLigne
from cafe.models.note import lignes_of, points_of
from tests import reunions
from tests.axe import violations
from tests.facilitation.navigateur.conftest import Ouvrir, Salle, cut
from tests.facilitation.navigateur.notes import lines, path, picture, said, texts
from tests.navigateur import until
from tests.serveur import Serveur, wait_until

pytestmark = pytest.mark.navigateur

GARDEE = "gardée sur cet ordinateur"


Prete = Callable[[Identite], Page]


@pytest.fixture
def points(salle: Salle) -> list[str]:
    return reunions.make_points(salle.seance, 2)


@pytest.fixture
def prete(salle: Salle, points: list[str], ouvrir: Ouvrir) -> Prete:
    """Open the notes as somebody, the scripts at work and the first field under the hand."""

    def ready(par: Identite) -> Page:
        page = ouvrir(path(salle.seance), par)
        until(page, "document.documentElement.classList.contains('avec-script')")
        page.locator(f"#saisie-{points[0]}-texte").focus()
        return page

    return ready


def test_lines_typed_while_the_server_is_gone_arrive_once_and_in_order(
    salle: Salle, points: list[str], serveur: Serveur, prete: Prete
) -> None:
    page = prete(salle.bruno)
    page.keyboard.type("Avant la coupure")
    page.keyboard.press("Enter")
    expect(page.locator(".ligne[data-version]")).to_have_count(1)
    with cut(serveur):
        for rang in range(5):
            page.keyboard.type(f"Pendant {rang}")
            page.keyboard.press("Enter")
        expect(page.locator(f"#saisie-{points[0]}-texte")).to_be_focused()
        expect(page.get_by_text(GARDEE)).to_have_count(5)
        expect(page.get_by_text("5 lignes attendent sur cet ordinateur")).to_be_visible()
        expect(page.get_by_text("Pas de connexion depuis")).to_be_visible()
        assert violations(page) == []
        picture(page, "notes-hors-connexion")
    expect(page.locator(".ligne[data-version]")).to_have_count(6)
    expect(page.locator(".ligne-attente")).to_have_count(0)
    expect(page.get_by_text("attendent sur cet ordinateur")).to_be_hidden()
    assert texts(salle.seance) == ["Avant la coupure", *(f"Pendant {r}" for r in range(5))]


def test_a_reload_and_an_answer_that_was_lost_lose_and_double_nothing(
    salle: Salle, points: list[str], prete: Prete
) -> None:
    page = prete(salle.bruno)
    # The server gets the first line; its answer never comes back.
    lost: list[str] = []

    def lose(route: object) -> None:
        if not lost:
            lost.append(route.request.url)  # type: ignore[attr-defined]
            route.fetch()  # type: ignore[attr-defined]
        route.abort()  # type: ignore[attr-defined]

    page.route("**/lignes", lose)
    for texte in ("Une", "Deux", "Trois"):
        page.keyboard.type(texte)
        page.keyboard.press("Enter")
    page.keyboard.type("Pas encore finie")
    wait_until(lambda: texts(salle.seance) == ["Une"], "the first line to be kept")
    page.reload()
    until(page, "document.documentElement.classList.contains('avec-script')")
    expect(page.get_by_text(GARDEE).first).to_be_visible()
    expect(page.locator(f"#saisie-{points[0]}-texte")).to_have_value("Pas encore finie")
    page.unroute("**/lignes")
    expect(page.locator(".ligne[data-version]")).to_have_count(3)
    assert texts(salle.seance) == ["Une", "Deux", "Trois"]


def test_a_line_is_corrected_offline_before_it_ever_left(
    salle: Salle, points: list[str], serveur: Serveur, prete: Prete
) -> None:
    page = prete(salle.bruno)
    with cut(serveur):
        page.keyboard.type("Vingt bans")
        page.keyboard.press("Enter")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Backspace")
        page.keyboard.type("cs")
        page.keyboard.press("Enter")
        page.keyboard.type("Ensuite")
        page.keyboard.press("Enter")
    expect(page.locator(".ligne-attente")).to_have_count(0)
    assert texts(salle.seance) == ["Vingt bancs", "Ensuite"]


def test_a_correction_begun_offline_is_kept_when_the_line_leaves_meanwhile(
    salle: Salle, points: list[str], serveur: Serveur, prete: Prete
) -> None:
    page = prete(salle.bruno)
    with cut(serveur):
        page.keyboard.type("Vingt bancs")
        page.keyboard.press("Enter")
        page.keyboard.press("ArrowUp")
        page.keyboard.type(" verts")
    wait_until(lambda: texts(salle.seance) == ["Vingt bancs"], "the line to leave")
    expect(page.locator(".ligne[data-version]")).to_have_count(1)
    mine = page.locator("form[data-correction] textarea")
    expect(mine).to_be_focused()
    expect(mine).to_have_value("Vingt bancs verts")
    expect(page.get_by_text("Quelqu’un vient de modifier cette ligne")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(said(page, "Vingt bancs verts")).to_be_visible()
    expect(page.locator(".ligne-attente")).to_have_count(0)
    assert texts(salle.seance) == ["Vingt bancs verts"]


def test_the_keys_of_the_field(salle: Salle, points: list[str], prete: Prete) -> None:
    page = prete(salle.bruno)
    page.keyboard.type("/dOn achète")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("vingt bancs")
    page.keyboard.press("Enter")
    page.keyboard.type("//r n’est pas un genre")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # an empty line is none
    expect(page.locator(".ligne[data-version]")).to_have_count(2)
    assert lines(salle.seance) == [
        ("decision", "On achète\nvingt bancs"),
        ("decision", "/r n’est pas un genre"),
    ]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Home")
    page.keyboard.type("/r")
    page.keyboard.press("End")
    page.keyboard.type(" du tout")
    page.keyboard.press("Enter")
    expect(said(page, "/r n’est pas un genre du tout")).to_be_visible()
    expect(page.locator(f"#saisie-{points[0]}-texte")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.type("jeté")
    page.keyboard.press("Escape")
    expect(page.locator(f"#saisie-{points[0]}-texte")).to_be_focused()
    page.keyboard.press("PageDown")
    expect(page.locator(f"#saisie-{points[1]}-texte")).to_be_focused()
    page.keyboard.press("PageUp")
    page.keyboard.press("Escape")
    expect(page.locator(f"#titre-point-{points[0]}")).to_be_focused()
    expect(page.locator(".ligne-attente")).to_have_count(0)
    assert lines(salle.seance)[1] == ("rappel", "/r n’est pas un genre du tout")
    assert violations(page) == []


def test_a_word_of_the_meeting_is_drawn_in_by_keyboard(
    salle: Salle, points: list[str], prete: Prete
) -> None:
    words = salle.post("Des bancs à l’ombre", "Un bus plus tard", "Des arbres")
    salle.group("Souffler dehors", words[0])
    page = prete(salle.bruno)
    page.keyboard.type("/q/c")
    expect(page.get_by_role("dialog", name="Citer")).to_be_visible()
    expect(page.get_by_role("option")).to_have_count(4)
    assert violations(page) == []
    picture(page, "notes-citer")
    page.keyboard.type("DEHORS")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(f"#saisie-{points[0]}-texte")).to_be_focused()
    page.keyboard.type("Et l’hiver ?")
    page.keyboard.press("Enter")
    line = page.locator(".ligne[data-version]")
    expect(line).to_contain_text("Groupe de paroles, 1 voix")
    expect(line).to_contain_text("Et l’hiver ?")
    page.keyboard.type("/c")
    page.keyboard.press("Escape")
    expect(page.locator(f"#saisie-{points[0]}-texte")).to_be_focused()
    assert texts(salle.seance) == ["Et l’hiver ?"]
    page.keyboard.press("ArrowUp")
    expect(page.locator("form[data-correction]")).to_be_visible()
    assert violations(page) == []
    picture(page, "notes-corriger")


def test_two_people_write_at_once_and_neither_is_disturbed(
    salle: Salle, points: list[str], prete: Prete
) -> None:
    bruno, lea = prete(salle.bruno), prete(salle.lea)
    bruno.keyboard.type("Bruno commence")
    bruno.keyboard.press("Control+Home")
    for rang in range(4):
        lea.keyboard.type(f"Léa {rang}")
        lea.keyboard.press("Enter")
    expect(said(bruno, "Léa 3")).to_be_visible()
    here = bruno.locator(f"#saisie-{points[0]}-texte")
    expect(here).to_be_focused()
    expect(here).to_have_value("Bruno commence")
    assert here.evaluate("e => e.selectionStart") == 0
    # A point added meanwhile has the page read again: the field stays as it is.
    lea.get_by_label("Ajouter un point").fill("Questions diverses")
    lea.keyboard.press("Enter")
    expect(bruno.get_by_role("heading", name="Questions diverses")).to_be_visible()
    expect(here).to_be_focused()
    assert here.evaluate("e => e.selectionStart") == 0
    bruno.keyboard.press("Enter")
    expect(said(lea, "Bruno commence")).to_be_visible()
    assert texts(salle.seance) == [*(f"Léa {rang}" for rang in range(4)), "Bruno commence"]
    titles = [point.titre for point in points_of(db.session(), salle.seance)]
    assert titles[-1] == "Questions diverses"


def test_a_line_corrected_by_two_shows_both_texts_and_lets_one_choose(
    salle: Salle, points: list[str], prete: Prete
) -> None:
    page = prete(salle.bruno)
    page.keyboard.type("Vingt bancs")
    page.keyboard.press("Enter")
    expect(page.locator(".ligne[data-version]")).to_have_count(1)
    page.keyboard.press("ArrowUp")
    page.keyboard.type(" verts")
    db.session.rollback()
    (row,) = lignes_of(db.session(), salle.seance)
    correct_ligne(
        par=salle.lea, ligne_id=row.id, texte="Trente bancs", nature=NatureLigne.ECHANGE, version=1
    )
    expect(said(page, "Trente bancs")).to_be_visible()
    expect(page.get_by_text("Quelqu’un vient de modifier cette ligne")).to_be_visible()
    mine = page.locator("form[data-correction] textarea")
    expect(mine).to_be_focused()
    expect(mine).to_have_value("Vingt bancs verts")
    page.keyboard.press("Enter")
    refused = page.locator(".ligne-refusee")
    expect(refused).to_contain_text("a modifié cette ligne. Comparez les deux textes")
    expect(refused).to_contain_text("Maintenant : Trente bancs")
    expect(refused).to_contain_text("Vingt bancs verts")
    assert violations(page) == []
    picture(page, "notes-deux-textes")
    page.get_by_role("button", name="Garder mon texte").click()
    expect(page.locator(".ligne-attente")).to_have_count(0)
    assert texts(salle.seance) == ["Vingt bancs verts"]
