"""Accounts made on the command line, and the links they hand over, followed in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from cafe.app import create_app
from cafe.config import load
from cafe.extensions import db
from tests.cli.conftest import Commande, Dit
from tests.pages import strict_client, token_in

NOUVEAU = "un mot de passe bien à moi"


@pytest.fixture
def browser(instance: Path) -> Iterator[FlaskClient]:
    """A browser on the machine itself."""
    app = create_app(load({"CAFE_INSTANCE": str(instance)}), testing=True)
    yield strict_client(app)
    with app.app_context():
        db.engine.dispose()
    app.extensions["cafe_writing_engine"].dispose()


def begin(cafe: Commande) -> Dit:
    return cafe("commencer", "--email", "Chloe@Exemple.fr", "--nom", "Chloé")


def link_in(said: Dit) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(/compte/nouveau-mot-de-passe/\S+)", said.sortie)
    assert found, said
    return found[1]


def choose_password(browser: FlaskClient, link: str) -> int:
    page = browser.get(link)
    if page.status_code != 200:
        return page.status_code
    sent = {"mot_de_passe": NOUVEAU, "encore": NOUVEAU, "csrf_token": token_in(page)}
    return browser.post(link, data=sent).status_code


def sign_in(browser: FlaskClient, email: str) -> int:
    page = browser.get("/connexion")
    sent = {"email": email, "password": NOUVEAU, "csrf_token": token_in(page)}
    browser.post("/connexion", data=sent)
    return browser.get("/piloter/").status_code


def test_the_first_account_chooses_its_password_by_the_link_and_signs_in(
    cafe: Commande, browser: FlaskClient
) -> None:
    link = link_in(begin(cafe))
    assert choose_password(browser, link) == 303
    assert sign_in(browser, "chloe@exemple.fr") == 200
    assert choose_password(browser, link) == 404  # once only


def test_there_is_only_one_beginning(cafe: Commande) -> None:
    begin(cafe)
    again = begin(cafe)
    assert again.code == 1
    assert "La base a déjà des comptes" in again.erreur


def test_an_address_that_is_not_one_is_refused_in_french(cafe: Commande) -> None:
    refused = cafe("commencer", "--email", "chloe", "--nom", "Chloé")
    assert (refused.code, refused.erreur) == (
        1,
        "Cette adresse n’est pas complète : nom@exemple.fr.\n",
    )
    assert begin(cafe).code == 0


def test_a_new_link_kills_the_one_before(cafe: Commande, browser: FlaskClient) -> None:
    first = link_in(begin(cafe))
    second = link_in(cafe("compte", "reinitialiser", "chloe@exemple.fr"))
    assert choose_password(browser, first) == 404
    assert choose_password(browser, second) == 303
    assert sign_in(browser, "chloe@exemple.fr") == 200


def test_an_unknown_address_gets_no_link(cafe: Commande) -> None:
    begin(cafe)
    refused = cafe("compte", "reinitialiser", "dan@exemple.fr")
    assert (refused.code, refused.sortie) == (1, "")
    assert refused.erreur == "Aucun compte n’a cette adresse.\n"


def test_another_account_is_made_without_any_role(cafe: Commande, browser: FlaskClient) -> None:
    begin(cafe)
    link = link_in(cafe("compte", "creer", "bruno@exemple.fr", "--nom", "Bruno"))
    assert choose_password(browser, link) == 303
    assert sign_in(browser, "bruno@exemple.fr") == 200
    assert cafe("compte", "creer", "bruno@exemple.fr").code == 1
