"""A word said in Arabic, the browsers of the phone and of the board, the languages switched on."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cafe.actions.contributions import post_contribution
from cafe.langues.choix import registre
from tests import factories
from tests.clients import sign_in
from tests.conftest import Monde
from tests.pages import strict_client

ARABE = "مقاعد في الظل، وأشجار"
FRANCAIS = "Des bancs à l’ombre, et des arbres"


@pytest.fixture
def parole(monde: Monde) -> str:
    """Ana says it in Arabic, from a page in Arabic."""
    envoi = factories.envoi(monde.question, ARABE, langue="ar")
    return post_contribution(par=monde.ana, envoi=envoi).id


@pytest.fixture
def bruno(app: Flask, monde: Monde) -> FlaskClient:
    """The facilitator's browser."""
    return sign_in(strict_client(app), monde.bruno.id or "")


@pytest.fixture
def toutes_langues(app: Flask) -> None:
    """All shipped languages on, as someone who knows that nobody re-read them."""
    for code in ("fr-simple", "en", "ar"):
        registre().activate(code, sans_relecture=True)
