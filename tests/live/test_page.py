"""The scripts of a live page in a real browser: order, gaps, focus, what a hand holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from cafe.actions.deplacements import move_contribution, move_to_question
from cafe.actions.membres import revoke_membre
from cafe.actions.moderation import chill_contribution
from cafe.actions.regroupements import create_regroupement, rename_regroupement
from cafe.config import Reglages
from cafe.extensions import db
from cafe.models import Membre
from tests import factories
from tests.conftest import Monde
from tests.live.service import served, session_cookie
from tests.navigateur import browser, signed_in, until, watched

pytestmark = pytest.mark.navigateur


@pytest.fixture(scope="module")
def opened() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture
def address(reglages: Reglages, monde: Monde) -> Iterator[str]:
    with served(reglages, "from tests.live.page_minimale import mount; mount(app)") as address:
        yield address


@pytest.fixture
def page(app: Flask, opened: Browser, address: str, monde: Monde) -> Iterator[Page]:
    context = signed_in(opened, address, session_cookie(app, monde.bruno.id))
    page = context.new_page()
    faults = watched(page)
    yield page
    context.close()
    assert faults == []


def show(page: Page, monde: Monde) -> None:
    """Open the page and wait until it is seated: from then on it hears everything."""
    page.goto(f"/essai/page?question={monde.question}")
    page.evaluate(
        """async () => {
            const { suivi } = await import("/static/js/live/page.js");
            window.suivi = suivi;
            window.corps = 0;
            suivi.addEventListener("corps", () => (window.corps += 1));
        }"""
    )
    until(page, "window.suivi.live")


def post(monde: Monde, texte: str = "Des bancs") -> str:
    return factories.post(monde.ana, monde.question, texte).id


def cards_of(page: Page, container: str) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        f"#{container} > [data-rang]", "cards => cards.map(c => c.id.replace('carte-', ''))"
    )
    return found


def libres(monde: Monde) -> str:
    return f"libres-{monde.question}"


def test_words_arrive_in_order_are_counted_and_told(page: Page, monde: Monde) -> None:
    first = post(monde)
    show(page, monde)
    second, third = post(monde), post(monde, "Une fontaine")
    expect(page.locator(f"#carte-{third}")).to_contain_text("Une fontaine")
    assert cards_of(page, libres(monde)) == [first, second, third]
    expect(page.locator("#nombre")).to_have_text("3")
    expect(page.locator("[data-annonces]")).to_contain_text("nouvelle")
    assert page.evaluate("window.corps") == 0


def test_the_focus_stays_on_the_same_button_of_a_card_that_is_redrawn_and_moved(
    page: Page, monde: Monde
) -> None:
    carte = post(monde)
    group = create_regroupement(par=monde.bruno, question_id=monde.question, titre="Se poser")
    show(page, monde)
    page.locator(f"#carte-{carte} [data-geste=deplacer]").focus()
    move_contribution(par=monde.chloe, contribution_id=carte, regroupement_id=group, version=1)
    expect(page.locator(f"#cartes-{group} #carte-{carte}")).to_be_attached()
    focused = page.locator("*:focus")
    expect(focused).to_have_attribute("data-geste", "deplacer")
    assert focused.evaluate("e => e.closest('li').id") == f"carte-{carte}"


def test_the_focus_goes_to_a_neighbour_when_its_card_leaves_the_page(
    page: Page, monde: Monde
) -> None:
    one, two = post(monde), post(monde)
    elsewhere = factories.make_question(monde.seance)
    show(page, monde)
    page.locator(f"#carte-{one} [data-geste=frigo]").focus()
    move_to_question(par=monde.chloe, contribution_id=one, question_id=elsewhere, version=1)
    expect(page.locator(f"#carte-{one}")).to_have_count(0)
    assert page.evaluate("document.activeElement.id") == f"carte-{two}"


def test_a_card_that_is_held_is_not_redrawn_until_it_is_released(page: Page, monde: Monde) -> None:
    one, two = post(monde), post(monde)
    show(page, monde)
    page.evaluate("id => window.suivi.hold(id)", f"carte-{one}")
    chill_contribution(par=monde.chloe, contribution_id=one, version=1)
    chill_contribution(par=monde.chloe, contribution_id=two, version=1)
    expect(page.locator(f"#frigo-{monde.question} #carte-{two}")).to_be_attached()
    assert cards_of(page, libres(monde)) == [one]
    page.evaluate("id => window.suivi.release(id)", f"carte-{one}")
    assert cards_of(page, libres(monde)) == []
    assert cards_of(page, f"frigo-{monde.question}") == [one, two]


def test_a_card_dropped_by_hand_does_not_lead_others_astray(page: Page, monde: Monde) -> None:
    cartes = [post(monde) for _ in range(3)]
    show(page, monde)
    # As a drag does, before the server has said anything: last card first.
    page.evaluate(
        "([box, card]) => document.getElementById(box).prepend(document.getElementById(card))",
        [libres(monde), f"carte-{cartes[2]}"],
    )
    cartes.append(post(monde))
    expect(page.locator(f"#carte-{cartes[3]}")).to_be_attached()
    assert cards_of(page, libres(monde)) == cartes


def test_what_was_open_and_read_stays_so_when_the_body_is_fetched_again(
    page: Page, monde: Monde
) -> None:
    cartes = [post(monde, f"Idée {n}\n" * 6) for n in range(12)]
    show(page, monde)
    page.locator("#tiroir-frigo summary").click()
    page.locator(f"#carte-{cartes[8]} [data-geste=plus]").focus()
    page.evaluate("document.getElementById('defile').scrollTop = 120")
    page.evaluate("window.suivi.refetch()")
    until(page, "window.corps === 1")
    assert page.locator("*:focus").evaluate("e => e.closest('li').id") == f"carte-{cartes[8]}"
    assert page.evaluate("document.getElementById('defile').scrollTop") == 120
    assert page.evaluate("document.getElementById('tiroir-frigo').open")


def test_a_heads_change_keeps_the_cards_of_the_group(page: Page, monde: Monde) -> None:
    carte = post(monde)
    group = create_regroupement(
        par=monde.bruno, question_id=monde.question, titre="Bancs", contributions=(carte,)
    )
    show(page, monde)
    rename_regroupement(
        par=monde.chloe, regroupement_id=group, titre="S’asseoir", resume="", version=1
    )
    expect(page.locator(f"#titre-{group}")).to_have_text("S’asseoir")
    assert cards_of(page, f"cartes-{group}") == [carte]


def losing(page: Page, lost: Callable[[str], bool]) -> None:
    """Put somebody between the page and the server who loses some of what it is told."""

    def between(route: WebSocketRoute) -> None:
        server = route.connect_to_server()
        route.on_message(server.send)
        server.on_message(lambda said: None if lost(str(said)) else route.send(said))

    page.route_web_socket("**/socket.io/**", between)


def test_a_lost_last_message_is_noticed_by_the_presence(page: Page, monde: Monde) -> None:
    losing(page, lambda said: '["fragments"' in said)
    show(page, monde)
    carte = post(monde)
    expect(page.locator(f"#carte-{carte}")).to_be_attached(timeout=25_000)
    assert page.evaluate("window.corps") == 1


def test_a_hole_is_noticed_by_the_next_message_without_waiting_for_the_presence(
    page: Page, monde: Monde
) -> None:
    heard = ('["presence"', "Perdue", "compte-")
    losing(page, lambda said: any(word in said for word in heard))
    witness = page.context.new_page()
    for one in (page, witness):
        show(one, monde)
    lost = post(monde, "Perdue en route")
    expect(witness.locator(f"#carte-{lost}")).to_be_attached()
    assert cards_of(page, libres(monde)) == []
    kept = post(monde, "Entendue")
    expect(page.locator(f"#carte-{lost}")).to_be_attached()
    assert cards_of(page, libres(monde)) == [lost, kept]
    assert page.evaluate("window.corps") == 1


def test_a_lost_word_is_noticed_by_the_count_that_follows_it(page: Page, monde: Monde) -> None:
    losing(page, lambda said: '["presence"' in said or "carte-" in said)
    show(page, monde)
    lost = post(monde)
    expect(page.locator(f"#carte-{lost}")).to_be_attached()
    assert page.evaluate("window.corps") == 1


def test_a_cut_is_said_after_a_while_and_forgotten_once_the_page_is_whole(
    page: Page, monde: Monde
) -> None:
    show(page, monde)
    bandeau = page.locator("[data-bandeau]")
    page.context.set_offline(True)
    page.evaluate("window.dispatchEvent(new Event('offline'))")
    expect(bandeau).to_be_visible(timeout=60_000)
    expect(bandeau).to_contain_text("Connexion perdue depuis")
    carte = post(monde)
    page.context.set_offline(False)
    expect(page.locator(f"#carte-{carte}")).to_be_attached(timeout=30_000)
    expect(bandeau).to_be_hidden()


def test_an_account_whose_role_ends_is_told_so(page: Page, monde: Monde) -> None:
    show(page, monde)
    membre = db.session.query(Membre).filter_by(compte_id=monde.bruno.id).one()
    revoke_membre(par=monde.chloe, membre_id=membre.id)
    expect(page.locator("[data-bandeau]")).to_contain_text("Vous n’avez plus accès")
    carte = post(monde)
    expect(page.locator(f"#carte-{carte}")).to_have_count(0)
