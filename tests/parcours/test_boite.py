"""The outbox on a bad network, over plain HTTP: nothing lost, nothing doubled. The decisive
journeys once more over HTTPS."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from tests.parcours.conftest import Gens
from tests.parcours.reseau import (
    Salle,
    answer,
    lose_reply,
    next_event,
    ready,
    say,
    scan,
    waiting,
)

pytestmark = [pytest.mark.navigateur, pytest.mark.timeout(180)]
POSTS = "**/contributions"
en_clair_et_chiffre = pytest.mark.parametrize("salle", ["salle", "ville"], indirect=True)


@en_clair_et_chiffre
def test_three_words_typed_offline_arrive_in_order(gens: Gens, salle: Salle) -> None:
    ana = gens.phone()
    scan(ana, salle)
    ana.context.set_offline(True)
    mots = ["Un banc", "Une fontaine", "Un arbre"]
    for mot in mots:
        say(ana, mot)
    waiting(ana, 3)
    expect(ana.locator(".boite-etat").first).to_have_text("Gardé dans le téléphone")
    assert salle.textes() == []
    # A short cut is not worth a word: it is said after a while.
    expect(answer(ana)).to_contain_text("Le réseau ne répond pas", timeout=30_000)
    ana.context.set_offline(False)
    waiting(ana, 0)
    assert salle.textes() == mots
    expect(answer(ana)).to_contain_text("Vos 3 paroles sont arrivées.")
    ana.get_by_role("link", name="Voir mes mots et mon reçu").click()
    expect(ana.locator(".mot")).to_have_count(3)


def test_a_short_cut_shows_nothing_of_the_network(gens: Gens, salle: Salle) -> None:
    ana = gens.phone()
    scan(ana, salle)
    ana.context.set_offline(True)
    say(ana, "Un banc")
    waiting(ana, 1)
    expect(answer(ana)).to_be_empty()
    ana.context.set_offline(False)
    expect(answer(ana)).to_contain_text("C’est reçu.")
    assert salle.textes() == ["Un banc"]


@en_clair_et_chiffre
def test_a_lost_reply_is_not_doubled(gens: Gens, salle: Salle) -> None:
    ana = gens.phone()
    scan(ana, salle)
    ana.route(POSTS, lose_reply, times=1)
    say(ana, "Un banc")
    expect(answer(ana)).to_contain_text("C’est reçu.")
    waiting(ana, 0)
    assert salle.textes() == ["Un banc"]


@en_clair_et_chiffre
def test_a_reload_with_a_full_box_keeps_words_and_draft(gens: Gens, salle: Salle) -> None:
    ana = gens.phone()
    scan(ana, salle)
    ana.route(POSTS, lambda route: route.abort())
    say(ana, "Un banc")
    say(ana, "Une fontaine")
    waiting(ana, 2)
    ana.get_by_label("Votre parole").fill("Un début de phr")
    ana.reload()
    ready(ana)
    waiting(ana, 2)
    expect(ana.get_by_label("Votre parole")).to_have_value("Un début de phr")
    ana.unroute_all()
    ana.reload()
    waiting(ana, 0)
    salle.wait_for(["Un banc", "Une fontaine"])
    expect(ana.get_by_label("Votre parole")).to_have_value("Un début de phr")


@en_clair_et_chiffre
def test_a_server_killed_and_started_again_gets_everything_once(gens: Gens, salle: Salle) -> None:
    ana = gens.phone()
    scan(ana, salle)
    say(ana, "Avant")
    salle.wait_for(["Avant"])
    waiting(ana, 0)  # the reply too: without it the phone rightly keeps the word
    with salle.down():
        say(ana, "Pendant, un")
        say(ana, "Pendant, deux")
        waiting(ana, 2)
    waiting(ana, 0)
    salle.wait_for(["Avant", "Pendant, un", "Pendant, deux"])


@en_clair_et_chiffre
def test_an_expired_token_is_replaced_without_a_word(gens: Gens, salle: Salle) -> None:
    ana = gens.phone()
    scan(ana, salle)
    ana.context.clear_cookies(name="cafe_session")
    say(ana, "Un banc")
    expect(answer(ana)).to_contain_text("C’est reçu.")
    assert salle.textes() == ["Un banc"]


@en_clair_et_chiffre
def test_a_round_closed_meanwhile_keeps_the_word_as_late(gens: Gens, salle: Salle) -> None:
    ana = gens.phone()
    scan(ana, salle)
    ana.context.set_offline(True)
    say(ana, "Un banc")
    waiting(ana, 1)
    salle.end()
    ana.context.set_offline(False)
    expect(answer(ana)).to_contain_text("Elle arrive après la fin")
    assert salle.textes() == ["Un banc"]
    assert salle.tardives() == 1


@pytest.mark.parametrize(
    ("salle", "meme_code"),
    [("salle", False), ("salle", True), ("ville", True)],
    indirect=["salle"],
    ids=["another code", "the same code", "the same code over HTTPS"],
)
def test_the_next_event_at_the_same_address_gets_nothing_of_this_one(
    gens: Gens, salle: Salle, tmp_path: Path, meme_code: bool
) -> None:
    ana = gens.phone()
    scan(ana, salle)
    ana.route(POSTS, lambda route: route.abort())
    say(ana, "Pour la première")
    waiting(ana, 1)
    ana.get_by_label("Votre parole").fill("Brouillon de la première")
    ana.unroute_all()
    with next_event(salle, tmp_path / "autre", salle.code if meme_code else "BBBBCC") as autre:
        # The old page is still open on the phone: it knocks, and gives nothing away.
        with ana.expect_response(POSTS):
            ana.evaluate("dispatchEvent(new Event('online'))")
        scan(ana, autre)
        waiting(ana, 0)
        expect(ana.get_by_label("Votre parole")).to_have_value("")
        say(ana, "Pour la seconde")
        autre.wait_for(["Pour la seconde"])
    scan(ana, salle)
    salle.wait_for(["Pour la première"])
    expect(ana.get_by_label("Votre parole")).to_have_value("Brouillon de la première")


def test_two_tabs_send_the_same_box_once(gens: Gens, salle: Salle) -> None:
    ana = gens.phone()
    scan(ana, salle)
    ana.context.route(POSTS, lambda route: route.abort())
    say(ana, "Un banc")
    say(ana, "Une fontaine")
    waiting(ana, 2)
    autre = ana.context.new_page()
    scan(autre, salle)
    waiting(autre, 2)
    ana.context.unroute_all()
    for onglet in (ana, autre):
        onglet.evaluate("dispatchEvent(new Event('online'))")
    waiting(ana, 0)
    waiting(autre, 0)
    assert salle.textes() == ["Un banc", "Une fontaine"]


def test_a_refused_word_keeps_its_text_and_goes_back_to_the_field(gens: Gens, salle: Salle) -> None:
    ana = gens.phone()
    scan(ana, salle)
    long = "Un banc " * 300
    say(ana, long)
    expect(ana.locator(".boite-etat")).to_contain_text("Raccourcissez-le")
    ana.get_by_role("button", name="Remettre dans le champ").click()
    waiting(ana, 0)
    expect(ana.get_by_label("Votre parole")).to_have_value(long)
    ana.get_by_label("Votre parole").fill("Un banc")
    ana.get_by_role("button", name="Envoyer").click()
    salle.wait_for(["Un banc"])


def test_the_gate_of_a_public_wifi_is_no_yes(gens: Gens, salle: Salle) -> None:
    ana = gens.phone()
    scan(ana, salle)

    def gate(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html", body="<h1>Bienvenue</h1>")

    ana.route(POSTS, gate, times=1)
    say(ana, "Un banc")
    waiting(ana, 0)
    salle.wait_for(["Un banc"])


def test_going_back_after_sending_sends_nothing_again(gens: Gens, salle: Salle) -> None:
    ana = gens.phone()
    scan(ana, salle)
    say(ana, "Un banc")
    expect(answer(ana)).to_contain_text("C’est reçu.")
    ana.get_by_role("link", name="Mes mots", exact=True).click()
    ana.go_back()
    ready(ana)
    expect(ana.get_by_label("Votre parole")).to_have_value("")
    expect(ana.get_by_role("radio", checked=True)).to_have_count(0)
    assert salle.textes() == ["Un banc"]
