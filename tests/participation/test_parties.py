"""What the phone tells of an idea that held several, and what its author may still do."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cafe.actions.partages import split_contribution
from cafe.extensions import db
from cafe.models import Seance
from cafe.models.base import new_id
from tests.conftest import Monde
from tests.pages import strict_client, token_in
from tests.participation.test_mots import send

DEUX = "Plus de bus le soir et des bancs à l’ombre"


@pytest.fixture
def phone(app: Flask) -> FlaskClient:
    return strict_client(app)


@pytest.fixture
def address(monde: Monde) -> str:
    return f"/s/{db.session.get_one(Seance, monde.seance).code}"


@pytest.fixture
def parties(phone: FlaskClient, monde: Monde, address: str) -> tuple[str, ...]:
    sent = send(phone, monde, address, DEUX)
    return split_contribution(
        par=monde.bruno,
        contribution_id=sent,
        parties=("Plus de bus le soir", "et des bancs à l’ombre"),
        client_id=new_id(),
        version=None,
    )


def test_its_author_reads_that_the_idea_held_two_and_the_way_of_each(
    phone: FlaskClient, address: str, parties: tuple[str, ...]
) -> None:
    page = phone.get(f"{address}/mes-mots").text
    assert "Votre idée en contenait 2" in page
    assert page.count("Une partie de votre idée") == 2
    assert page.index(DEUX) < page.index("<mark>Plus de bus le soir</mark>")
    assert page.index("<mark>Plus de bus le soir</mark>") < page.index("<mark>et des bancs")
    # The whole is nobody's to change any more; each part is.
    assert page.count("Corriger ou retirer") == 2


def test_to_withdraw_a_part_is_to_withdraw_the_idea_and_the_page_says_so(
    phone: FlaskClient, address: str, parties: tuple[str, ...]
) -> None:
    form = phone.get(f"{address}/contributions/{parties[0]}/corriger")
    assert "L’idée entière sera retirée." in form.text
    sent = phone.post(
        f"{address}/contributions/{parties[0]}/retirer", data={"csrf_token": token_in(form)}
    )
    assert sent.status_code == 303
    page = phone.get(f"{address}/mes-mots").text
    assert "bancs" not in page
    assert page.count("Le texte a été effacé.") == 2
