"""Signing in and out: in French, never in clear on a shared network, whatever the address."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cafe.access.staff import is_this_machine
from cafe.app import create_app
from cafe.config import Reglages
from cafe.models import Compte
from tests import factories
from tests.clients import sign_in
from tests.conftest import Monde
from tests.pages import strict_client, token_in

AILLEURS = {"environ_base": {"REMOTE_ADDR": "192.168.1.20"}}
REFUSEE = "ne vont pas ensemble"


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    return strict_client(app)


def type_in(browser: FlaskClient, email: str, password: str, **how: Any) -> Any:
    page = browser.get("/connexion")
    fields = {"csrf_token": token_in(page), "email": email, "password": password}
    return browser.post("/connexion", data=fields, **how)


def test_chloe_signs_in_and_lands_in_her_room(browser: FlaskClient, monde: Monde) -> None:
    answer = type_in(browser, "chloe@exemple.fr", factories.MOT_DE_PASSE)
    assert (answer.status_code, answer.location) == (302, "/piloter/")


@pytest.mark.parametrize("typed", ["Chloe@Exemple.FR", "  chloe@exemple.fr "])
def test_an_address_is_forgiven_its_capitals_and_spaces(
    browser: FlaskClient, monde: Monde, typed: str
) -> None:
    assert type_in(browser, typed, factories.MOT_DE_PASSE).status_code == 302


def test_an_address_of_a_local_network_may_sign_in(browser: FlaskClient, monde: Monde) -> None:
    def job(session: Any) -> None:
        session.get(Compte, monde.chloe.id).email = "chloe@mairie.local"

    factories.build(job)
    assert type_in(browser, "chloe@mairie.local", factories.MOT_DE_PASSE).status_code == 302


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("chloe@exemple.fr", "pas-le-bon-mot"),
        ("inconnue@exemple.fr", factories.MOT_DE_PASSE),
        ("pas une adresse", "rien"),
        ("", ""),
    ],
)
def test_a_refusal_says_the_same_once_whether_or_not_the_account_exists(
    browser: FlaskClient, monde: Monde, email: str, password: str
) -> None:
    page = type_in(browser, email, password)
    assert page.text.count(REFUSEE) == 1
    assert f'value="{email}"' in page.text


def test_passwords_survive_a_new_secret_such_as_a_restored_backup_meets(
    app: Flask, reglages: Reglages, monde: Monde
) -> None:
    moved = create_app(replace(reglages, secret_key="un-autre-secret-" * 4), testing=True)
    answer = type_in(strict_client(moved), "chloe@exemple.fr", factories.MOT_DE_PASSE)
    assert (answer.status_code, answer.location) == (302, "/piloter/")
    moved.extensions["cafe_writing_engine"].dispose()


def test_signing_in_leads_back_to_the_page_that_asked_and_nowhere_else(
    browser: FlaskClient, monde: Monde
) -> None:
    asked = browser.get(f"/piloter/demarches/{monde.demarche}/")
    assert asked.status_code == 302
    page = browser.get(asked.location)
    fields = {
        "csrf_token": token_in(page),
        "email": "chloe@exemple.fr",
        "password": factories.MOT_DE_PASSE,
    }
    back = browser.post(asked.location, data=fields)
    assert back.location == f"/piloter/demarches/{monde.demarche}/"
    away = strict_client(browser.application).post(
        "/connexion?next=https://ailleurs.example/", data=fields
    )
    assert "ailleurs.example" not in (away.location or "")


def test_a_password_is_neither_asked_nor_taken_on_a_shared_network(
    browser: FlaskClient, monde: Monde
) -> None:
    asked = browser.get("/connexion", **AILLEURS)
    taken = type_in(browser, "chloe@exemple.fr", factories.MOT_DE_PASSE, **AILLEURS)
    for page in (asked, taken):
        assert page.status_code == 403
        assert "Connexion impossible d’ici" in page.text
        assert "<input" not in page.text
    assert browser.get("/piloter/").status_code == 302


def test_a_password_may_travel_over_https(browser: FlaskClient, monde: Monde) -> None:
    assert browser.get("/connexion", base_url="https://localhost", **AILLEURS).status_code == 200


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("192.168.1.20", False),
        ("::ffff:192.168.1.20", False),
        (None, False),
        ("n’importe quoi", False),
    ],
)
def test_only_the_loopback_is_this_machine(address: str | None, here: bool) -> None:
    assert is_this_machine(address) is here


def test_signing_out_is_a_post(browser: FlaskClient, monde: Monde) -> None:
    sign_in(browser, monde.chloe.id or "")
    page = browser.get("/piloter/")
    assert browser.get("/deconnexion").status_code == 405
    assert browser.post("/deconnexion").status_code == 400
    browser.post("/deconnexion", data={"csrf_token": token_in(page)})
    assert browser.get("/piloter/").status_code == 302


def test_an_account_put_to_rest_is_out_at_once(browser: FlaskClient, monde: Monde) -> None:
    sign_in(browser, monde.chloe.id or "")
    assert browser.get("/piloter/").status_code == 200

    def job(session: Any) -> None:
        session.get(Compte, monde.chloe.id).active = False

    factories.build(job)
    assert browser.get("/piloter/").status_code == 302
