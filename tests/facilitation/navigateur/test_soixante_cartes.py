"""Sixty words to eight groups to five préconisations: by keyboard alone, and by touch alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from cafe.actions.deplacements import move_contribution
from cafe.extensions import db
from cafe.models import Preconisation, Source
from cafe.models.tableau import board_state
from tests.axe import violations
from tests.facilitation.navigateur.conftest import Ouvrir, Salle, board_path, reach

pytestmark = [pytest.mark.navigateur, pytest.mark.long, pytest.mark.timeout(900)]

# Each theme begins with a letter of its own: a list is walked by typing.
THEMES = {
    "Arrêts de bus": 9,
    "Bancs et ombre": 8,
    "Cantine": 8,
    "Dentistes": 7,
    "Logements": 7,
    "Fêtes": 7,
    "Gymnase": 7,
    "Halls d’immeuble": 7,
}
PRECONISATIONS = 5


def words() -> Iterator[tuple[str, str]]:
    """Theme and text of each word, mixed as people speak."""
    left = dict(THEMES)
    while any(left.values()):
        for theme in THEMES:
            if left[theme]:
                left[theme] -= 1
                yield theme, f"{theme}, idée {left[theme] + 1}"


@pytest.fixture
def paroles(salle: Salle) -> dict[str, str]:
    """The sixty words on the board: id → the theme that it is about."""
    said = list(words())
    assert len(said) == 60
    return dict(zip(salle.post(*(texte for _, texte in said)), (t for t, _ in said), strict=True))


def grouped(salle: Salle) -> dict[str, set[str]]:
    """What the base holds: title of each group → its cards."""
    db.session.rollback()
    etat = board_state(db.session(), salle.seance, salle.question)
    assert etat.libres == ()
    return {groupe.titre: {carte.id for carte in groupe.cartes} for groupe in etat.groupes}


def expected(paroles: dict[str, str]) -> dict[str, set[str]]:
    """The groups that the themes ask for."""
    return {
        theme: {carte for carte, about in paroles.items() if about == theme} for theme in THEMES
    }


def sources(salle: Salle) -> dict[str, str]:
    """What each préconisation of the démarche rests on: its text → the title of the group."""
    etat = board_state(db.session(), salle.seance, salle.question)
    titles = {groupe.id: groupe.titre for groupe in etat.groupes}
    rows = db.session.execute(
        select(Preconisation.intitule, Source.regroupement_id)
        .join(Source, Source.preconisation_id == Preconisation.id)
        .where(Preconisation.demarche_id == salle.demarche)
    )
    return {intitule: titles[groupe or ""] for intitule, groupe in rows}


def test_by_keyboard_alone(salle: Salle, ouvrir: Ouvrir, paroles: dict[str, str]) -> None:
    page = ouvrir(board_path(salle), salle.bruno)
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    made: set[str] = set()
    here = next(iter(paroles))
    reach(page, f"#carte-{here} [data-geste=deplacer]")
    for rank, (carte, theme) in enumerate(paroles.items()):
        expect(page.locator(f"#carte-{carte} [data-geste=deplacer]")).to_be_focused()
        file_by_keyboard(page, theme, new=theme not in made)
        expect(page.locator(f".groupe:has-text('{theme}') #carte-{carte}")).to_be_visible()
        made.add(theme)
        if rank == 30:
            moved_by_lea(page, salle, carte, paroles)
        if rank % 20 == 0:
            assert violations(page) == []
        back_to_ungrouped(page)
    assert grouped(salle) == expected(paroles)
    for rank, theme in enumerate(islice(THEMES, PRECONISATIONS)):
        page.goto(board_path(salle))
        reach(page, ".groupe [data-geste=deplacer]")
        for _ in range(rank):
            page.keyboard.press("ArrowRight")
        reach(page, "[data-geste=plus-groupe]", "Shift+Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog", name=theme)).to_be_visible()
        reach(page, "dialog [data-section=preconisation] a")
        page.keyboard.press("Enter")
        page.wait_for_url("**/preconisations/nouvelle*")
        reach(page, "#intitule")
        page.keyboard.type(f"Agir : {theme}")
        reach(page, "form.formulaire button[type=submit]")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"Agir : {theme}")
    assert sources(salle) == {f"Agir : {t}": t for t in islice(THEMES, PRECONISATIONS)}


def file_by_keyboard(page: Page, theme: str, *, new: bool) -> None:
    """Into the group of that title, which it opens when there is none yet."""
    page.keyboard.press("d")
    expect(page.get_by_label("Où ?")).to_be_focused()
    if new:
        page.keyboard.press("End")
        reach(page, "#d-titre")
    page.keyboard.type(theme if new else theme[0])
    if not new:
        assert page.locator("#d-regroupement option:checked").inner_text() == theme
        reach(page, "dialog button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()


def back_to_ungrouped(page: Page) -> None:
    """From a card in a group to the first one that is left to group, by arrows."""
    inside = "document.activeElement.closest('[data-choix]') !== null"
    for _ in THEMES:
        if not page.locator("[data-choix] > li").count():
            return
        page.keyboard.press("ArrowLeft")
        if page.evaluate(inside):
            return
    raise AssertionError("the arrows do not lead back to the ungrouped words")


def moved_by_lea(page: Page, salle: Salle, carte: str, paroles: dict[str, str]) -> None:
    """Léa takes the card that has Bruno's focus elsewhere, and back: the focus goes with it."""
    etat = board_state(db.session(), salle.seance, salle.question)
    home = next(g for g in etat.groupes if any(c.id == carte for c in g.cartes))
    other = next(g for g in etat.groupes if g.id != home.id)
    for group in (other, home):
        version = next(c.version for g in etat.groupes for c in g.cartes if c.id == carte)
        move_contribution(
            par=salle.lea, contribution_id=carte, regroupement_id=group.id, version=version
        )
        expect(page.locator(f"#cartes-{group.id} > #carte-{carte}")).to_be_visible()
        expect(page.locator(f"#carte-{carte} [data-geste=deplacer]")).to_be_focused()
        db.session.rollback()
        etat = board_state(db.session(), salle.seance, salle.question)


def test_by_touch_alone(salle: Salle, ouvrir: Ouvrir, paroles: dict[str, str]) -> None:
    page = ouvrir(board_path(salle), salle.bruno, "tablet")
    for theme in THEMES:
        page.get_by_role("link", name="Nouveau groupe").tap()
        titre = page.get_by_role("dialog").get_by_label("Titre")
        titre.tap()
        titre.press_sequentially(theme)
        for label in page.locator(f"dialog label:has-text('{theme}, idée')").all():
            label.tap()
        assert violations(page) == []
        page.get_by_role("dialog").get_by_role("button", name="Créer le groupe").tap()
        expect(page.get_by_role("heading", name=theme)).to_be_visible()
    assert grouped(salle) == expected(paroles)
    for theme in islice(THEMES, PRECONISATIONS):
        page.goto(board_path(salle))
        page.locator(f".groupe:has-text('{theme}') [data-geste=plus-groupe]").tap()
        page.get_by_role("link", name="Rédiger une préconisation").tap()
        intitule = page.locator("#intitule")
        intitule.tap()
        intitule.press_sequentially(f"Agir : {theme}")
        page.get_by_role("button", name="Enregistrer le brouillon").tap()
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"Agir : {theme}")
    assert sources(salle) == {f"Agir : {t}": t for t in islice(THEMES, PRECONISATIONS)}
