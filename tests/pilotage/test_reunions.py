"""Pages around a meeting: the roll, the ordre du jour, documents, the convocation."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cafe.actions.presences import mark_presence
from cafe.extensions import db
from cafe.models import EtatPresence, Phase, Presence, Role, Seance
from cafe.models.groupe import membres_of
from cafe.models.note import documents_of, points_of
from cafe.models.presence import presences_of
from tests import factories, reunions
from tests.clients import sign_in
from tests.conftest import Monde
from tests.documents.lecture_ics import read_ics
from tests.pages import strict_client
from tests.pilotage.formulaires import fill, post

JSON = {"Accept": "application/json"}


@pytest.fixture
def reunion(monde: Monde) -> str:
    groupe = reunions.make_groupe(monde.demarche, ("Abel", "Berthe", "Cyr"), nom="GT Emploi")
    return factories.make_seance(
        monde.demarche,
        groupe_id=groupe,
        titre="Réunion de janvier",
        heure_debut=time(9, 30),
        heure_fin=time(11),
        lieu="Mairie, salle 2",
    )


@pytest.fixture
def membres(reunion: str) -> list[str]:
    groupe = db.session.get_one(Seance, reunion).groupe_id
    return [m.id for m in membres_of(db.session(), groupe or "")]


def said(seance_id: str) -> list[tuple[str, str, str]]:
    db.session.rollback()
    return [(p.nom, p.etat.value, p.represente_par) for p in presences_of(db.session(), seance_id)]


# --- Présences ---


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
    assert bruno.get(f"{address}/appel", headers=JSON).json == answer.json


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


# --- Ordre du jour ---


def test_bruno_writes_the_ordre_du_jour_and_puts_it_in_order(
    bruno: FlaskClient, reunion: str
) -> None:
    address = f"/piloter/seances/{reunion}/ordre-du-jour"
    for titre, duree in (("Bilan", "20"), ("Budget", "")):
        answer = fill(bruno, bruno.get(address), "/points", titre=titre, duree=duree)
        assert answer.status_code == 303
    first, second = points_of(db.session(), reunion)
    post(bruno, f"/piloter/points/{second.id}/deplacer", {"ordre": "1", "version": "1"})
    page = bruno.get(f"/piloter/points/{first.id}")
    fill(bruno, page, "", titre="Bilan 2026", duree="30")
    assert fill(bruno, page, "", titre="Autre").status_code == 409
    db.session.rollback()
    assert [(p.ordre, p.titre, p.duree_minutes) for p in points_of(db.session(), reunion)] == [
        (1, "Budget", None),
        (2, "Bilan 2026", 30),
    ]
    fill(bruno, bruno.get(f"/piloter/points/{second.id}"), "/retirer")
    text = bruno.get(address).text
    assert "30 minutes prévues" in text
    assert "« Budget » n’est plus à l’ordre du jour." in text


def test_documents_are_joined_with_letters(bruno: FlaskClient, reunion: str) -> None:
    address = f"/piloter/seances/{reunion}/ordre-du-jour"
    for titre in ("Carte", "Budget"):
        fill(bruno, bruno.get(address), "/documents", **{"document-titre": titre})
    refused = fill(
        bruno,
        bruno.get(address),
        "/documents",
        **{"document-titre": "Bilan", "document-adresse": "javascript:alert(1)"},
    )
    assert refused.status_code == 422
    assert 'value="Bilan"' in refused.text
    carte, budget = documents_of(db.session(), reunion)
    post(bruno, f"/piloter/documents-joints/{budget.id}/deplacer", {"ordre": "1"})
    page = bruno.get(f"/piloter/documents-joints/{carte.id}")
    fill(bruno, page, "", titre="Plan", adresse="https://exemple.fr/plan")
    text = bruno.get(address).text
    assert text.index("Budget") < text.index("Plan")
    assert 'href="https://exemple.fr/plan"' in text
    fill(bruno, bruno.get(f"/piloter/documents-joints/{budget.id}"), "/retirer")
    db.session.rollback()
    assert [f"{d.lettre} {d.titre}" for d in documents_of(db.session(), reunion)] == ["A Plan"]


def test_the_next_meeting_is_noted_and_an_old_page_is_told(
    bruno: FlaskClient, reunion: str
) -> None:
    address = f"/piloter/seances/{reunion}/ordre-du-jour"
    old = bruno.get(address)
    said_ = {"prochaine_jour": "2027-03-12", "prochaine_heure": "09:30"}
    assert fill(bruno, old, "/prochaine", **said_).status_code == 303
    assert 'value="2027-03-12"' in bruno.get(address).text
    late = fill(bruno, old, "/prochaine", prochaine_objet="Le budget")
    assert late.status_code == 409
    assert "Le budget" in late.text


def test_a_reader_reads_the_ordre_du_jour_and_changes_nothing(
    app: Flask, monde: Monde, reunion: str
) -> None:
    (point,) = reunions.make_points(reunion, 1)
    reader = factories.make_compte("Lea", Role.LECTEUR, monde.demarche)
    client = sign_in(strict_client(app), reader)
    page = client.get(f"/piloter/seances/{reunion}/ordre-du-jour")
    assert "Point 1" in page.text
    assert "Ajouter ce point" not in page.text
    for address in (
        f"/piloter/seances/{reunion}/ordre-du-jour/points",
        f"/piloter/points/{point}",
        f"/piloter/points/{point}/deplacer",
        f"/piloter/points/{point}/retirer",
        f"/piloter/seances/{reunion}/prochaine",
    ):
        assert post(client, address, {"titre": "X", "ordre": "1"}).status_code == 403


# --- Convocation ---


def test_the_convocation_is_words_to_paste_and_a_link_to_a_mail(
    bruno: FlaskClient, reunion: str
) -> None:
    reunions.make_points(reunion, 2)
    page = bruno.get(f"/piloter/seances/{reunion}/convocation").text.replace("\u00a0", " ")
    assert "GT Emploi : Réunion de janvier" in page
    assert "1. Point 1\n2. Point 2" in page
    (mailto,) = re.findall(r'href="(mailto:[^"]+)"', page)
    asked = parse_qs(urlsplit(mailto.replace("&amp;", "&")).query)
    assert "samedi 21 novembre 2026" in asked["subject"][0].replace("\u00a0", " ")
    assert "1. Point 1\r\n2. Point 2" in asked["body"][0]


def test_a_long_convocation_opens_a_mail_with_its_subject_alone(
    bruno: FlaskClient, reunion: str
) -> None:
    reunions.make_points(reunion, 60)
    page = bruno.get(f"/piloter/seances/{reunion}/convocation").text
    (mailto,) = re.findall(r'href="(mailto:[^"]+)"', page)
    assert "body=" not in mailto
    assert "60. Point 60" in page


def test_the_calendar_file_is_the_same_event_at_each_edition(
    bruno: FlaskClient, reunion: str
) -> None:
    address = f"/piloter/seances/{reunion}/convocation.ics"
    answer = bruno.get(address)
    assert answer.mimetype == "text/calendar"
    first = read_ics(answer.data)
    assert first["UID"] == reunion
    assert first["DTSTART"] == datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
    assert first["LOCATION"] == "Mairie, salle 2"
    page = bruno.get(f"/piloter/seances/{reunion}/ordre-du-jour")
    fill(bruno, page, "/prochaine", prochaine_objet="Le budget")
    second = read_ics(bruno.get(address).data)
    assert second["UID"] == first["UID"]
    assert isinstance(first["SEQUENCE"], int)
    assert isinstance(second["SEQUENCE"], int)
    assert second["SEQUENCE"] > first["SEQUENCE"]


def test_without_a_day_there_is_no_calendar_file(bruno: FlaskClient, reunion: str) -> None:
    reunions.set_jour(reunion, None)
    address = f"/piloter/seances/{reunion}/convocation"
    assert bruno.get(f"{address}.ics").status_code == 404
    page = bruno.get(address).text
    assert "date à préciser" in page
    assert ".ics" not in page
    reunions.set_jour(reunion, date(2027, 1, 4))
    assert bruno.get(f"{address}.ics").status_code == 200
