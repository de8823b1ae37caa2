"""Voting from a phone: plain forms, JSON for the script, and the way to the page."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from cafe.actions.conduite import go_to_etape
from cafe.actions.papier_scrutin import set_papier
from cafe.actions.scrutins import close_scrutin, reveal_scrutin
from cafe.extensions import db
from cafe.models import Seance, VisibiliteScrutin
from cafe.models.scrutin_lecture import cards_of
from tests import factories
from tests.conftest import Monde
from tests.pages import strict_client, token_in
from tests.votes import Urne, make_etape, make_urne

JSON = {"Accept": "application/json"}


@pytest.fixture
def phone(app: Flask) -> FlaskClient:
    return strict_client(app)


def code(monde: Monde) -> str:
    db.session.rollback()
    return db.session.get_one(Seance, monde.seance).code or ""


def tap(
    phone: FlaskClient, monde: Monde, urne: Urne, carte: int, points: object, **kwargs: object
) -> TestResponse:
    """What the page of the vote, or the writing page where there is none, would send."""
    token = token_in(phone.get(f"/s/{code(monde)}"))
    form = {
        "csrf_token": token,
        "scrutin": urne.scrutin,
        "cible": urne.cles[carte],
        "points": str(points),
    }
    return phone.post(f"/s/{code(monde)}/votes", data=form, **kwargs)  # type: ignore[arg-type]


def left(page: str) -> str:
    (found,) = re.findall(r"data-restants>(\d+)<", page)
    return str(found)


def test_a_plain_form_gives_a_dot_and_comes_back_to_the_card(
    phone: FlaskClient, monde: Monde
) -> None:
    urne = make_urne(monde)
    answer = tap(phone, monde, urne, 0, 2)
    assert answer.status_code == 303
    assert answer.location.endswith(f"/s/{code(monde)}/vote#{urne.cles[0][2:]}")
    page = phone.get(answer.location).text
    assert left(page) == "1"
    assert "●●" in page


def test_the_page_offers_every_card_with_its_buttons(phone: FlaskClient, monde: Monde) -> None:
    make_urne(monde)
    page = phone.get(f"/s/{code(monde)}/vote").text
    for titre in ("Des bancs à l’ombre", "Le bus du soir", "Un local pour les jeunes"):
        assert titre in page
    assert page.count("Ajouter une gommette") == page.count("Retirer une gommette") == 3
    assert left(page) == "3"


def test_the_script_gets_what_is_there_and_what_is_left(phone: FlaskClient, monde: Monde) -> None:
    urne = make_urne(monde)
    for _ in range(2):
        answer = tap(phone, monde, urne, 0, 2, headers=JSON)
        assert answer.status_code == 200
        assert answer.get_json() == {
            "scrutin": urne.scrutin,
            "cible": urne.cles[0],
            "points": 2,
            "restants": 1,
        }


def test_a_refusal_is_a_sentence_on_the_page_and_a_code_for_the_script(
    phone: FlaskClient, monde: Monde
) -> None:
    urne = make_urne(monde)
    tap(phone, monde, urne, 0, 2)
    answer = tap(phone, monde, urne, 1, 2)
    assert answer.status_code == 409
    assert "gommettes qui vous restent, 1 sur 3" in answer.text
    assert left(answer.text) == "1"
    answer = tap(phone, monde, urne, 1, 2, headers=JSON)
    assert answer.status_code == 409
    assert answer.get_json()["erreur"] == "plus_assez_de_gommettes"
    assert tap(phone, monde, urne, 1, "deux", headers=JSON).status_code == 422


def test_a_form_without_its_token_gives_nothing(phone: FlaskClient, monde: Monde) -> None:
    urne = make_urne(monde)
    form = {"scrutin": urne.scrutin, "cible": urne.cles[0], "points": "1"}
    assert phone.post(f"/s/{code(monde)}/votes", data=form, headers=JSON).status_code == 400


def test_the_phone_is_shown_the_way_while_the_vote_is_open(
    phone: FlaskClient, monde: Monde
) -> None:
    make_urne(monde, ouvert=False)
    way = f'href="/s/{code(monde)}/vote"'
    assert way not in phone.get(f"/s/{code(monde)}").text
    urne = make_urne(monde)
    assert phone.get(f"/s/{code(monde)}").text.count(way) == 2
    assert way in phone.get(f"/s/{code(monde)}/mes-mots").text
    etat = phone.get(f"/s/{code(monde)}/etat.json").get_json()
    assert (etat["vote"], etat["droits"]) == (urne.scrutin, ["lire", "voter"])
    talk = make_etape(monde.seance, ["lire", "contribuer"])
    go_to_etape(par=monde.bruno, seance_id=monde.seance, etape_id=talk)
    etat = phone.get(f"/s/{code(monde)}/etat.json").get_json()
    assert (etat["vote"], etat["droits"]) == (None, ["lire", "contribuer"])
    assert way not in phone.get(f"/s/{code(monde)}").text


def test_after_a_hidden_vote_the_phone_reads_nothing_until_it_is_revealed(
    phone: FlaskClient, monde: Monde
) -> None:
    urne = make_urne(monde)
    tap(phone, monde, urne, 1, 2)
    db.session.rollback()
    card = cards_of(db.session(), urne.scrutin)[1].id
    set_papier(par=monde.bruno, cible_id=card, total=61)
    close_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=2)
    page = phone.get(f"/s/{code(monde)}/vote").text
    assert "Vos gommettes déjà posées comptent" in page
    assert "Le bus du soir" not in page
    reveal_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=3)
    page = phone.get(f"/s/{code(monde)}/vote").text
    assert "63 gommettes" in page
    assert "dont 61 sur papier" in page
    assert page.index("Le bus du soir") < page.index("Des bancs à l’ombre")


def test_a_live_vote_shows_no_total_to_whoever_is_voting(phone: FlaskClient, monde: Monde) -> None:
    """Only the room screen does: on the phone one thing at a time."""
    urne = make_urne(monde, visibilite=VisibiliteScrutin.DIRECT)
    tap(phone, monde, urne, 0, 2)
    page = phone.get(f"/s/{code(monde)}/vote").text
    assert "gommettes" in page
    assert "2 gommettes" not in page


def test_a_vote_of_another_meeting_is_not_found_here(phone: FlaskClient, monde: Monde) -> None:
    urne = make_urne(monde)
    factories.make_seance(monde.demarche, code="AAAAKK")
    token = token_in(phone.get("/s/AAAAKK"))
    form = {"csrf_token": token, "scrutin": urne.scrutin, "cible": urne.cles[0], "points": "1"}
    assert phone.post("/s/AAAAKK/votes", data=form, headers=JSON).status_code == 404
