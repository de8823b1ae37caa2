"""From « Mes mots » to the team and back: a disagreement, a person to call, an answer."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from cafe.actions.moderation import refuse_contribution
from cafe.extensions import db
from cafe.models import Demarche, MotifModeration, Objection, Seance
from tests import factories
from tests.clients import sign_in
from tests.conftest import Monde
from tests.pages import strict_client, token_in
from tests.participation.test_mots import send


@pytest.fixture
def phone(app: Flask) -> FlaskClient:
    return strict_client(app)


@pytest.fixture
def address(monde: Monde) -> str:
    return f"/s/{db.session.get_one(Seance, monde.seance).code}"


@pytest.fixture
def word(phone: FlaskClient, monde: Monde, address: str) -> str:
    """A word sent from the phone, and not shown."""
    sent = send(phone, monde, address, "Le gardien dort")
    refuse_contribution(
        par=monde.bruno,
        contribution_id=sent,
        motif=MotifModeration.PERSONNE_NOMMEE,
        precision="",
        version=None,
    )
    return sent


def name_a_contact(monde: Monde) -> None:
    def job(session: object) -> None:
        row = session.get(Demarche, monde.demarche)  # type: ignore[attr-defined]
        row.contact_nom, row.contact_telephone = "Nour Haddad", "01 23 45 67 89"
        row.contact_courriel, row.contact_horaires = "nour@exemple.fr", "le matin"

    factories.build(job)


def object_to(phone: FlaskClient, address: str, word: str, texte: str) -> TestResponse:
    path = f"{address}/contributions/{word}/objecter"
    return phone.post(path, data={"csrf_token": token_in(phone.get(path)), "texte": texte})


def test_a_word_not_shown_says_why_whom_to_call_and_how_to_object(
    phone: FlaskClient, monde: Monde, address: str, word: str
) -> None:
    name_a_contact(monde)
    page = phone.get(f"{address}/mes-mots").text
    assert "Pas affichée" in page
    assert f"{address}/contributions/{word}/objecter" in page
    assert 'href="tel:0123456789"' in page
    assert "nour@exemple.fr" in page


def test_a_word_that_only_waits_has_nothing_to_object_to(
    phone: FlaskClient, monde: Monde, address: str
) -> None:
    send(phone, monde, address, "Un banc")
    assert "Je ne suis pas d’accord" not in phone.get(f"{address}/mes-mots").text


def test_the_objection_reaches_the_team_and_its_answer_comes_back(
    app: Flask, phone: FlaskClient, monde: Monde, address: str, word: str
) -> None:
    assert object_to(phone, address, word, "Je n’ai nommé personne").status_code == 303
    waiting = phone.get(f"{address}/mes-mots").text
    assert "Je n’ai nommé personne" in waiting
    assert "Pas encore reçue." in waiting
    assert f"{word}/objecter" not in waiting

    bruno = sign_in(strict_client(app), monde.bruno.id or "")
    overview = bruno.get(f"/piloter/demarches/{monde.demarche}/").text
    assert "désaccord attend une réponse" in overview
    path = f"/piloter/demarches/{monde.demarche}/objections"
    page = bruno.get(path)
    assert "Je n’ai nommé personne" in page.text
    made = db.session.scalars(select(Objection.id)).one()
    where = f"/piloter/objections/{made}/repondre"
    empty = bruno.post(where, data={"csrf_token": token_in(page), "reponse": " "})
    assert empty.status_code == 422
    assert "Écrivez une réponse" in empty.text
    done = bruno.post(where, data={"csrf_token": token_in(page), "reponse": "Nous la montrons"})
    assert done.status_code == 303
    assert "Nous la montrons" in phone.get(f"{address}/mes-mots").text
    assert "attend une réponse" not in bruno.get(f"/piloter/demarches/{monde.demarche}/").text


def test_an_empty_objection_comes_back_with_its_sentence(
    phone: FlaskClient, address: str, word: str
) -> None:
    answer = object_to(phone, address, word, "  ")
    assert answer.status_code == 422
    assert "Dites en quelques mots" in answer.text


def test_an_objection_that_is_too_long_comes_back_whole(
    phone: FlaskClient, address: str, word: str
) -> None:
    long = "Je n’ai nommé personne. " * 400
    answer = object_to(phone, address, word, long)
    assert answer.status_code == 422
    assert long.strip() in answer.text
    assert "maxlength" not in answer.text  # a browser would cut what is pasted


def test_another_phone_sees_neither_the_word_nor_its_objection(
    app: Flask, address: str, word: str
) -> None:
    path = f"{address}/contributions/{word}/objecter"
    assert strict_client(app).get(path).status_code == 404


def test_who_does_not_facilitate_does_not_read_objections(app: Flask, monde: Monde) -> None:
    dan = sign_in(strict_client(app), monde.dan.id or "")
    assert dan.get(f"/piloter/demarches/{monde.demarche}/objections").status_code == 404
