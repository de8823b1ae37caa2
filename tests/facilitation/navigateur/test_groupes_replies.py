"""Folded groups of a big board take cards like any other; what is filtered is counted."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from cafe.actions.deplacements import move_contribution
from cafe.extensions import db
from cafe.models import Contribution
from cafe.models.tableau import board_state
from tests import factories
from tests.axe import violations
from tests.facilitation.navigateur.conftest import Ouvrir, Salle, board_path
from tests.facilitation.navigateur.test_souris import drop, take

pytestmark = pytest.mark.navigateur

STATUS = "[data-annonces]"


@pytest.fixture
def grouped(salle: Salle) -> list[str]:
    """Forty-one groups of one word: a big board."""
    ids = salle.post(*(f"Mot {n}" for n in range(41)))
    return [salle.group(f"Groupe {n}", id_) for n, id_ in enumerate(ids)]


def members(salle: Salle) -> dict[str, list[str]]:
    with Session(db.engine) as session:
        state = board_state(session, salle.seance, salle.question)
        return {group.id: [card.id for card in group.cartes] for group in state.groupes}


def set_category(ids: list[str], categorie: str) -> None:
    def job(session: Session) -> None:
        for id_ in ids:
            session.get_one(Contribution, id_).categorie = categorie

    factories.build(job)


def test_a_card_dropped_on_a_folded_group_goes_into_it(
    salle: Salle, grouped: list[str], ouvrir: Ouvrir
) -> None:
    one, two = salle.post("Libre un", "Libre deux")
    page = ouvrir(board_path(salle), salle.bruno)
    take(page, one)
    drop(page, f"#apercu-{grouped[1]}")
    expect(page.locator(STATUS)).to_have_text("Carte déplacée dans Groupe 1.")
    expect(page.locator(f"#carte-{one}")).to_have_count(0)
    expect(page.locator(f"#carte-{two} [data-geste=deplacer]")).to_be_focused()
    expect(page.locator(f"#apercu-{grouped[1]}")).to_contain_text("Voir les 2 paroles")
    assert members(salle)[grouped[1]][1:] == [one]
    assert violations(page) == []


def test_a_drop_on_a_folded_group_that_is_refused_goes_home(
    salle: Salle, grouped: list[str], ouvrir: Ouvrir
) -> None:
    one, two = salle.post("Libre un", "Libre deux")
    page = ouvrir(board_path(salle), salle.bruno)
    take(page, one)
    move_contribution(par=salle.lea, contribution_id=one, regroupement_id=grouped[2], version=None)
    expect(page.locator(f"#apercu-{grouped[2]}")).to_contain_text("Voir les 2 paroles")
    drop(page, f"#apercu-{grouped[1]}")
    # A colleague had put it into another folded group: it is there, and nothing is lost.
    expect(page.get_by_role("button", name="Déplacer quand même")).to_be_visible()
    expect(page.locator(f"#carte-{one}")).to_have_count(0)
    expect(page.locator(f"#carte-{two}")).to_be_visible()
    assert one in members(salle)[grouped[2]]
    page.get_by_role("button", name="Déplacer quand même").click()
    expect(page.locator(f"#apercu-{grouped[1]}")).to_contain_text("Voir les 2 paroles")
    assert one in members(salle)[grouped[1]]


def test_a_board_that_grew_past_what_is_folded_keeps_what_is_open_and_what_is_not(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    ids = salle.post(*(f"Mot {n}" for n in range(201)))
    first, second = salle.group("Un", *ids[:3]), salle.group("Deux", *ids[3:199])
    page = ouvrir(board_path(salle), salle.bruno)
    expect(page.locator(f"#cartes-{second} > li")).to_have_count(100)
    for id_ in ids[199:]:
        move_contribution(par=salle.lea, contribution_id=id_, regroupement_id=first, version=None)
    expect(page.locator(f"#cartes-{first} > li")).to_have_count(5)
    refetch(page)
    expect(page.locator(f"#groupe-{first} [data-replier]")).to_be_visible()
    expect(page.locator(f"#cartes-{first} > li")).to_have_count(5)
    expect(page.locator(f"#cartes-{second} > li")).to_have_count(100)
    page.locator(f"#groupe-{first} [data-replier]").click()
    refetch(page)
    expect(page.locator(f"#cartes-{first}")).to_have_count(0)
    expect(page.locator(f"#cartes-{second} > li")).to_have_count(100)


def refetch(page: Page) -> None:
    """The body is drawn anew, as after a cut."""
    page.evaluate(
        """async () => {
          const { suivi } = await import("/static/js/live/page.js");
          await new Promise((done) => {
            suivi.addEventListener("corps", done, { once: true });
            suivi.refetch();
          });
        }"""
    )


def test_words_are_filtered_counted_and_all_seen_again(
    salle: Salle, grouped: list[str], ouvrir: Ouvrir
) -> None:
    ids = salle.post(*(f"Libre {n}" for n in range(130)))
    set_category(ids[:120], "ca_va")
    page = ouvrir(board_path(salle), salle.bruno)
    page.locator(".entete summary, summary", has_text="Plus").first.click()
    page.get_by_role("link", name="Filtrer les paroles").click()
    expect(page.get_by_role("heading", name="Filtrer les paroles")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("Catégorie").select_option(label="Ça va")
    page.get_by_role("button", name="Voir ces paroles").click()
    expect(page.locator("#filtre-dit")).to_contain_text("Ça va. 120 paroles sur 171.")
    libres = page.locator(".a-regrouper .zone-tete")
    expect(libres).to_contain_text("120 sur 130")
    expect(page.locator(".groupe:visible")).to_have_count(0)
    assert violations(page) == []
    # What comes beyond the page may be kept or not: the count says that it is not exact any more.
    salle.post("Autre chose")
    expect(libres).to_contain_text("environ 120 sur 131")
    expect(page.locator("#filtre-dit")).to_contain_text("Environ 120 paroles sur 171.")
    page.get_by_role("link", name="Tout voir").click()
    expect(page.locator("#filtre-dit")).to_have_count(0)
    expect(page.locator("[id^='libres-'].cartes > li")).to_have_count(100)
