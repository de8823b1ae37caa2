"""Pages around a meeting: the ordre du jour, documents, the next one, the convocation."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

from flask import Flask
from flask.testing import FlaskClient

from cafe.extensions import db
from cafe.models import Role
from cafe.models.note import documents_of, points_of
from tests import factories, reunions
from tests.clients import sign_in
from tests.conftest import Monde
from tests.documents.lecture_ics import read_ics
from tests.pages import strict_client
from tests.pilotage.formulaires import fill, post

JSON = {"Accept": "application/json"}


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
