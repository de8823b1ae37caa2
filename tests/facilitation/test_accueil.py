"""The page of the door: plain forms, badges, JSON for its script, and who may stand there."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from cafe.extensions import db
from cafe.models import Phase, Role, RoleAcces, Seance
from tests import factories
from tests.actions.test_pointages import make_badge
from tests.conftest import Monde
from tests.facilitation.conftest import JSON, make_table
from tests.pages import token_in


def page(client: FlaskClient, monde: Monde, query: str = "") -> TestResponse:
    return client.get(f"/animer/{monde.seance}/accueil{query}")


def count(client: FlaskClient, monde: Monde, **values: str) -> TestResponse:
    shown = page(client, monde)
    sent = {"csrf_token": token_in(shown), "client_id": str(uuid.uuid4())} | values
    return client.post(
        f"/animer/{monde.seance}/accueil/personnes", data=sent, follow_redirects=True
    )


def numbers(client: FlaskClient, monde: Monde) -> dict[str, int]:
    answer = client.get(f"/animer/{monde.seance}/accueil/comptes", headers=JSON)
    found: dict[str, int] = answer.get_json()["comptes"]
    return {qualite: nombre for qualite, nombre in found.items() if nombre}


def test_without_a_script_a_button_counts_one_person_and_the_last_one_is_taken_back(
    bruno: FlaskClient, monde: Monde
) -> None:
    shown = count(bruno, monde, qualite="conseillers citoyens")
    assert shown.status_code == 200
    assert "Une personne de plus : conseillers citoyens." in shown.text
    assert re.search(r"Personnes comptées\s+<strong data-total>1</strong>", shown.text)
    form = re.search(r'data-annuler>.*?name="client_id" value="([^"]+)"', shown.text, re.DOTALL)
    assert form is not None
    sent = {"csrf_token": token_in(shown), "client_id": form[1]}
    address = f"/animer/{monde.seance}/accueil/annulation"
    for _ in range(2):
        again = bruno.post(address, data=sent, follow_redirects=True)
        assert again.status_code == 200
    assert numbers(bruno, monde) == {}


def test_a_reader_that_types_the_whole_address_of_a_badge_counts_it(
    bruno: FlaskClient, monde: Monde
) -> None:
    make_badge(monde.seance, 12, "associations")
    code = db.session.get_one(Seance, monde.seance).code
    count(bruno, monde, badge=f"http://192.168.1.4:8000/r/{code}/b/12")
    assert numbers(bruno, monde) == {"associations": 1}
    twice = count(bruno, monde, badge="n° 12")
    assert twice.status_code == 409
    assert re.search(r"Le badge 12 est déjà compté, à \d+ h \d\d : rien n’est ajouté\.", twice.text)
    assert 'aria-invalid="true"' in twice.text
    assert numbers(bruno, monde) == {"associations": 1}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("douze", "Ce n’est pas un numéro de badge"),
        ("99", "Aucun badge de cette rencontre n’a le numéro 99."),
        ("http://ailleurs/r/ZZZZZZ/b/1", "Ce badge est d’une autre rencontre."),
    ],
)
def test_a_badge_that_says_nothing_is_told_and_what_was_typed_is_kept(
    bruno: FlaskClient, monde: Monde, typed: str, said: str
) -> None:
    shown = count(bruno, monde, badge=typed)
    assert shown.status_code == 422
    assert said in shown.text
    assert f'value="{typed}"' in shown.text


def test_a_badge_scanned_elsewhere_fills_in_its_number(bruno: FlaskClient, monde: Monde) -> None:
    assert 'value="12"' in page(bruno, monde, "?badge=12").text


def test_a_badge_read_by_the_phone_of_somebody_of_the_team_opens_the_door(
    app: Flask, bruno: FlaskClient, monde: Monde, colleague: Callable[[Role], FlaskClient]
) -> None:
    make_badge(monde.seance, 12)
    code = db.session.get_one(Seance, monde.seance).code
    there = bruno.get(f"/r/{code}/b/12")
    assert there.location == f"/animer/{monde.seance}/accueil?badge=12"
    # Whoever does not stand at the door, and anybody else, gets the page of the badge.
    for other in (colleague(Role.LECTEUR), app.test_client()):
        assert other.get(f"/r/{code}/b/12").status_code == 200


def test_the_script_gets_the_numbers_of_all_stations_with_each_answer(
    bruno: FlaskClient, monde: Monde, colleague: Callable[[Role], FlaskClient]
) -> None:
    count(colleague(Role.RAPPORTEUR), monde, qualite="associations")
    shown = page(bruno, monde)
    client_id = str(uuid.uuid4())
    sent = {"csrf_token": token_in(shown), "client_id": client_id, "qualite": "associations"}
    address = f"/animer/{monde.seance}/accueil/personnes"
    first = bruno.post(address, data=sent, headers=JSON)
    again = bruno.post(address, data=sent, headers=JSON)
    assert (first.status_code, again.status_code) == (201, 200)
    body = again.get_json()
    assert (body["total"], body["comptes"]["associations"]) == (2, 2)
    assert body["dernier"] == {"client_id": client_id, "qualite": "associations"}


def test_a_tablet_welcomes_and_a_host_and_a_reader_do_not(
    monde: Monde,
    device: Callable[..., FlaskClient],
    colleague: Callable[[Role], FlaskClient],
) -> None:
    assert page(device(RoleAcces.TABLETTE), monde).status_code == 200
    host = device(RoleAcces.HOTE, make_table(monde.seance, 1))
    assert page(host, monde).status_code == 403
    assert page(colleague(Role.LECTEUR), monde).status_code == 403


def test_a_closed_seance_shows_its_numbers_and_no_button(bruno: FlaskClient, monde: Monde) -> None:
    def close(session: Session) -> None:
        session.get_one(Seance, monde.seance).phase = Phase.CLOSE

    factories.build(close)
    shown = page(bruno, monde)
    assert shown.status_code == 200
    assert "accueil-qualite" not in shown.text
