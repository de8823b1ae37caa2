"""A word said in Arabic, the browser of the board, and what the walk over the phone needs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from cafe.actions.contributions import post_contribution
from cafe.langues.choix import registre
from tests import factories
from tests.clients import sign_in
from tests.conftest import Monde
from tests.langues.longue import bring_longer_language
from tests.langues.promenade import Salle, seed
from tests.navigateur import browser
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


@pytest.fixture(scope="session")
def salle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Salle]:
    """The world of the walk, served once; its phones may speak the longer language too."""
    served = seed(tmp_path_factory.mktemp("promenade"), bring_longer_language)
    yield served
    served.serveur.stop()


# Closed with its module: while it is open, no other test of the process may open one.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's browser."""
    with browser() as opened:
        yield opened
