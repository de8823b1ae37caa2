"""A forgotten password: the link made on the command line sets a new one, once."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cafe.access.identity import SYSTEME
from cafe.actions.comptes import make_reset_link
from tests import factories
from tests.clients import sign_in
from tests.conftest import Monde
from tests.pages import strict_client, token_in

PHRASE = "une petite phrase assez longue"


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    return strict_client(app)


@pytest.fixture
def link(monde: Monde) -> str:
    return f"/compte/nouveau-mot-de-passe/{make_reset_link(par=SYSTEME, email='chloe@exemple.fr')}"


def choose(browser: FlaskClient, link: str, password: str, again: str | None = None) -> Any:
    token = token_in(browser.get(link))
    again = password if again is None else again
    fields = {"csrf_token": token, "mot_de_passe": password, "encore": again}
    return browser.post(link, data=fields)


def signs_in(app: Flask, password: str) -> bool:
    client = strict_client(app)
    token = token_in(client.get("/connexion"))
    fields = {"csrf_token": token, "email": "chloe@exemple.fr", "password": password}
    return client.post("/connexion", data=fields).status_code == 302


def test_a_new_password_replaces_the_old_one_and_ends_the_open_sessions(
    app: Flask, browser: FlaskClient, monde: Monde, link: str
) -> None:
    elsewhere = sign_in(strict_client(app), monde.chloe.id or "")
    assert elsewhere.get("/piloter/").status_code == 200
    answer = choose(browser, link, PHRASE)
    assert (answer.status_code, answer.location) == (303, "/connexion")
    assert "Le mot de passe est changé" in browser.get("/connexion").text
    assert elsewhere.get("/piloter/").status_code == 302
    assert signs_in(app, PHRASE)
    assert not signs_in(app, factories.MOT_DE_PASSE)


def test_opening_the_link_uses_nothing_up_and_using_it_does(
    browser: FlaskClient, monde: Monde, link: str
) -> None:
    for _ in range(3):
        assert browser.get(link).status_code == 200
    choose(browser, link, PHRASE)
    again = browser.get(link)
    assert again.status_code == 404
    assert "Demandez-en un nouveau" in again.text


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [("court", "court", "au moins 12 caractères"), (PHRASE, "autre", "sont différents")],
)
def test_a_refused_choice_leaves_the_link_alive_and_the_password_as_it_was(
    app: Flask, browser: FlaskClient, link: str, password: str, again: str, said: str
) -> None:
    page = choose(browser, link, password, again)
    assert page.status_code == 422
    assert said in page.text
    assert signs_in(app, factories.MOT_DE_PASSE)
    assert choose(browser, link, PHRASE).status_code == 303
