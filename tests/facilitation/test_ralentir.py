"""« Ralentir cette personne », from the page of her word; what her phone says of it."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from cafe.actions.ralentissement import slow_down
from cafe.extensions import db
from cafe.models import Contribution, Participant, Seance
from tests import factories
from tests.conftest import Monde
from tests.pages import strict_client, token_in


def card(monde: Monde, carte: str) -> str:
    return f"/animer/{monde.seance}/contributions/{carte}"


def slowed(carte: str) -> bool:
    db.session.rollback()
    word = db.session.get_one(Contribution, carte)
    return db.session.get_one(Participant, word.participant_id).ralenti_le is not None


def test_it_is_one_form_of_the_card_and_another_lifts_it(bruno: FlaskClient, monde: Monde) -> None:
    carte = factories.post(monde.ana, monde.question, "Des bancs").id
    page = bruno.get(card(monde, carte))
    assert "Ralentir cette personne" in page.get_data(as_text=True)
    token = {"csrf_token": token_in(page)}
    assert bruno.post(f"{card(monde, carte)}/ralentir", data=token).status_code == 303
    assert slowed(carte)
    assert "Ne plus la ralentir" in bruno.get(card(monde, carte)).get_data(as_text=True)
    bruno.post(f"{card(monde, carte)}/ralentir", data=token | {"lever": "1"})
    assert not slowed(carte)


def test_her_phone_says_so_in_plain_words(app: Flask, monde: Monde) -> None:
    phone = strict_client(app)
    code = db.session.get_one(Seance, monde.seance).code
    page = phone.get(f"/s/{code}?question={monde.question}")
    typed = {
        "csrf_token": token_in(page),
        "client_id": "5f0c2a0e-52cf-4b7e-9f0a-6a7d1d4ab111",
        "question": monde.question,
        "categorie": "mon_idee",
        "texte": "Des bancs",
    }
    assert phone.post(f"/s/{code}/contributions", data=typed).status_code == 303

    def said() -> bool:
        page = phone.get(f"/s/{code}").text
        assert "L’équipe lit vos paroles une par une." in page
        shown = 'data-ralenti role="status">' in page
        # A page that is open is told the same, and shows it without being loaded again.
        assert phone.get(f"/s/{code}/etat.json").get_json()["ralenti"] is shown
        return shown

    assert not said()
    db.session.rollback()
    carte = db.session.query(Contribution).one().id
    slow_down(par=monde.bruno, contribution_id=carte)
    assert said()
    typed |= {"client_id": "5f0c2a0e-52cf-4b7e-9f0a-6a7d1d4ab222", "texte": "De l’ombre"}
    refused = phone.post(f"/s/{code}/contributions", data=typed)
    assert refused.status_code == 429
    assert "en prend une par minute" in refused.get_data(as_text=True)
    assert "De l’ombre" in refused.get_data(as_text=True)
