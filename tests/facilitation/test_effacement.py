"""Erasing a text for good, from the board: said plainly, confirmed, by the lead only."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cafe.extensions import db
from cafe.models import Contribution
from tests import factories
from tests.clients import sign_in
from tests.conftest import Monde
from tests.pages import strict_client, token_in


@pytest.fixture
def chloe(app: Flask, monde: Monde) -> FlaskClient:
    assert monde.chloe.id is not None
    return sign_in(strict_client(app), monde.chloe.id)


@pytest.fixture
def carte(monde: Monde) -> str:
    return factories.post(monde.ana, monde.question, "Mon voisin du 12").id


def text_of(contribution_id: str) -> str | None:
    db.session.rollback()
    return db.session.get_one(Contribution, contribution_id).texte


def test_the_lead_erases_a_text_after_saying_why_and_ticking_the_box(
    chloe: FlaskClient, monde: Monde, carte: str
) -> None:
    plus = f"/animer/{monde.seance}/contributions/{carte}"
    assert f"{plus}/effacer" in chloe.get(plus).text
    page = chloe.get(f"{plus}/effacer")
    assert "Mon voisin du 12" in page.text
    data = {"csrf_token": token_in(page), "motif": "personne_citee", "compris": "oui"}
    done = chloe.post(f"{plus}/effacer", data=data)
    assert done.status_code == 303
    assert text_of(carte) is None
    assert "déjà effacé" in chloe.get(f"{plus}/effacer").text


@pytest.mark.parametrize(
    ("missing", "said"), [("motif", "Choisissez un motif"), ("compris", "Cochez la case")]
)
def test_nothing_is_erased_by_a_form_half_filled(
    chloe: FlaskClient, monde: Monde, carte: str, missing: str, said: str
) -> None:
    address = f"/animer/{monde.seance}/contributions/{carte}/effacer"
    data = {"csrf_token": token_in(chloe.get(address)), "motif": "demande", "compris": "oui"}
    refused = chloe.post(address, data=data | {missing: ""})
    assert refused.status_code == 422
    assert said in refused.text
    assert text_of(carte) == "Mon voisin du 12"


def test_a_facilitator_does_not_erase_and_is_not_offered_to(
    app: Flask, monde: Monde, carte: str
) -> None:
    assert monde.bruno.id is not None
    bruno = sign_in(strict_client(app), monde.bruno.id)
    plus = f"/animer/{monde.seance}/contributions/{carte}"
    page = bruno.get(plus)
    assert "/effacer" not in page.text
    answer = bruno.post(f"{plus}/effacer", data={"csrf_token": token_in(page)})
    assert answer.status_code == 403
    assert text_of(carte) == "Mon voisin du 12"
