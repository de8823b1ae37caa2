"""The phone, as pages and as the contract's JSON: scan, write, send, be refused kindly."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select

from cafe import clock
from cafe.extensions import db
from cafe.models import Contribution, Format, Participant, Phase, Question, Seance, Tour
from tests import factories
from tests.conftest import Monde
from tests.pages import strict_client, token_in
from tests.reunions import set_phase
from tests.tablees import make_cafe


@pytest.fixture
def phone(app: Flask) -> FlaskClient:
    return strict_client(app)


def code_of(seance_id: str) -> str:
    db.session.rollback()
    seance = db.session.get(Seance, seance_id)
    assert seance is not None
    assert seance.code
    return seance.code


def count(model: type) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def fields(phone: FlaskClient, monde: Monde, **changes: Any) -> dict[str, Any]:
    page = phone.get(f"/s/{code_of(monde.seance)}")
    return {
        "csrf_token": token_in(page),
        "client_id": str(uuid.uuid4()),
        "question": monde.question,
        "categorie": "mon_idee",
        "texte": "Un banc à l’ombre",
    } | changes


JSON = {"Accept": "application/json"}


def test_scanning_opens_the_field_in_one_step_and_makes_no_ghost(
    phone: FlaskClient, monde: Monde
) -> None:
    page = phone.get(f"/r/{code_of(monde.seance)}", follow_redirects=True)
    assert page.status_code == 200
    assert "<textarea" in page.text
    assert count(Participant) == 0


def test_the_code_of_a_table_opens_on_what_it_talks_about_at_this_tour(
    phone: FlaskClient, monde: Monde
) -> None:
    cafe = make_cafe(monde)
    scanned = f"/r/{code_of(monde.seance)}/t/2"
    page = phone.get(scanned, follow_redirects=True)
    assert 'name="tablee" value="2"' in page.text
    assert f'name="question" value="{cafe.questions[1]}"' in page.text
    assert "Autre question" in page.text
    plain = phone.get(f"/r/{code_of(monde.seance)}", follow_redirects=True)
    assert "Choisissez une question" in plain.text

    def over(session: Any) -> None:
        session.get(Tour, cafe.tours[0]).fin = clock.now()

    factories.build(over)
    assert "Choisissez une question" in phone.get(scanned, follow_redirects=True).text


def test_the_code_is_forgiven_its_case_and_spaces(phone: FlaskClient, monde: Monde) -> None:
    code = code_of(monde.seance)
    typed = f"{code[:3].lower()} {code[3:]}"
    page = phone.get("/", query_string={"code": typed}, follow_redirects=True)
    assert "<textarea" in page.text


def test_an_unknown_code_is_told_and_kept_in_the_field(phone: FlaskClient, monde: Monde) -> None:
    for page in (phone.get("/r/XXXXXX"), phone.get("/?code=XXXXXX")):
        assert page.status_code == 404
        assert "Aucune rencontre" in page.text
        assert 'value="XXXXXX"' in page.text


def test_ana_sends_an_idea_with_a_plain_form(phone: FlaskClient, monde: Monde) -> None:
    answer = phone.post(f"/s/{code_of(monde.seance)}/contributions", data=fields(phone, monde))
    assert answer.status_code == 303
    page = phone.get(answer.location)
    assert "C’est reçu." in page.text
    assert count(Contribution) == 1


def test_a_program_gets_201_then_200_for_the_same(phone: FlaskClient, monde: Monde) -> None:
    sent = fields(phone, monde)
    address = f"/s/{code_of(monde.seance)}/contributions"
    first = phone.post(address, data=sent, headers=JSON)
    again = phone.post(address, data=sent, headers=JSON)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json is not None
    assert set(first.json) == {"id", "client_id", "statut", "tardive", "recu"}
    assert first.json == again.json
    assert count(Contribution) == 1


def test_the_same_id_for_another_text_is_409_and_the_page_keeps_it_under_a_fresh_id(
    phone: FlaskClient, monde: Monde
) -> None:
    sent = fields(phone, monde)
    address = f"/s/{code_of(monde.seance)}/contributions"
    phone.post(address, data=sent)
    answer = phone.post(address, data=sent | {"texte": "Une tout autre idée"})
    assert answer.status_code == 409
    assert "Une tout autre idée" in answer.text
    assert sent["client_id"] not in answer.text
    assert count(Contribution) == 1


def test_a_strangers_id_is_409_with_nothing_of_the_first(app: Flask, monde: Monde) -> None:
    ana, eve = strict_client(app), strict_client(app)
    sent = fields(ana, monde)
    address = f"/s/{code_of(monde.seance)}/contributions"
    ana.post(address, data=sent, headers=JSON)
    answer = eve.post(address, data=fields(eve, monde, client_id=sent["client_id"]), headers=JSON)
    assert answer.status_code == 409
    assert answer.json is not None
    assert answer.json["erreur"] == "deja_utilise"
    assert "banc" not in answer.text


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"texte": "  "}, 422, "Écrivez votre idée"),
        ({"texte": "é" * 10_000}, 422, "10000 caractères"),
        ({"categorie": ""}, 422, "Choisissez d’abord"),
        ({"categorie": "pirate"}, 422, "Choisissez une des réponses"),
        ({"question": str(uuid.uuid4())}, 422, "n’est plus proposée"),
        ({"csrf_token": "faux"}, 400, "encore une fois"),
    ],
)
def test_a_refusal_says_what_to_do_and_keeps_what_was_typed(
    phone: FlaskClient, monde: Monde, change: dict[str, str], status: int, said: str
) -> None:
    sent = fields(phone, monde) | change
    answer = phone.post(f"/s/{code_of(monde.seance)}/contributions", data=sent)
    assert answer.status_code == status
    assert said in answer.text
    assert sent["texte"].strip() in answer.text
    assert count(Contribution) == count(Participant) == 0


def test_a_refusal_names_its_field_to_programs(phone: FlaskClient, monde: Monde) -> None:
    answer = phone.post(
        f"/s/{code_of(monde.seance)}/contributions",
        data=fields(phone, monde, texte=""),
        headers=JSON,
    )
    assert answer.status_code == 422
    assert answer.json == {
        "erreur": "texte_vide",
        "message": "Écrivez votre idée avant de l’envoyer.",
        "champ": "texte",
    }


def test_a_forged_cookie_is_silently_replaced(phone: FlaskClient, monde: Monde) -> None:
    sent = fields(phone, monde)
    name = next(c.key for c in phone._cookies.values() if c.key.startswith("cafe_p_"))
    phone.set_cookie(name, "forgé.de.toutes.pièces".encode("ascii", "ignore").decode())
    answer = phone.post(f"/s/{code_of(monde.seance)}/contributions", data=sent)
    assert answer.status_code == 303
    assert count(Contribution) == 1


@pytest.mark.parametrize(
    ("phase", "status", "erreur"),
    [
        (Phase.PREPARATION, 403, "seance_pas_ouverte"),
        (Phase.TERMINEE, 201, None),
        (Phase.CLOSE, 403, "seance_close"),
    ],
)
def test_before_after_and_once_the_compte_rendu_has_left(
    phone: FlaskClient, monde: Monde, phase: Phase, status: int, erreur: str | None
) -> None:
    sent = fields(phone, monde)

    def change(session: Any) -> None:
        session.get(Seance, monde.seance).phase = phase

    factories.build(change)
    answer = phone.post(f"/s/{code_of(monde.seance)}/contributions", data=sent, headers=JSON)
    assert answer.status_code == status
    assert answer.json is not None
    if erreur:
        assert answer.json["erreur"] == erreur
    else:
        assert answer.json["tardive"] is True


def test_the_code_of_an_ended_seance_opens_its_follow_up(phone: FlaskClient, monde: Monde) -> None:
    def change(session: Any) -> None:
        session.get(Seance, monde.seance).phase = Phase.CLOSE

    factories.build(change)
    page = phone.get(f"/r/{code_of(monde.seance)}", follow_redirects=True)
    assert page.status_code == 200
    assert "est terminée" in page.text
    assert "Réunion de retour" in page.text


def test_a_recueil_that_is_over_asks_nothing_more(phone: FlaskClient, monde: Monde) -> None:
    factories.make_question(monde.seance, "Et le soir ?")
    address = f"/s/{code_of(monde.seance)}"

    def over(session: Any) -> None:
        row = session.get(Seance, monde.seance)
        row.format, row.jour, row.jour_fin = Format.COLLECTE, date(2026, 3, 2), date(2026, 3, 28)

    assert "Choisissez une question" in phone.get(address).text
    factories.build(over)
    page = phone.get(address).text
    assert "Ce recueil a pris fin le 28 mars 2026" in page
    db.session.rollback()
    assert f"<h1>{db.session.get_one(Seance, monde.seance).titre}</h1>" in page
    assert "Choisissez une question" not in page
    assert "Et le soir ?" not in page
    factories.build(lambda session: session.execute(delete(Question)))
    assert "Revenez dans un instant" not in phone.get(address).text


def test_too_fast_is_told_when_to_retry(
    app: Flask, phone: FlaskClient, monde: Monde, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    app.config["REGLAGES"] = replace(app.config["REGLAGES"], debit_participant=1)
    address = f"/s/{code_of(monde.seance)}/contributions"
    phone.post(address, data=fields(phone, monde), headers=JSON)
    answer = phone.post(address, data=fields(phone, monde), headers=JSON)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_the_state_follows_the_contract_and_answers_304(phone: FlaskClient, monde: Monde) -> None:
    address = f"/s/{code_of(monde.seance)}"
    sent = fields(phone, monde)
    phone.post(f"{address}/contributions", data=sent)
    answer = phone.get(f"{address}/etat.json")
    assert answer.json is not None
    state = answer.json
    assert list(state) == [
        "instance", "seance", "numero", "phase", "droits", "tour", "fin", "pause", "message",
        "tablee", "place", "change", "vote", "ralenti", "questions",
            "contributions", "recu",
    ]  # fmt: skip
    assert state["droits"] == ["lire", "contribuer"]
    assert state["contributions"][0]["client_id"] == sent["client_id"]
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["Vary"] == "Cookie"
    again = phone.get(f"{address}/etat.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert int(again.headers["X-Cafe-Maintenant"]) > 0


def test_a_table_scanned_too_early_is_not_forgotten(phone: FlaskClient, monde: Monde) -> None:
    code = code_of(monde.seance)
    set_phase(monde.seance, Phase.PREPARATION)
    page = phone.get(f"/r/{code}/t/3", follow_redirects=True).text
    assert "La rencontre n’a pas encore commencé" in page
    assert f'href="/s/{code}?table=3"' in page
