"""The gestures under « Plus » on a card, as plain forms and as JSON."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from flask.testing import FlaskClient

from cafe.actions.retouches import correct_contribution
from cafe.extensions import db
from cafe.models import Contribution, Statut
from cafe.models.famille import standing_parts
from tests import factories
from tests.conftest import Monde
from tests.facilitation.conftest import board
from tests.facilitation.test_gestes import press

DEUX = "Plus de bus le soir et des bancs à l’ombre"


@pytest.fixture
def carte(monde: Monde) -> str:
    return factories.post(monde.ana, monde.question, DEUX).id


def share(client: FlaskClient, monde: Monde, carte: str, texte: str, **champs: Any) -> Any:
    fields = {"client_id": str(uuid.uuid4()), "version": 1, **champs}
    return press(client, monde, f"contributions/{carte}/partager", parties=texte, **fields)


def test_an_idea_is_split_from_its_own_page_without_script(
    bruno: FlaskClient, monde: Monde, carte: str
) -> None:
    page = bruno.get(f"/animer/{monde.seance}/contributions/{carte}")
    assert "Partager en plusieurs idées…" in page.text
    answer = share(bruno, monde, carte, "Plus de bus le soir\r\n \r\net des bancs à l’ombre")
    assert answer.status_code == 303
    db.session.rollback()
    parts = standing_parts(db.session(), [carte])[carte]
    assert answer.location.endswith(f"#carte-{parts[0]}")
    assert board(bruno, monde)["libres"] == parts
    whole = bruno.get(f"/animer/{monde.seance}/contributions/{carte}")
    assert "Ses parties" in whole.text
    assert all(f"contributions/{part}" in whole.text for part in parts)
    assert "Mettre au frigo" not in whole.text


def test_a_refused_split_keeps_what_was_typed_and_says_what_misses(
    bruno: FlaskClient, monde: Monde, carte: str
) -> None:
    answer = share(bruno, monde, carte, "Plus de bus\n\net des bancs à l’ombre")
    assert answer.status_code == 422
    assert "« le », « soir »" in answer.text
    assert "Plus de bus\n\net des bancs" in answer.text


def test_a_split_of_what_its_author_corrected_meanwhile_is_a_conflict(
    bruno: FlaskClient, monde: Monde, carte: str
) -> None:
    correct_contribution(par=monde.ana, contribution_id=carte, texte="Plus de bus", version=1)
    answer = share(bruno, monde, carte, "Plus de bus le soir\n\net des bancs à l’ombre")
    assert answer.status_code == 409
    assert "corrigée" in answer.text
    assert "Plus de bus le soir" in answer.text
    db.session.rollback()
    assert db.session.get_one(Contribution, carte).statut is Statut.PUBLIEE


def test_a_script_learns_where_the_gesture_goes_on(
    bruno: FlaskClient, monde: Monde, carte: str
) -> None:
    answer = share(bruno, monde, carte, "Plus de bus le soir\n\net des bancs à l’ombre", json=True)
    assert answer.status_code == 200
    said = answer.get_json()
    assert (said["id"], said["statut"]) == (carte, "remplacee")
    assert said["aller"] == board(bruno, monde)["libres"][0]
