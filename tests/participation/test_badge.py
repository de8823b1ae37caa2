"""A badge scanned by a phone: its way, one tap to take it, and going on without."""

from __future__ import annotations

import uuid

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cafe.extensions import db
from cafe.models import Contribution, Participant, Placement, Seance, Tablee
from tests.conftest import Monde
from tests.pages import strict_client, token_in
from tests.tournante import begin, end, furnish, with_badges


@pytest.fixture
def code(monde: Monde) -> str:
    furnish(monde.seance, tables=4, tours=3)
    with_badges(monde.bruno, monde.seance, habitants=8)
    return db.session.get_one(Seance, monde.seance).code or ""


def take(phone: FlaskClient, code: str, numero: int) -> str:
    """Scan, tap; where it leads."""
    page = phone.get(f"/r/{code}/b/{numero}")
    answer = phone.post(f"/r/{code}/b/{numero}", data={"csrf_token": token_in(page)})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.headers["Location"]


def test_reading_the_address_shows_the_way_and_writes_nothing(app: Flask, code: str) -> None:
    page = strict_client(app).get(f"/r/{code}/b/3").get_data(as_text=True)
    assert "Badge 3" in page
    assert "Tour 3 : table" in page
    assert not db.session.query(Participant).count()


def test_the_phone_that_takes_it_is_told_its_table_at_each_round(
    app: Flask, monde: Monde, code: str
) -> None:
    ana = strict_client(app)
    assert f"/s/{code}" in take(ana, code, 3)
    # Scanned again: straight to the page to write.
    assert ana.get(f"/r/{code}/b/3").status_code == 302
    tables = []
    for tour in (1, 2, 3):
        begin(monde.seance, tour)
        etat = ana.get(f"/s/{code}/etat.json").get_json()
        assert etat["tour"] == tour
        tables.append(etat["tablee"])
        page = ana.get(f"/s/{code}").get_data(as_text=True)
        assert f"Tour {tour} : table {etat['tablee']}" in page
    assert len(set(tables)) == 3


def test_a_badge_that_another_phone_holds_is_said_and_one_goes_on_without(
    app: Flask, code: str
) -> None:
    take(strict_client(app), code, 3)
    other = strict_client(app)
    page = other.get(f"/r/{code}/b/3")
    assert page.status_code == 409
    said = page.get_data(as_text=True)
    assert "Un autre téléphone porte déjà ce badge" in said
    assert f'href="/s/{code}"' in said
    assert take(other, code, 4)
    assert "porte déjà le badge 4" in other.get(f"/r/{code}/b/5").get_data(as_text=True)


def test_two_phones_that_tap_the_same_badge_are_told_apart(app: Flask, code: str) -> None:
    ana, eve = strict_client(app), strict_client(app)
    tokens = [token_in(phone.get(f"/r/{code}/b/6")) for phone in (ana, eve)]
    answers = [
        phone.post(f"/r/{code}/b/6", data={"csrf_token": token})
        for phone, token in zip((ana, eve), tokens, strict=True)
    ]
    assert [answer.status_code for answer in answers] == [303, 409]


def test_a_badge_of_elsewhere_is_said(app: Flask, code: str) -> None:
    page = strict_client(app).get(f"/r/{code}/b/77")
    assert page.status_code == 404
    assert "n’est pas de cette rencontre" in page.get_data(as_text=True)


def test_between_two_rounds_a_phone_is_told_the_next_table(
    app: Flask, monde: Monde, code: str
) -> None:
    ana = strict_client(app)
    take(ana, code, 3)
    begin(monde.seance, 1)
    end(monde.seance, 1)
    etat = ana.get(f"/s/{code}/etat.json").get_json()
    assert (etat["tour"], etat["place"]["tour"]) == (None, 2)
    assert f"Tour 2 : table {etat['place']['table']}" in ana.get(f"/s/{code}").text
    for numero in (1, 2, 3):
        end(monde.seance, numero)
    assert ana.get(f"/s/{code}/etat.json").get_json()["place"] is None


def test_another_tables_code_asks_and_one_tap_notes_where_one_sits(
    app: Flask, monde: Monde, code: str
) -> None:
    ana = strict_client(app)
    take(ana, code, 3)
    begin(monde.seance, 1)
    prevue = ana.get(f"/s/{code}/etat.json").get_json()["place"]["table"]
    autre = prevue % 4 + 1
    page = ana.get(f"/r/{code}/t/{autre}", follow_redirects=True)
    assert f"Votre table est la {prevue}. Êtes-vous à la table {autre}" in page.text
    assert not db.session.query(Placement).filter(Placement.reelle_id.is_not(None)).count()
    assert "Êtes-vous" not in ana.get(f"/r/{code}/t/{prevue}", follow_redirects=True).text
    data = {"csrf_token": token_in(page), "table": str(autre)}
    assert ana.post(f"/s/{code}/place", data=data).status_code == 303
    said = f"On vous attendait à la table {prevue}. Vous êtes à la {autre} : c’est noté."
    assert said in ana.get(f"/s/{code}").text
    assert ana.get(f"/s/{code}/etat.json").get_json()["place"] == {
        "tour": 1,
        "table": autre,
        "prevue": prevue,
    }
    for table in ("99", "9" * 30):
        wrong = ana.post(f"/s/{code}/place", data=data | {"table": table})
        assert wrong.status_code == 422
        assert "Choisissez une table de cette rencontre" in wrong.text
    # The page of a refusal keeps that address: read again, it is the page to write.
    again = ana.get(f"/s/{code}/place")
    assert (again.status_code, again.location) == (303, f"/s/{code}")


def test_the_words_of_a_badge_come_from_its_table_of_each_round(
    app: Flask, monde: Monde, code: str
) -> None:
    ana = strict_client(app)
    take(ana, code, 3)
    tables = []
    for numero in (1, 2, 3):
        begin(monde.seance, numero)
        tables.append(ana.get(f"/s/{code}/etat.json").get_json()["place"]["table"])
        # The address is still the one of the first table scanned.
        page = ana.get(f"/s/{code}?question={monde.question}&table={tables[0]}")
        data = {
            "csrf_token": token_in(page),
            "client_id": str(uuid.uuid4()),
            "question": monde.question,
            "categorie": "mon_idee",
            "texte": f"Idée {numero}",
            "tablee": str(tables[0]),
        }
        sent = ana.post(f"/s/{code}/contributions", data=data)
        assert sent.status_code == 303
        # The table scanned before is not asked again: « êtes-vous à la table … ? » was answered.
        assert "table=" not in sent.location
        assert "Êtes-vous" not in ana.get(sent.location).text
    db.session.rollback()
    rows = (
        db.session.query(Tablee.numero)
        .join(Contribution, Contribution.tablee_id == Tablee.id)
        .order_by(Contribution.ordre)
    )
    assert [numero for (numero,) in rows] == tables
    assert len(set(tables)) == 3
