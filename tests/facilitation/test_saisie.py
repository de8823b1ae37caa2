"""« Saisie pour » someone: kept with their words, a receipt handed over, a table respected."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from cafe.access.jetons import hash_jeton
from cafe.extensions import db
from cafe.models import Contribution, Origine, Phase, Role, RoleAcces
from cafe.models.participant import participant_by_recu
from tests import factories
from tests.clients import sign_in
from tests.conftest import Monde
from tests.facilitation.conftest import JSON, board, make_table
from tests.pages import strict_client, token_in


def type_for(
    client: FlaskClient,
    monde: Monde,
    *,
    seance: str | None = None,
    json: bool = False,
    **fields: Any,
) -> TestResponse:
    path = f"/animer/{seance or monde.seance}/saisie"
    data = {
        "csrf_token": token_in(client.get(path)),
        "client_id": str(uuid.uuid4()),
        "question": monde.question,
        "categorie": "ca_va",
        "texte": "Le marché du samedi",
    } | fields
    return client.post(path, data=data, headers=JSON if json else None)


def words() -> list[Contribution]:
    db.session.rollback()
    return list(db.session.scalars(select(Contribution).order_by(Contribution.ordre)))


def test_the_word_is_kept_and_its_receipt_opens_the_follow_up(
    bruno: FlaskClient, monde: Monde
) -> None:
    answer = type_for(bruno, monde)
    assert answer.status_code == 201
    (word,) = words()
    assert (word.texte, word.source, word.saisie_par) == (
        "Le marché du samedi",
        Origine.SAISIE,
        monde.bruno.id,
    )
    found = re.search(r'id="recepisse-mots">([^<]+)<', answer.text)
    assert found
    mots = "-".join(found[1].split())
    holder = participant_by_recu(db.session(), hash_jeton(mots))
    assert holder is not None
    assert holder.id == word.participant_id
    assert "<svg" in answer.text


def test_the_form_comes_back_empty_on_the_same_question_and_table(
    bruno: FlaskClient, monde: Monde
) -> None:
    make_table(monde.seance, 3)
    other = factories.make_question(monde.seance, "Et le soir ?")
    page = type_for(bruno, monde, question=other, tablee=3, source="papier").text
    assert "Le marché du samedi" not in page
    assert re.search(rf'<option value="{other}"[^>]* selected>', page)
    assert '<option value="3" selected>' in page
    assert '<option value="papier" selected>' in page
    assert words()[0].source is Origine.PAPIER


def test_a_second_press_on_send_does_not_write_twice(bruno: FlaskClient, monde: Monde) -> None:
    client_id = str(uuid.uuid4())
    assert type_for(bruno, monde, client_id=client_id).status_code == 201
    again = type_for(bruno, monde, client_id=client_id)
    assert again.status_code == 409
    assert "déjà enregistrée" in again.text
    assert len(words()) == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"texte": " "}, "Écrivez votre idée"),
        ({"texte": "x" * 10_000}, "10000 caractères"),
        ({"categorie": ""}, "Choisissez d’abord"),
        ({"categorie": "frein"}, "Choisissez une des réponses"),
        ({"question": "inconnue"}, "n’est plus proposée"),
    ],
)
def test_a_refusal_keeps_what_was_typed(
    bruno: FlaskClient, monde: Monde, fields: dict[str, str], said: str
) -> None:
    answer = type_for(bruno, monde, **fields)
    assert answer.status_code == 422
    assert said in answer.text
    assert fields.get("texte", "Le marché du samedi") in answer.text
    assert words() == []


def test_a_host_writes_for_its_own_table_only(
    device: Callable[..., FlaskClient], monde: Monde
) -> None:
    mine, other = make_table(monde.seance, 4), make_table(monde.seance, 5)
    host = device(RoleAcces.HOTE, mine)
    page = host.get(f"/animer/{monde.seance}/saisie").text
    assert "Table 4" in page
    assert 'name="tablee"' not in page
    assert "Retour au tableau" not in page
    assert type_for(host, monde, tablee=5).status_code == 201
    assert words()[0].tablee_id == mine != other


def test_a_host_of_another_séance_finds_nothing(
    device: Callable[..., FlaskClient], monde: Monde
) -> None:
    host = device(RoleAcces.HOTE, make_table(monde.seance, 4))
    elsewhere = factories.make_seance(monde.demarche)
    assert host.get(f"/animer/{elsewhere}/saisie").status_code == 404


def test_a_rapporteur_types_but_a_reader_does_not(
    colleague: Callable[[Role], FlaskClient], monde: Monde
) -> None:
    assert type_for(colleague(Role.RAPPORTEUR), monde).status_code == 201
    reader = colleague(Role.LECTEUR)
    assert reader.get(f"/animer/{monde.seance}/saisie").status_code == 403


def test_a_stranger_is_sent_to_sign_in(app: Flask, monde: Monde) -> None:
    assert "/connexion" in strict_client(app).get(f"/animer/{monde.seance}/saisie").location


def test_a_screen_may_not_type(device: Callable[..., FlaskClient], monde: Monde) -> None:
    assert device(RoleAcces.ECRAN).get(f"/animer/{monde.seance}/saisie").status_code == 403


@pytest.mark.parametrize(
    ("phase", "code", "said"),
    [
        (Phase.PREPARATION, 403, "pas encore commencé"),
        (Phase.TERMINEE, 201, "Voici le reçu"),
        (Phase.CLOSE, 403, "compte rendu est parti"),
    ],
)
def test_the_phase_decides_and_the_text_is_kept(
    bruno: FlaskClient, monde: Monde, phase: Phase, code: int, said: str
) -> None:
    seance = factories.make_seance(monde.demarche, phase=phase)
    question = factories.make_question(seance)
    answer = type_for(bruno, monde, seance=seance, question=question)
    assert (answer.status_code, said in answer.text) == (code, True)
    if code == 403:
        assert "Le marché du samedi" in answer.text


def test_a_program_gets_the_receipt_as_json(bruno: FlaskClient, monde: Monde) -> None:
    answer = type_for(bruno, monde, json=True)
    assert answer.status_code == 201
    body = answer.get_json()
    assert board(bruno, monde)["libres"] == [body["id"]]
    assert len(body["mots"].split("-")) == 6
    assert len(body["recu"]) == 26


def test_dan_of_another_démarche_finds_nothing(app: Flask, monde: Monde) -> None:
    dan = sign_in(strict_client(app), monde.dan.id or "")
    assert dan.get(f"/animer/{monde.seance}/saisie").status_code == 404
