"""The pages of the hall's network: for those who prepare it, and for the phones of the trial."""

from __future__ import annotations

import io
import logging
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pypdf
import pytest
import zxingcpp
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from cafe import clock
from cafe.cli.service import chosen_address, network_lines
from cafe.extensions import db
from cafe.models import Evenement, Seance
from cafe.reseau.interfaces import Interface
from tests.clients import sign_in
from tests.conftest import Monde
from tests.documents.lecture import render_pages
from tests.pages import strict_client, token_in

AILLEURS = {"REMOTE_ADDR": "192.168.1.77"}
CLE = "un;mot:de,passe"


@pytest.fixture
def bruno(app: Flask, monde: Monde) -> FlaskClient:
    return sign_in(strict_client(app), monde.bruno.id or "")


@pytest.fixture
def code(monde: Monde) -> str:
    return str(db.session.get_one(Seance, monde.seance).code)


def move_to(app: Flask, adresse: str) -> None:
    app.config["REGLAGES"] = replace(app.config["REGLAGES"], public_url=adresse)


def note_wifi(bruno: FlaskClient, monde: Monde, nom: str, key: str) -> int:
    address = f"/piloter/seances/{monde.seance}/reseau"
    token = token_in(bruno.get(address))
    sent = {"csrf_token": token, "nom": nom, "mot_de_passe": key}
    return bruno.post(address, data=sent).status_code


def test_a_wifi_noted_is_printed_and_stays_out_of_events_and_logs(
    bruno: FlaskClient, monde: Monde, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    poster = f"/piloter/seances/{monde.seance}/affiche-wifi.pdf"
    assert bruno.get(poster).status_code == 404
    assert note_wifi(bruno, monde, "Salle des fêtes", CLE) == 303
    pdf = bruno.get(poster).data
    (page,) = pypdf.PdfReader(io.BytesIO(pdf)).pages
    assert "Salle des fêtes" in page.extract_text()
    assert CLE in page.extract_text()
    (drawn,) = render_pages(pdf, tmp_path)
    (qr,) = zxingcpp.read_barcodes(drawn)
    assert qr.text == r"WIFI:T:WPA;S:Salle des fêtes;P:un\;mot\:de\,passe;;"
    said = [row.details for row in db.session.scalars(select(Evenement))]
    assert CLE not in f"{said} {caplog.text}"
    affiche = bruno.get(f"/piloter/seances/{monde.seance}/affiche.pdf").data
    assert "Salle des fêtes" in pypdf.PdfReader(io.BytesIO(affiche)).pages[0].extract_text()


@pytest.mark.parametrize(
    ("nom", "key", "said"), [("W" * 40, "", "32 signes"), ("Salle", "court", "8 à 63")]
)
def test_a_wifi_that_cannot_be_is_told_beside_its_field(
    bruno: FlaskClient, monde: Monde, nom: str, key: str, said: str
) -> None:
    address = f"/piloter/seances/{monde.seance}/reseau"
    sent = {"csrf_token": token_in(bruno.get(address)), "nom": nom, "mot_de_passe": key}
    page = bruno.post(address, data=sent)
    assert page.status_code == 422
    assert said in page.text
    assert f'value="{nom}"' in page.text


def test_papers_printed_before_the_address_changed_are_named(
    app: Flask, bruno: FlaskClient, monde: Monde
) -> None:
    move_to(app, "http://192.168.1.20:8000")
    seance = f"/piloter/seances/{monde.seance}"
    bruno.get(f"{seance}/affiche.pdf")
    assert "L’adresse a changé" not in bruno.get(seance).text
    move_to(app, "http://10.0.0.5:8000")
    for page in (bruno.get(seance).text, bruno.get(f"{seance}/reseau").text):
        assert "L’adresse a changé" in page
        assert "http://192.168.1.20:8000" in page
        assert "chevalets" not in page.split("L’adresse a changé")[1].split("</ul>")[0]
    said = "\n".join(network_lines(app.config["REGLAGES"]))
    assert "À réimprimer : affiche" in said
    bruno.get(f"{seance}/affiche.pdf")
    assert "L’adresse a changé" not in bruno.get(seance).text


def test_the_address_given_on_the_command_line_is_one_of_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = [Interface("wlan0", "192.168.1.20"), Interface("eth0", "10.0.0.5")]
    monkeypatch.setattr("cafe.reseau.interfaces.private_addresses", lambda: own)
    assert chosen_address("eth0") == "10.0.0.5"
    with pytest.raises(Exception, match=r"192\.168\.1\.20 \(wlan0\), 10\.0\.0\.5 \(eth0\)"):
        chosen_address("192.168.9.9")


def call_of(page: str) -> str:
    found = re.search(r'data-appel="([^"]+)"', page)
    assert found
    return found[1].replace("&amp;", "&")


def test_a_phone_of_the_trial_is_counted_once_and_leaves_nothing(
    app: Flask, bruno: FlaskClient, monde: Monde, code: str
) -> None:
    phone = strict_client(app)
    page = phone.get(f"/r/{code}/essai", environ_overrides=AILLEURS)
    assert "Téléphone n° 1" in page.text
    assert 'http-equiv="refresh"' in page.text
    call = call_of(page.text)
    for _ in range(3):
        answer = phone.get(call, headers={"Accept": "application/json"}, environ_overrides=AILLEURS)
        assert answer.json == {"numero": 1}
    assert "Téléphone n° 1" in phone.get(call, environ_overrides=AILLEURS).text
    seen = bruno.get(f"/piloter/seances/{monde.seance}/essai-reseau").text
    assert "1 téléphone arrivé" in seen
    assert AILLEURS["REMOTE_ADDR"] not in seen
    phone.get(f"{call}&pause=1", environ_overrides=AILLEURS)
    assert "en veille" in bruno.get(f"/piloter/seances/{monde.seance}/essai-reseau").text


def test_this_machine_does_not_count_as_a_phone(
    app: Flask, bruno: FlaskClient, monde: Monde, code: str
) -> None:
    page = strict_client(app).get(f"/r/{code}/essai")
    assert "cet ordinateur ne compte pas" in page.text
    assert "0 téléphone" in bruno.get(f"/piloter/seances/{monde.seance}/essai-reseau").text


def test_the_organiser_is_told_that_nobody_came_then_begins_again(
    app: Flask, bruno: FlaskClient, monde: Monde, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/piloter/seances/{monde.seance}/essai-reseau"
    first = bruno.get(address)
    assert "J’attends le premier téléphone" in first.text
    later = clock.now() + timedelta(seconds=90)
    monkeypatch.setattr("cafe.clock.now", lambda: later)
    assert "Aucun téléphone ne m’a atteint" in bruno.get(address).text
    again = bruno.post(address, data={"csrf_token": token_in(first), "telephones": "12"})
    assert again.status_code == 303
    page = bruno.get(again.location).text
    assert "J’attends le premier téléphone" in page
    assert "sur 12" in page
