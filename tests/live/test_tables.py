"""The salle of a table: its host's only, told to fetch again when something of it has changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from cafe.access.doors import COOKIE_APPAREIL
from cafe.actions.acces import revoke_acces
from cafe.actions.hotes import ask_help, set_effectif_tablee, star_contribution
from cafe.actions.moderation import chill_contribution
from cafe.actions.saisies import post_for_someone
from cafe.actions.syntheses import save_synthese
from tests import factories, tablees
from tests.conftest import Monde
from tests.live.ecoute import Ecoute, announcer, phone_page, staff_page
from tests.tablees import Cafe

Turn = Callable[[], None]
REFETCH = "fragments"


@pytest.fixture
def cafe(monde: Monde) -> Cafe:
    return tablees.make_cafe(monde)


@pytest.fixture
def hosts(app: Flask, monde: Monde, cafe: Cafe, turn: Turn) -> list[tuple[Ecoute, str]]:
    """The pages of both hosts, each in the salle of its table, and the ids of their devices."""
    pages = []
    for tablee_id in cafe.tables:
        identite, secret = tablees.pair_host(monde, tablee_id)
        client = app.test_client()
        client.set_cookie(COOKIE_APPAREIL, secret)
        page = Ecoute(app, client)
        assert page.join(f"table:{monde.seance}:{tablee_id}")["ok"]
        pages.append((page, identite.id or ""))
    turn()
    for page, _ in pages:
        page.news()
    return pages


def told(page: Ecoute) -> bool:
    """Whether it was asked to fetch itself again."""
    asked = [said for name, said in page.news() if name == REFETCH]
    assert all(said["apres"] == said["numero"] and not said["operations"] for said in asked)
    return bool(asked)


def say(monde: Monde, cafe: Cafe, table: int = 1) -> str:
    envoi = factories.envoi(cafe.questions[table - 1], tablee=table, tour=1)
    return post_for_someone(par=monde.bruno, seance_id=monde.seance, envoi=envoi).contribution_id


def test_a_host_sits_at_their_own_table_and_nowhere_else(
    app: Flask, monde: Monde, cafe: Cafe, hosts: list[tuple[Ecoute, str]]
) -> None:
    page = hosts[0][0]
    for salle in (
        f"table:{monde.seance}:{cafe.tables[1]}",
        f"tableau:{monde.seance}",
        f"conduite:{monde.seance}",
    ):
        assert page.join(salle) == {"ok": False, "raison": "interdit"}
    for salle in (f"table:{monde.seance}", f"table:{monde.seance}:", f"tableau:{monde.seance}:x"):
        assert page.join(salle) == {"ok": False, "raison": "salle_inconnue"}
    assert staff_page(app, monde.bruno.id).join(f"table:{monde.seance}:{cafe.tables[0]}")["ok"]
    outsider = staff_page(app, monde.dan.id)
    assert outsider.join(f"table:{monde.seance}:{cafe.tables[0]}")["raison"] == "interdit"


def test_what_is_done_at_a_table_is_told_to_its_host_alone(
    monde: Monde, cafe: Cafe, hosts: list[tuple[Ecoute, str]], turn: Turn
) -> None:
    first, second = hosts[0][0], hosts[1][0]
    kept = say(monde, cafe)
    for write in (
        lambda: None,
        lambda: star_contribution(par=monde.bruno, contribution_id=kept),
        lambda: ask_help(par=monde.bruno, tablee_id=cafe.tables[0]),
        lambda: set_effectif_tablee(
            par=monde.bruno, tablee_id=cafe.tables[0], tour_id=cafe.tours[0], nombre=9
        ),
        lambda: chill_contribution(par=monde.bruno, contribution_id=kept, version=None),
    ):
        write()
        turn()
        assert (told(first), told(second)) == (True, False)


def test_calls_and_counts_wake_no_phone_and_no_board(
    app: Flask, monde: Monde, cafe: Cafe, hosts: list[tuple[Ecoute, str]], turn: Turn
) -> None:
    board, lead = staff_page(app, monde.bruno.id), staff_page(app, monde.bruno.id)
    board.join(f"tableau:{monde.seance}")
    lead.join(f"conduite:{monde.seance}")
    phone = phone_page(app, monde.seance)
    phone.join(f"telephones:{monde.seance}")
    turn()
    for page in (board, lead, phone):
        page.news()
    ask_help(par=monde.bruno, tablee_id=cafe.tables[0])
    turn()
    assert (board.news(), phone.news(), told(lead)) == ([], [], True)


def test_a_synthese_is_told_to_boards_and_to_every_table(
    app: Flask, monde: Monde, cafe: Cafe, hosts: list[tuple[Ecoute, str]], turn: Turn
) -> None:
    board = staff_page(app, monde.bruno.id)
    board.join(f"tableau:{monde.seance}")
    phone = phone_page(app, monde.seance)
    phone.join(f"telephones:{monde.seance}")
    save_synthese(
        par=monde.bruno,
        tablee_id=cafe.tables[0],
        tour_id=cafe.tours[0],
        texte="Des bancs.",
        version=0,
    )
    turn()
    assert (told(board), told(hosts[0][0]), told(hosts[1][0])) == (True, True, True)
    assert phone.news() == []


def test_what_a_host_missed_while_cut_off_is_known_at_the_next_join(
    app: Flask, monde: Monde, cafe: Cafe, hosts: list[tuple[Ecoute, str]], turn: Turn
) -> None:
    name = f"table:{monde.seance}:{cafe.tables[0]}"
    before = staff_page(app, monde.bruno.id).join(name)["numero"]
    hosts[0][0].leave()
    say(monde, cafe)
    turn()
    assert staff_page(app, monde.bruno.id).join(name)["numero"] > before


def test_a_host_shut_out_leaves_the_salle_at_once(
    app: Flask, monde: Monde, hosts: list[tuple[Ecoute, str]], turn: Turn
) -> None:
    page, acces = hosts[0]
    revoke_acces(par=monde.bruno, acces_id=acces)
    turn()
    assert not page.connected
    assert len(announcer(app).salles.places()) == 1
