"""The roll of a meeting: one tap each, by several people, with or without script."""

from __future__ import annotations

import re
import uuid

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from cafe.actions.pointages import count_arrival
from cafe.actions.presences import mark_presence
from cafe.extensions import db
from cafe.models import EtatPresence, Phase, Presence, Role
from cafe.models.accueil import counts_at_the_door
from cafe.models.presence import presences_of
from tests import factories, reunions
from tests.clients import sign_in
from tests.conftest import Monde
from tests.pages import strict_client
from tests.pilotage.formulaires import fill, post

JSON = {"Accept": "application/json"}


def said(seance_id: str) -> list[tuple[str, str, str]]:
    db.session.rollback()
    return [(p.nom, p.etat.value, p.represente_par) for p in presences_of(db.session(), seance_id)]


def test_without_script_each_tap_comes_back_to_the_same_person(
    bruno: FlaskClient, reunion: str, membres: list[str]
) -> None:
    address = f"/piloter/seances/{reunion}/presences"
    page = bruno.get(address)
    assert "3 à pointer" in page.text
    answer = post(bruno, f"{address}/{membres[0]}", {"etat": "present", "version": "0"})
    assert answer.status_code == 303
    page = bruno.get(answer.location)
    assert re.search(rf'id="present-{membres[0]}" aria-pressed="true" autofocus', page.text)
    assert "1 présent, 2 à pointer" in page.text


def test_who_sits_instead_is_asked_only_when_needed(
    bruno: FlaskClient, reunion: str, membres: list[str]
) -> None:
    address = f"/piloter/seances/{reunion}/presences"
    assert "represente_par" not in bruno.get(address).text
    answer = post(bruno, f"{address}/{membres[1]}", {"etat": "represente", "version": "0"})
    page = bruno.get(answer.location)
    assert page.text.count('name="represente_par"') == 1
    assert re.search(rf'id="par-{membres[1]}"[^>]* autofocus', page.text)
    instead = {"etat": "represente", "represente_par": "Zoé", "version": "1"}
    post(bruno, f"{address}/{membres[1]}", instead)
    assert said(reunion) == [("Berthe", "represente", "Zoé")]


def test_a_script_gets_the_whole_roll_with_what_others_tapped(
    bruno: FlaskClient, monde: Monde, reunion: str, membres: list[str]
) -> None:
    mark_presence(
        par=monde.chloe, seance_id=reunion, membre_id=membres[2], etat=EtatPresence.EXCUSE
    )
    address = f"/piloter/seances/{reunion}/presences"
    answer = post(bruno, f"{address}/{membres[0]}", {"etat": "present", "version": "0"}, json=True)
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["bilan"] == "1 présent, 1 excusé, 1 à pointer"
    assert [(ligne["cle"], ligne["version"]) for ligne in answer.json["lignes"]] == [
        (membres[0], 1),
        (membres[1], 0),
        (membres[2], 1),
    ]
    again = bruno.get(f"{address}/appel", headers=JSON)
    assert "csrf_token" in again.text
    assert without_tokens(again) == without_tokens(answer)


def without_tokens(answer: TestResponse) -> str:
    """What is said, but the tokens of the forms: they tell the second that made them."""
    return re.sub(r'csrf_token\\" value=\\"[^\\]+', "", answer.text)


def test_a_tap_on_what_someone_else_has_just_said_is_told_and_shows_it(
    bruno: FlaskClient, monde: Monde, reunion: str, membres: list[str]
) -> None:
    mark_presence(
        par=monde.chloe, seance_id=reunion, membre_id=membres[0], etat=EtatPresence.EXCUSE
    )
    address = f"/piloter/seances/{reunion}/presences/{membres[0]}"
    old = {"etat": "present", "version": "0"}
    answer = post(bruno, address, old, json=True)
    assert answer.status_code == 409
    assert answer.json is not None
    assert "vient de pointer" in answer.json["message"]
    assert answer.json["bilan"].startswith("1 excusé")
    page = bruno.get(post(bruno, address, old).location)
    assert "vient de pointer" in page.text
    assert said(reunion) == [("Abel", "excuse", "")]


@pytest.mark.parametrize("etat", ["", "parti"])
def test_a_state_that_does_not_exist_is_refused(
    bruno: FlaskClient, reunion: str, membres: list[str], etat: str
) -> None:
    answer = post(bruno, f"/piloter/seances/{reunion}/presences/{membres[0]}", {"etat": etat})
    assert answer.status_code == 400
    assert said(reunion) == []


