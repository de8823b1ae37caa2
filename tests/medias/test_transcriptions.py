"""What a voice says is written down by the team, and its author has the last word."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from cafe.actions.core import NotAllowed, Refusal, Stale
from cafe.actions.regroupements import create_regroupement
from cafe.actions.transcriptions import transcribe_contribution
from cafe.extensions import db
from cafe.models import Contribution, Evenement, Phase, Role, Seance
from tests import factories
from tests.clients import sign_in
from tests.conftest import Monde
from tests.medias import exemples
from tests.medias.conftest import Poster
from tests.pages import strict_client, token_in

DIT = "Il faudrait un banc devant la poste"


def word() -> Contribution:
    db.session.rollback()
    return db.session.scalars(select(Contribution)).one()


@pytest.fixture
def voice(post: Poster) -> str:
    """Ana's voice, without a text."""
    answer = post(voix=exemples.ogg())
    assert answer.json is not None
    found: str = answer.json["id"]
    return found


def noted(monde: Monde, contribution_id: str, texte: str = DIT) -> int:
    return transcribe_contribution(
        par=monde.bruno, contribution_id=contribution_id, texte=texte, version=None
    )


def refusal_of(call: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        call()
    return caught.value.code


def test_bruno_writes_it_from_the_card_and_the_board_says_it_waits_for_a_yes(
    bruno: FlaskClient, monde: Monde, voice: str
) -> None:
    url = f"/animer/{monde.seance}/contributions/{voice}"
    page = bruno.get(url)
    assert "Écrire ce qui est dit" in page.text
    answer = bruno.post(f"{url}/noter", data={"csrf_token": token_in(page), "texte": DIT})
    assert answer.status_code == 303
    board = bruno.get(f"/animer/{monde.seance}/tableau").text
    assert DIT in board
    assert "Écrit par l’équipe, à confirmer" in board


def test_the_event_holds_no_text(monde: Monde, voice: str) -> None:
    noted(monde, voice)
    event = db.session.scalars(select(Evenement).order_by(Evenement.numero.desc())).first()
    assert event is not None
    assert event.nature == "ContributionTranscribed"
    assert "banc" not in str(event.details)


def test_ana_reads_it_in_my_words_and_says_yes(
    phone: FlaskClient, bruno: FlaskClient, monde: Monde, voice: str, address: str
) -> None:
    noted(monde, voice)
    page = phone.get(f"{address}/mes-mots")
    assert "C’est bien ça ?" in page.text
    url = f"{address}/contributions/{voice}/approuver"
    sent = {"csrf_token": token_in(page), "version": word().version}
    for _ in range(2):
        answer = phone.post(url, data=sent)
        assert answer.status_code == 303
    assert "C’est bien ça ?" not in phone.get(f"{address}/mes-mots").text
    assert not word().courante.a_confirmer
    assert "à confirmer" not in bruno.get(f"/animer/{monde.seance}/tableau").text


def test_ana_corrects_it_even_once_it_is_grouped(
    phone: FlaskClient, monde: Monde, voice: str, address: str
) -> None:
    noted(monde, voice)
    create_regroupement(
        par=monde.bruno, question_id=monde.question, titre="S’asseoir", contributions=(voice,)
    )
    page = phone.get(f"{address}/contributions/{voice}/corriger")
    sent = {"csrf_token": token_in(page), "texte": "Deux bancs, pas un", "version": word().version}
    assert phone.post(page.request.path, data=sent).status_code == 303
    assert word().texte == "Deux bancs, pas un"
    assert not word().courante.a_confirmer
    assert refusal_of(lambda: noted(monde, voice)) == "mots_de_l_auteur"


def test_a_yes_to_a_text_that_was_rewritten_meanwhile_is_refused(
    phone: FlaskClient, monde: Monde, voice: str, address: str
) -> None:
    read = noted(monde, voice)
    noted(monde, voice, "Il ne faudrait aucun banc")
    page = phone.get(f"{address}/mes-mots")
    answer = phone.post(
        f"{address}/contributions/{voice}/approuver",
        data={"csrf_token": token_in(page), "version": read},
    )
    assert answer.status_code == 409
    assert word().courante.a_confirmer


def test_what_ana_wrote_herself_is_not_rewritten(monde: Monde, post: Poster) -> None:
    post(texte="Mes mots à moi", photo=exemples.jpeg())
    assert refusal_of(lambda: noted(monde, word().id)) == "mots_de_l_auteur"


def test_a_word_without_voice_nor_photo_has_nothing_to_write_down(monde: Monde) -> None:
    recue = factories.post(monde.ana, monde.question)
    assert refusal_of(lambda: noted(monde, recue.id)) == "rien_a_noter"


@pytest.mark.parametrize(("texte", "code"), [("  ", "texte_vide"), ("a" * 3000, "texte_long")])
def test_a_text_that_cannot_be_kept_is_refused(
    monde: Monde, voice: str, texte: str, code: str
) -> None:
    assert refusal_of(lambda: noted(monde, voice, texte)) == code


def test_a_text_typed_on_an_old_reading_is_refused(monde: Monde, voice: str) -> None:
    before = word().version
    noted(monde, voice)
    with pytest.raises(Stale):
        transcribe_contribution(
            par=monde.bruno, contribution_id=voice, texte="Autre chose", version=before
        )


@pytest.mark.parametrize("role", [Role.LECTEUR, Role.RAPPORTEUR])
def test_those_who_do_not_lead_write_nothing_down(monde: Monde, voice: str, role: Role) -> None:
    other = factories.identite(factories.make_compte("Autre", role, monde.demarche))
    for par in (other, monde.dan, monde.ana):
        with pytest.raises(NotAllowed):
            transcribe_contribution(par=par, contribution_id=voice, texte=DIT, version=None)


def test_nobody_else_says_yes_for_ana(app: Flask, monde: Monde, voice: str, address: str) -> None:
    noted(monde, voice)
    eve = strict_client(app)
    token = token_in(eve.get(address))
    url = f"{address}/contributions/{voice}/approuver"
    assert eve.post(url, data={"csrf_token": token}).status_code == 404
    dan = sign_in(strict_client(app), monde.dan.id or "")
    page = dan.get(f"/animer/{monde.seance}/contributions/{voice}")
    assert page.status_code == 404
    assert word().courante.a_confirmer


def test_once_the_compte_rendu_has_left_nothing_is_written_down(monde: Monde, voice: str) -> None:
    def close(session: object) -> None:
        session.get(Seance, monde.seance).phase = Phase.CLOSE  # type: ignore[attr-defined]

    factories.build(close)
    assert refusal_of(lambda: noted(monde, voice)) == "rencontre_close"
