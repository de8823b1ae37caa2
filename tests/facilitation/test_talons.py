"""A slip from the printer to its bearer: printed, tied to what they say, read on any phone."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from cafe.extensions import db
from cafe.models import Contribution, Phase, Role, RoleAcces, Seance, Talon
from tests import factories
from tests.conftest import Monde
from tests.documents.lecture import render_pages
from tests.facilitation.conftest import JSON, make_table
from tests.pages import strict_client, token_in


def ask(client: FlaskClient, monde: Monde, feuilles: str = "1") -> TestResponse:
    page = client.get(f"/piloter/seances/{monde.seance}/talons")
    return click(client, monde, page, feuilles)


def click(client: FlaskClient, monde: Monde, page: TestResponse, feuilles: str) -> TestResponse:
    found = re.search(r'name="version" value="(\d+)"', page.get_data(as_text=True))
    assert found
    return client.post(
        f"/piloter/seances/{monde.seance}/talons.pdf",
        data={"csrf_token": token_in(page), "feuilles": feuilles, "version": found[1]},
    )


def receipts(pdf: TestResponse, folder: Path) -> list[str]:
    """The addresses on the sheets, in the order of their numbers."""
    pages = render_pages(pdf.data, folder)
    codes = [code for page in pages for code in zxingcpp.read_barcodes(page)]
    codes.sort(key=lambda c: (round(c.position.top_left.y, -2), c.position.top_left.x))
    return [code.text.partition("//")[2].partition("/")[2] for code in codes]


def say(client: FlaskClient, monde: Monde, where: str, talon: str, **more: str) -> TestResponse:
    path = f"/animer/{monde.seance}/{where}"
    values = {
        "csrf_token": token_in(client.get(path)),
        "client_id": str(uuid.uuid4()),
        "question": monde.question,
        "categorie": "mon_idee",
        "texte": "Un banc devant la poste",
        "talon": talon,
    }
    return client.post(path, data=values | more)


@pytest.mark.parametrize("where", ["saisie", "recueil"])
def test_the_bearer_of_a_slip_reads_what_became_of_their_words(
    app: Flask, bruno: FlaskClient, monde: Monde, tmp_path: Path, where: str
) -> None:
    pdf = ask(bruno, monde)
    assert pdf.status_code == 200
    assert pdf.mimetype == "application/pdf"
    assert pdf.headers["Cache-Control"] == "no-store"
    slips = receipts(pdf, tmp_path)
    assert len(set(slips)) == 10

    said = say(bruno, monde, where, "n° 3")
    assert said.status_code == 201
    assert re.search(r"talon n°.?3|value=\"3\"", said.text)
    say(bruno, monde, where, "3", texte="Et un arrêt de bus")

    phone = strict_client(app)
    page = phone.get(f"/{slips[2]}", follow_redirects=True)
    assert "Talon n° 3" in page.text
    assert "Un banc devant la poste" in page.text
    assert "Et un arrêt de bus" in page.text
    neighbour = strict_client(app).get(f"/{slips[3]}", follow_redirects=True)
    assert neighbour.status_code == 200
    assert "Ce papier est le talon n° 4" in neighbour.text
    assert "banc" not in neighbour.text


def test_the_next_print_says_where_it_starts(bruno: FlaskClient, monde: Monde) -> None:
    ask(bruno, monde, "2")
    page = bruno.get(f"/piloter/seances/{monde.seance}/talons").text
    assert "du n° 1 au n° 20" in page
    assert "commencent au n° 21" in page


@pytest.mark.parametrize("feuilles", ["", "beaucoup", "0", "21", "-3"])
def test_a_wrong_number_of_sheets_is_told_beside_the_field(
    bruno: FlaskClient, monde: Monde, feuilles: str
) -> None:
    answer = ask(bruno, monde, feuilles)
    assert answer.status_code == 422
    assert 'id="feuilles-erreur"' in answer.text


@pytest.mark.parametrize("where", ["saisie", "recueil"])
@pytest.mark.parametrize(("typed", "told"), [("12", "le numéro 12"), ("douze", "en chiffres")])
def test_a_number_never_printed_is_told_and_the_sentence_stays(
    bruno: FlaskClient, monde: Monde, where: str, typed: str, told: str
) -> None:
    answer = say(bruno, monde, where, typed)
    assert answer.status_code == 422
    assert told in answer.text
    assert 'id="talon-erreur"' in answer.text
    assert "Un banc devant la poste" in answer.text
    assert db.session.scalars(select(Contribution)).all() == []


def test_the_number_is_put_right_while_the_sentence_is_read_back(
    app: Flask, bruno: FlaskClient, monde: Monde, tmp_path: Path
) -> None:
    slips = receipts(ask(bruno, monde), tmp_path)
    page = say(bruno, monde, "recueil", "8")
    word = db.session.scalars(select(Contribution)).one()
    where = f"/animer/{monde.seance}/recueil/{word.id}"
    sent = {
        "csrf_token": token_in(page),
        "version": str(word.version),
        "texte": "Un banc devant la poste",
        "talon": "9",
    }
    assert bruno.post(where, data=sent | {"talon": "99"}).status_code == 422
    assert bruno.post(where, data=sent).status_code == 200
    assert "banc" in strict_client(app).get(f"/{slips[8]}", follow_redirects=True).text
    assert "banc" not in strict_client(app).get(f"/{slips[7]}", follow_redirects=True).text


def test_a_host_ties_slips_at_its_table(
    bruno: FlaskClient, device: Callable[..., FlaskClient], monde: Monde
) -> None:
    ask(bruno, monde)
    host = device(RoleAcces.HOTE, make_table(monde.seance, 2))
    path = f"/animer/{monde.seance}/saisie"
    values = {
        "csrf_token": token_in(host.get(path)),
        "client_id": str(uuid.uuid4()),
        "question": monde.question,
        "categorie": "mon_idee",
        "texte": "De la lumière",
        "talon": "1",
    }
    answer = host.post(path, data=values, headers=JSON)
    assert answer.status_code == 201
    assert answer.json is not None
    assert answer.json["talon"] == 1
    assert "recu" not in answer.json


def test_the_same_click_again_prints_no_other_slip(bruno: FlaskClient, monde: Monde) -> None:
    page = bruno.get(f"/piloter/seances/{monde.seance}/talons")
    assert click(bruno, monde, page, "1").status_code == 200
    again = click(bruno, monde, page, "1")
    assert again.status_code == 409
    assert "des papiers ont été imprimés jusqu’au n° 10" in again.text
    db.session.rollback()
    assert db.session.query(Talon).count() == 10
    assert click(bruno, monde, again, "1").status_code == 200


def test_hosts_and_readers_print_none(
    device: Callable[..., FlaskClient],
    colleague: Callable[[Role], FlaskClient],
    monde: Monde,
) -> None:
    path = f"/piloter/seances/{monde.seance}/talons"
    assert colleague(Role.LECTEUR).get(path).status_code == 403
    assert device(RoleAcces.HOTE, make_table(monde.seance, 2)).get(path).status_code == 302


def test_a_closed_meeting_no_longer_offers_slips(bruno: FlaskClient, monde: Monde) -> None:
    page = f"/piloter/seances/{monde.seance}"
    assert "Talons numérotés" in bruno.get(page).text

    def close(session: object) -> None:
        session.get(Seance, monde.seance).phase = Phase.CLOSE  # type: ignore[attr-defined]

    factories.build(close)
    assert "Talons numérotés" not in bruno.get(page).text
    assert ask(bruno, monde).status_code == 409