def test_one_person_more_is_added_corrected_and_taken_back(
    bruno: FlaskClient, monde: Monde, reunion: str
) -> None:
    ville = reunions.make_organisme(monde.demarche, "La Ville")
    address = f"/piloter/seances/{reunion}/presences"
    answer = fill(bruno, bruno.get(address), "/personnes", nom="Gil", organisme=ville)
    page = bruno.get(answer.location)
    assert "Gil" in page.text
    assert "présent·e, en plus" in page.text
    (presence,) = presences_of(db.session(), reunion)
    page = bruno.get(f"/piloter/presences/{presence.id}")
    fill(bruno, page, "", nom="Gilles", fonction="Chef")
    assert said(reunion) == [("Gilles", "present", "")]
    old = fill(bruno, page, "", nom="Gilbert")
    assert old.status_code == 409
    assert 'value="Gilbert"' in old.text
    fill(bruno, bruno.get(f"/piloter/presences/{presence.id}"), "/retirer")
    assert said(reunion) == []


@pytest.mark.parametrize("nom", ["", "   ", "n" * 300])
def test_one_person_more_without_a_name_keeps_what_was_typed(
    bruno: FlaskClient, reunion: str, nom: str
) -> None:
    address = f"/piloter/seances/{reunion}/presences"
    answer = fill(bruno, bruno.get(address), "/personnes", nom=nom, fonction="Cheffe")
    assert answer.status_code == 422
    assert 'value="Cheffe"' in answer.text
    assert 'id="nom-erreur"' in answer.text
    assert said(reunion) == []


def test_residents_stay_counts_on_the_same_page(bruno: FlaskClient, reunion: str) -> None:
    page = bruno.get(f"/piloter/seances/{reunion}/presences")
    assert "Habitantes et habitants, comptés à part" in page.text
    answer = fill(bruno, page, "", **{"effectifs-0-nombre": "12"})
    assert "12 personnes comptées" in bruno.get(answer.location).text


def test_what_the_door_counted_meanwhile_is_not_written_over_unread(
    bruno: FlaskClient, monde: Monde
) -> None:
    address = f"/piloter/seances/{monde.seance}/presences"
    opened = bruno.get(address)
    client_id = str(uuid.uuid4())
    count_arrival(
        par=monde.bruno, seance_id=monde.seance, client_id=client_id, qualite="associations"
    )
    refused = fill(bruno, opened, "", **{"effectifs-0-nombre": "12"})
    assert refused.status_code == 409
    assert "quelqu’un a compté : 1 en tout" in refused.text
    assert 'value="12"' in refused.text
    assert fill(bruno, refused, "").status_code == 303
    db.session.rollback()
    counted = counts_at_the_door(db.session(), monde.seance).par_qualite
    assert counted["habitant·e·s"] == 12


def test_a_closed_meeting_shows_no_roll_until_a_corrected_account_is_drafted(
    bruno: FlaskClient, reunion: str, membres: list[str]
) -> None:
    address = f"/piloter/seances/{reunion}/presences"
    reunions.set_phase(reunion, Phase.CLOSE)
    assert "Qui est là" not in bruno.get(address).text
    refused = post(bruno, f"{address}/{membres[0]}", {"etat": "present"}, json=True)
    assert refused.status_code == 409
    reunions.make_draft(reunion, numero=2)
    assert "Qui est là" in bruno.get(address).text


def test_a_stranger_a_reader_and_someone_revoked_mark_nobody(
    app: Flask, monde: Monde, reunion: str, membres: list[str]
) -> None:
    address = f"/piloter/seances/{reunion}/presences/{membres[0]}"
    reader = factories.make_compte("Lea", Role.LECTEUR, monde.demarche)
    for compte, status in ((monde.dan.id or "", 404), (reader, 403)):
        client = sign_in(strict_client(app), compte)
        assert post(client, address, {"etat": "present"}).status_code == status
        assert client.get(f"/piloter/seances/{reunion}/presences").status_code == status
    revoked = sign_in(strict_client(app), monde.bruno.id or "")
    reunions.revoke(monde.bruno.id or "")
    assert post(revoked, address, {"etat": "present"}).status_code == 404
    assert db.session.query(Presence).count() == 0
