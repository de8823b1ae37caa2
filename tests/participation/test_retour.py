"""« Vous avez dit » on a phone, and the quartier one may say."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from cafe.actions.core import Missing, NotAllowed, Refusal
from cafe.actions.quartiers import say_quartier
from cafe.extensions import db
from cafe.models import Demarche, Evenement, Participant, Phase, Seance
from tests import chaine, factories
from tests.conftest import Monde
from tests.pages import strict_client, token_in
from tests.participation.test_mots import send


@pytest.fixture
def phone(app: Flask) -> FlaskClient:
    return strict_client(app)


@pytest.fixture
def address(monde: Monde) -> str:
    return f"/s/{db.session.get_one(Seance, monde.seance).code}"


def name_quartiers(monde: Monde, *noms: str) -> None:
    def job(session: object) -> None:
        session.get(Demarche, monde.demarche).quartiers = list(noms)  # type: ignore[attr-defined]

    factories.build(job)


def set_phase(monde: Monde, phase: Phase) -> None:
    def job(session: object) -> None:
        session.get(Seance, monde.seance).phase = phase  # type: ignore[attr-defined]

    factories.build(job)


def test_whoever_has_the_code_reads_what_became_of_all_words(
    phone: FlaskClient, monde: Monde, address: str
) -> None:
    words = chaine.make_words(monde.seance, monde.question, "Un banc", "Deux bancs")
    chaine.make_regroupement(monde.seance, monde.question, words, "S’asseoir à l’ombre")
    page = phone.get(f"{address}/retour").text
    assert "S’asseoir à l’ombre</bdi> (2\u00a0personnes)" in page
    assert "Rien n’est encore décidé." in page
    assert "Deux bancs" not in page


def test_the_question_of_the_poster_comes_first(
    phone: FlaskClient, monde: Monde, address: str
) -> None:
    other = factories.make_question(monde.seance, "Et le soir ?")
    page = phone.get(f"{address}/retour?question={other}").text
    assert page.index("Et le soir ?") < page.index("Que changer dans le quartier ?")


def test_who_types_the_code_of_an_ended_meeting_finds_it_without_a_word_of_their_own(
    app: Flask, phone: FlaskClient, monde: Monde, address: str
) -> None:
    send(phone, monde, address, "Un banc")
    receipt = phone.get(f"{address}/etat.json").json
    assert receipt is not None
    set_phase(monde, Phase.TERMINEE)
    stranger = strict_client(app)
    assert f"{address}/retour" in stranger.get(f"{address}/mes-mots").text

    # A code taken back leads nowhere: the page by receipt stands without that link.
    def take_back(session: object) -> None:
        row = session.get(Seance, monde.seance)  # type: ignore[attr-defined]
        row.codes[0].fin_le = row.cree_le

    factories.build(take_back)
    page = strict_client(app).get(f"/suivi/{receipt['recu']}", follow_redirects=True)
    assert page.status_code == 200
    assert "Un banc" in page.text
    assert "/retour" not in page.text


def test_before_the_meeting_there_is_nothing_to_read(
    phone: FlaskClient, monde: Monde, address: str
) -> None:
    set_phase(monde, Phase.PREPARATION)
    assert phone.get(f"{address}/retour").status_code == 404


def test_one_says_ones_quartier_changes_it_and_takes_it_back(
    phone: FlaskClient, monde: Monde, address: str
) -> None:
    name_quartiers(monde, "Les Tanneurs", "Le Port")
    send(phone, monde, address, "Un banc")

    def say(quartier: str) -> str | None:
        token = token_in(phone.get(f"{address}/mes-mots"))
        sent = {"csrf_token": token, "quartier": quartier}
        assert phone.post(f"{address}/quartier", data=sent).status_code == 303
        db.session.rollback()
        return db.session.scalars(select(Participant.quartier)).one()

    assert say("Le Port") == "Le Port"
    assert '<option value="Le Port" lang="fr" selected>' in phone.get(f"{address}/mes-mots").text
    assert say("Les Tanneurs") == "Les Tanneurs"
    assert say("") is None
    events = db.session.scalars(select(Evenement).where(Evenement.nature == "QuartierSaid")).all()
    assert len(events) == 3
    assert "Port" not in str([event.details for event in events])


def test_no_quartier_is_asked_where_the_demarche_names_none(
    phone: FlaskClient, monde: Monde, address: str
) -> None:
    send(phone, monde, address, "Un banc")
    assert "Votre quartier" not in phone.get(f"{address}/mes-mots").text


def test_only_a_participant_who_spoke_says_one_of_the_list(monde: Monde) -> None:
    name_quartiers(monde, "Le Port")
    with pytest.raises(Missing):
        say_quartier(par=monde.ana, quartier="Le Port")
    factories.post(monde.ana, monde.question)
    with pytest.raises(Refusal, match="quartier_inconnu"):
        say_quartier(par=monde.ana, quartier="Ailleurs")
    with pytest.raises(NotAllowed):
        say_quartier(par=monde.bruno, quartier="Le Port")
