"""A big board in a browser: nothing lost nor twice, whatever part of it is on the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy.orm import Session

from cafe.actions.deplacements import move_contribution
from cafe.actions.lots import chill_contributions
from cafe.actions.moderation import chill_contribution
from cafe.extensions import db
from cafe.models.tableau import board_state
from tests.axe import violations
from tests.facilitation.navigateur.conftest import Ouvrir, Salle, board_path, lists_of
from tests.navigateur import until

pytestmark = pytest.mark.navigateur

STATUS = "[data-annonces]"


@pytest.fixture
def many(salle: Salle) -> list[str]:
    """One hundred and twenty words to group."""
    return salle.post(*(f"Parole {n}" for n in range(120)))


def count(salle: Salle) -> str:
    return f"#nombre-libres-{salle.question}"


def test_a_word_beyond_the_page_only_changes_the_count(
    salle: Salle, many: list[str], ouvrir: Ouvrir
) -> None:
    page = ouvrir(board_path(salle), salle.bruno)
    expect(page.locator(count(salle))).to_have_text("120")
    (late,) = salle.post("La dernière")
    expect(page.locator(count(salle))).to_have_text("121")
    assert lists_of(page)["libres"] == many[:100]
    page.locator(f"#carte-{many[99]}").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Afficher la suite")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(f"#carte-{many[100]} [data-geste=deplacer]")).to_be_focused()
    expect(page.locator(STATUS)).to_have_text("121 paroles affichées.")
    assert lists_of(page)["libres"] == [*many, late]
    assert violations(page) == []
    (last,) = salle.post("Encore une")
    expect(page.locator(f"#carte-{last}")).to_be_visible()
    assert lists_of(page)["libres"] == [*many, late, last]


def test_what_changes_while_a_part_is_fetched_is_neither_lost_nor_twice(
    salle: Salle, many: list[str], ouvrir: Ouvrir
) -> None:
    page = ouvrir(board_path(salle), salle.bruno)
    expect(page.locator(count(salle))).to_have_text("120")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    answered = page.context.request
    page.route("**/tableau/liste?*", hold)
    page.get_by_role("link", name="Afficher la suite").click()
    until(page, "document.querySelector('a[data-suite][aria-busy]')")
    _wait(page, held)
    # The answer is made now, and comes after what follows.
    stale = answered.get(held[0].request.url)
    chill_contribution(par=salle.lea, contribution_id=many[110], version=None)
    (late,) = salle.post("Pendant ce temps")
    expect(page.locator(count(salle))).to_have_text("120")
    expect(page.locator(f"#carte-{late}")).to_be_attached()
    held[0].fulfill(response=stale)
    expect(page.locator(f"#carte-{many[119]}")).to_be_attached()
    assert lists_of(page)["libres"] == [*many[:110], *many[111:], late]
    assert lists_of(page)["frigo"] == [many[110]]


def _wait(page: Page, held: list[Route]) -> None:
    while not held:
        page.evaluate("() => new Promise(requestAnimationFrame)")


def test_a_list_that_is_being_emptied_fills_again(
    salle: Salle, many: list[str], ouvrir: Ouvrir
) -> None:
    page = ouvrir(board_path(salle), salle.bruno)
    expect(page.locator(count(salle))).to_have_text("120")
    chill_contributions(par=salle.lea, seance_id=salle.seance, cartes=dict.fromkeys(many[:59]))
    chill_contributions(par=salle.lea, seance_id=salle.seance, cartes=dict.fromkeys(many[59:80]))
    expect(page.locator(f"#carte-{many[119]}")).to_be_attached()
    assert lists_of(page)["libres"] == many[80:]


@pytest.fixture
def grouped(salle: Salle) -> list[str]:
    """Forty-one groups of one word: a big board."""
    ids = salle.post(*(f"Mot {n}" for n in range(41)))
    return [salle.group(f"Groupe {n}", id_) for n, id_ in enumerate(ids)]


def test_a_filter_unfolds_ten_words_of_each_group_and_asks_for_no_more(
    salle: Salle, grouped: list[str], ouvrir: Ouvrir
) -> None:
    large = salle.group("Grand", *salle.post(*(f"Mot de plus {n}" for n in range(15))))
    salle.group("Large", *salle.post(*(f"Mot autre {n}" for n in range(190))))
    page = ouvrir(board_path(salle), salle.bruno)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{page.url.partition('?')[0]}?q=mot")
    expect(page.locator(f"#cartes-{large} > li")).to_have_count(10)
    expect(page.locator("#filtre-dit")).to_contain_text("246 paroles sur 246.")
    (late,) = salle.post("Mot de la fin")
    expect(page.locator(f"#carte-{late}")).to_be_visible()
    assert not [url for url in asked if "/tableau/liste" in url]
    expect(page.locator(f"#cartes-{large} > li")).to_have_count(10)


def test_a_folded_group_opens_takes_what_comes_and_is_remembered(
    salle: Salle, grouped: list[str], ouvrir: Ouvrir
) -> None:
    first, second = grouped[0], grouped[1]
    free = salle.post("Libre un", "Libre deux")
    page = ouvrir(board_path(salle), salle.bruno)
    assert page.locator(".groupe .cartes").count() == 0
    assert violations(page) == []
    page.locator(f"#apercu-{first} a").click()
    expect(page.locator(f"#cartes-{first} > li")).to_have_count(1)
    expect(page.locator(STATUS)).to_have_text("Groupe 0 : 1 parole affichée.")
    move_contribution(par=salle.lea, contribution_id=free[0], regroupement_id=first, version=None)
    move_contribution(par=salle.lea, contribution_id=free[1], regroupement_id=second, version=None)
    expect(page.locator(f"#cartes-{first} > #carte-{free[0]}")).to_be_visible()
    expect(page.locator(f"#apercu-{second}")).to_contain_text("Libre deux")
    expect(page.locator(f"#apercu-{second}")).to_contain_text("Voir les 2 paroles")
    expect(page.locator(f"#carte-{free[1]}")).to_have_count(0)
    page.reload()
    expect(page.locator(f"#cartes-{first} > li")).to_have_count(2)
    page.locator(f"#groupe-{first} [data-replier]").click()
    expect(page.locator(f"#cartes-{first}")).to_have_count(0)
    expect(page.locator(f"#apercu-{first} a")).to_be_focused()
    expect(page.locator(f"#apercu-{first}")).to_contain_text("Libre un")
    assert violations(page) == []


def test_a_card_goes_into_a_folded_group_and_the_focus_to_its_neighbour(
    salle: Salle, grouped: list[str], ouvrir: Ouvrir
) -> None:
    one, two = salle.post("Libre un", "Libre deux")
    page = ouvrir(board_path(salle), salle.bruno)
    page.locator(f"#carte-{one} [data-geste=deplacer]").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Où ?").select_option(label="Groupe 3")
    page.get_by_role("button", name="Déplacer", exact=True).click()
    expect(page.locator(STATUS)).to_have_text("Carte déplacée dans Groupe 3.")
    expect(page.locator(f"#carte-{two} [data-geste=deplacer]")).to_be_focused()
    expect(page.locator(f"#apercu-{grouped[3]}")).to_contain_text("Voir les 2 paroles")
    assert lists_of_free(page) == [two]


def lists_of_free(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "() => [...document.querySelector(`[id^='libres-'].cartes`).children]"
        ".map((c) => c.id.replace('carte-', ''))"
    )
    return found


def test_the_search_asks_the_server_for_what_is_not_here(
    salle: Salle, many: list[str], ouvrir: Ouvrir
) -> None:
    page = ouvrir(board_path(salle), salle.bruno)
    expect(page.locator(count(salle))).to_have_text("120")
    page.locator("#chercher").focus()
    page.keyboard.type("parole 11")
    expect(page.locator("#filtre-dit")).to_contain_text("11 paroles sur 120.")
    expect(page.locator("#chercher")).to_be_focused()
    expect(page.locator("#chercher")).to_have_value("parole 11")
    assert lists_of_free(page) == [many[11], *many[110:]]
    # What comes and is not sought stays out of view; what is sought comes in.
    salle.post("Autre chose")
    (found,) = salle.post("Parole 11 bis")
    expect(page.locator(f"#carte-{found}")).to_be_visible()
    assert lists_of_free(page) == [many[11], *many[110:], found]
    expect(page.locator(count(salle))).to_have_text("122")
    assert violations(page) == []
    page.locator("#chercher").fill("")
    expect(page.locator("#filtre-dit")).to_have_count(0)
    assert lists_of_free(page) == many[:100]
    assert len(_state(salle)) == 122


def _state(salle: Salle) -> list[str]:
    with Session(db.engine) as session:
        return [c.id for c in board_state(session, salle.seance, salle.question).libres]
