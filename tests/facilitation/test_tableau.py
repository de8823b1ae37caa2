"""The board: what it shows, to whom, and the same board as JSON."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cafe.actions.moderation import chill_contribution, refuse_contribution
from cafe.actions.regroupements import create_regroupement
from cafe.models import MotifModeration, Phase, Role, RoleAcces
from tests import factories
from tests.clients import sign_in
from tests.conftest import Monde
from tests.facilitation.conftest import board, revoke
from tests.pages import strict_client

BOARD_PAGES = ("tableau", "tableau/corps", "tableau.json")


def test_the_board_shows_each_word_where_it_stands(bruno: FlaskClient, monde: Monde) -> None:
    grouped, free, cold, refused = (
        factories.post(monde.ana, monde.question, f"Parole {n}").id for n in range(4)
    )
    group = create_regroupement(
        par=monde.bruno, question_id=monde.question, titre="S’asseoir", contributions=[grouped]
    )
    chill_contribution(par=monde.bruno, contribution_id=cold, version=None)
    refuse_contribution(
        par=monde.bruno,
        contribution_id=refused,
        motif=MotifModeration.PERSONNE_NOMMEE,
        precision="",
        version=None,
    )
    shown = board(bruno, monde)
    assert [(g["id"], g["titre"], g["cartes"]) for g in shown["groupes"]] == [
        (group, "S’asseoir", [grouped])
    ]
    assert (shown["libres"], shown["frigo"], shown["refusees"]) == ([free], [cold], [refused])
    page = bruno.get(f"/animer/{monde.seance}/tableau").text
    for text in ("Parole 0", "Parole 1", "Parole 2", "Parole 3", "S’asseoir"):
        assert text in page
    assert "une personne est nommée" in page


def test_each_question_has_its_tab_with_its_count(bruno: FlaskClient, monde: Monde) -> None:
    other = factories.make_question(monde.seance, "Comment se déplace-t-on le soir ?")
    factories.post(monde.ana, other, "Le dernier bus part trop tôt")
    page = bruno.get(f"/animer/{monde.seance}/tableau?question={other}").text
    assert f'id="compte-{other}">1<' in page
    assert f'id="compte-{monde.question}">0<' in page
    assert "Le dernier bus" in page
    assert "Le dernier bus" not in bruno.get(f"/animer/{monde.seance}/tableau").text


def test_a_question_of_another_séance_is_not_found(bruno: FlaskClient, monde: Monde) -> None:
    elsewhere = factories.make_question(factories.make_seance(monde.demarche))
    assert bruno.get(f"/animer/{monde.seance}/tableau?question={elsewhere}").status_code == 404


def test_a_séance_without_question_says_what_to_do(bruno: FlaskClient, monde: Monde) -> None:
    bare = factories.make_seance(monde.demarche)
    page = bruno.get(f"/animer/{bare}/tableau")
    assert page.status_code == 200
    assert "Aucune question" in page.text


def test_the_body_alone_carries_the_number_of_the_last_event(
    bruno: FlaskClient, monde: Monde
) -> None:
    factories.post(monde.ana, monde.question)
    body = bruno.get(f"/animer/{monde.seance}/tableau/corps?question={monde.question}")
    export = bruno.get(f"/animer/{monde.seance}/tableau.json").get_json()
    assert f'data-numero="{export["numero"]}"' in body.text
    assert "<html" not in body.text


@pytest.mark.parametrize("path", BOARD_PAGES)
def test_a_stranger_is_sent_to_sign_in(app: Flask, monde: Monde, path: str) -> None:
    answer = strict_client(app).get(f"/animer/{monde.seance}/{path}")
    assert answer.status_code == 302
    assert "/connexion" in answer.location


@pytest.mark.parametrize("path", BOARD_PAGES)
def test_an_account_of_another_démarche_finds_nothing(app: Flask, monde: Monde, path: str) -> None:
    dan = sign_in(strict_client(app), monde.dan.id or "")
    assert dan.get(f"/animer/{monde.seance}/{path}").status_code == 404


@pytest.mark.parametrize("path", BOARD_PAGES)
def test_a_reader_of_the_démarche_may_not_see_the_board(
    colleague: Callable[[Role], FlaskClient], monde: Monde, path: str
) -> None:
    assert colleague(Role.LECTEUR).get(f"/animer/{monde.seance}/{path}").status_code == 403


def test_a_rapporteur_sees_the_board_without_its_tools(
    colleague: Callable[[Role], FlaskClient], monde: Monde
) -> None:
    factories.post(monde.ana, monde.question, "Des bancs")
    page = colleague(Role.RAPPORTEUR).get(f"/animer/{monde.seance}/tableau").text
    assert "Des bancs" in page
    assert "tableau-lecture" in page
    assert "Nouveau groupe" not in page
    assert 'name="mur"' not in page


def test_a_role_withdrawn_closes_the_board_at_once(bruno: FlaskClient, monde: Monde) -> None:
    assert bruno.get(f"/animer/{monde.seance}/tableau").status_code == 200
    revoke(monde.bruno.id or "")
    assert bruno.get(f"/animer/{monde.seance}/tableau").status_code == 404


def test_a_host_and_a_screen_do_not_reach_the_board(
    device: Callable[..., FlaskClient], monde: Monde
) -> None:
    assert device(RoleAcces.ECRAN).get(f"/animer/{monde.seance}/tableau").status_code == 403
    assert device(RoleAcces.TABLETTE).get(f"/animer/{monde.seance}/tableau").status_code == 200


def test_the_board_of_an_ended_séance_can_still_be_worked_on(
    bruno: FlaskClient, monde: Monde
) -> None:
    ended = factories.make_seance(monde.demarche, phase=Phase.TERMINEE)
    question = factories.make_question(ended)
    factories.post(factories.participant(ended), question, "Un mot tardif")
    page = bruno.get(f"/animer/{ended}/tableau")
    assert page.status_code == 200
    assert "Un mot tardif" in page.text
    assert "Nouveau groupe" in page.text
