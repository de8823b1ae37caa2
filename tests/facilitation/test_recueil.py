"""« Recueil à voix haute »: a sentence goes to the wall, is read back, put right, and counted."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from cafe.actions.core import NotAllowed, Refusal, Stale
from cafe.actions.regroupements import create_regroupement
from cafe.actions.saisies import correct_for_someone
from cafe.extensions import db
from cafe.models import Contribution, Evenement, Origine, Phase, Role, RoleAcces, Seance
from tests import factories
from tests.conftest import Monde
from tests.facilitation.conftest import make_table
from tests.pages import token_in

Dire = Callable[..., TestResponse]


def word() -> Contribution:
    db.session.rollback()
    return db.session.scalars(select(Contribution)).one()


def sentence_in(client: FlaskClient, monde: Monde, **changes: str) -> TestResponse:
    page = client.get(f"/animer/{monde.seance}/recueil")
    values = {
        "csrf_token": token_in(page),
        "client_id": str(uuid.uuid4()),
        "question": monde.question,
        "categorie": "mon_idee",
        "texte": "Un banc devant la poste",
        "langue": "tr",
    } | changes
    return client.post(f"/animer/{monde.seance}/recueil", data=values)


def put_right(client: FlaskClient, monde: Monde, page: TestResponse, **values: str) -> TestResponse:
    sent = {"csrf_token": token_in(page), "version": str(word().version)} | values
    return client.post(f"/animer/{monde.seance}/recueil/{word().id}", data=sent)


def test_a_sentence_goes_to_the_wall_and_is_read_back(bruno: FlaskClient, monde: Monde) -> None:
    page = sentence_in(bruno, monde)
    assert page.status_code == 201
    assert "C’est bien ça ?" in page.text
    assert '<blockquote class="recueil-dite" id="lue-texte" dir="auto" lang="tr">' in page.text
    kept = word()
    assert (kept.source, kept.langue) == (Origine.VOIX, "tr")
    assert "Un banc devant la poste" in bruno.get(f"/animer/{monde.seance}/tableau").text


def test_the_next_sentence_starts_empty_with_the_same_category_and_another_id(
    bruno: FlaskClient, monde: Monde
) -> None:
    page = sentence_in(bruno, monde, client_id=(first := str(uuid.uuid4())))
    assert first not in page.text
    assert 'value="mon_idee" required checked' in page.text
    assert "></textarea>" in page.text


def test_what_was_said_is_put_right_and_hands_are_counted(bruno: FlaskClient, monde: Monde) -> None:
    page = sentence_in(bruno, monde)
    done = put_right(bruno, monde, page, texte="Deux bancs devant la poste", mains="7")
    assert done.status_code == 200
    assert (word().texte, word().mains) == ("Deux bancs devant la poste", 7)
    assert "7 mains levées" in bruno.get(f"/animer/{monde.seance}/tableau").text
    event = db.session.scalars(select(Evenement).order_by(Evenement.numero.desc())).first()
    assert event is not None
    assert event.nature == "ContributionReadBack"
    assert "bancs" not in str(event.details)


def test_an_empty_count_leaves_the_hands_as_they_are(bruno: FlaskClient, monde: Monde) -> None:
    page = sentence_in(bruno, monde)
    put_right(bruno, monde, page, texte="Un banc", mains="7")
    put_right(bruno, monde, page, texte="Un banc", mains="")
    assert word().mains == 7


@pytest.mark.parametrize("mains", ["-1", "beaucoup", "1000", "²", "99999999"])
def test_a_count_that_is_none_is_told(bruno: FlaskClient, monde: Monde, mains: str) -> None:
    page = sentence_in(bruno, monde)
    answer = put_right(bruno, monde, page, texte="Un banc", mains=mains)
    assert answer.status_code == 422
    assert "Comptez de 0 à 999 mains." in answer.text
    assert word().mains == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"texte": "  "}, "Écrivez votre idée"),
        ({"texte": "é" * 3000}, "3000 caractères"),
        ({"categorie": ""}, "Choisissez d’abord"),
        ({"categorie": "pirate"}, "Choisissez une des réponses"),
        ({"question": str(uuid.uuid4())}, "n’est plus proposée"),
    ],
)
def test_a_refusal_keeps_what_was_typed(
    bruno: FlaskClient, monde: Monde, change: dict[str, str], said: str
) -> None:
    page = sentence_in(bruno, monde, **change)
    assert page.status_code == 422
    assert said in page.text
    assert change.get("texte", "Un banc devant la poste").strip() in page.text


def test_the_same_sentence_sent_twice_is_kept_once(bruno: FlaskClient, monde: Monde) -> None:
    client_id = str(uuid.uuid4())
    sentence_in(bruno, monde, client_id=client_id)
    assert sentence_in(bruno, monde, client_id=client_id).status_code == 409
    assert word().client_id == client_id


def test_a_host_collects_for_its_own_table(
    device: Callable[..., FlaskClient], monde: Monde
) -> None:
    table = make_table(monde.seance, 3)
    host = device(RoleAcces.HOTE, table)
    page = sentence_in(host, monde)
    assert page.status_code == 201
    assert word().tablee_id == table
    assert put_right(host, monde, page, texte="Deux bancs", mains="2").status_code == 200


def test_only_who_typed_it_puts_it_right(
    bruno: FlaskClient, colleague: Callable[[Role], FlaskClient], monde: Monde
) -> None:
    page = sentence_in(bruno, monde)
    other = colleague(Role.RAPPORTEUR)
    own = other.get(f"/animer/{monde.seance}/recueil")
    assert put_right(other, monde, own, texte="Autre chose", mains="1").status_code == 403
    assert page.status_code == 201
    assert word().texte == "Un banc devant la poste"


def test_a_phones_word_is_not_put_right_from_here(monde: Monde) -> None:
    recue = factories.post(monde.ana, monde.question)
    with pytest.raises(NotAllowed):
        correct_for_someone(
            par=monde.bruno, contribution_id=recue.id, texte="Non", mains=None, version=None
        )


def test_strangers_and_readers_do_not_collect(
    colleague: Callable[[Role], FlaskClient], monde: Monde
) -> None:
    assert colleague(Role.LECTEUR).get(f"/animer/{monde.seance}/recueil").status_code == 403


def test_an_old_reading_a_group_and_a_closed_seance_refuse_a_new_text(
    bruno: FlaskClient, monde: Monde
) -> None:
    sentence_in(bruno, monde)
    row = word()

    def again(texte: str, version: int | None = None) -> int:
        return correct_for_someone(
            par=monde.bruno, contribution_id=row.id, texte=texte, mains=None, version=version
        )

    again("Une autre version")
    with pytest.raises(Stale):
        again("Encore une autre", version=1)
    create_regroupement(
        par=monde.bruno, question_id=monde.question, titre="S’asseoir", contributions=(row.id,)
    )
    with pytest.raises(Refusal, match="deja_regroupee_saisie"):
        again("Encore une autre")

    def close(session: object) -> None:
        session.get(Seance, monde.seance).phase = Phase.CLOSE  # type: ignore[attr-defined]

    factories.build(close)
    with pytest.raises(Refusal, match="rencontre_close"):
        again("Encore une autre")
