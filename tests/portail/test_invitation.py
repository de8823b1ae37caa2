"""The invitation's page: an account made or joined, nothing used up by opening the link."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from cafe.actions.membres import cancel_invitation, invite_membre
from cafe.extensions import db
from cafe.models import Compte, Evenement, Invitation, Role
from cafe.models.compte import membres_of
from tests.clients import sign_in
from tests.conftest import Monde
from tests.pages import strict_client, token_in

PHRASE = "une petite phrase assez longue"
AILLEURS = {"environ_base": {"REMOTE_ADDR": "192.168.1.20"}}


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    return strict_client(app)


@pytest.fixture
def link(monde: Monde) -> str:
    """Élise, who has no account yet, is invited as animatrice."""
    return link_for(monde, "elise@exemple.fr")


def link_for(monde: Monde, email: str) -> str:
    jeton = invite_membre(
        par=monde.chloe, demarche_id=monde.demarche, email=email, role=Role.ANIMATEUR
    )
    return f"/invitation/{jeton}"


def fill(browser: FlaskClient, link: str, **changes: str) -> Any:
    fields = {
        "csrf_token": token_in(browser.get(link)),
        "nom": "Élise",
        "mot_de_passe": PHRASE,
        "encore": PHRASE,
    }
    return browser.post(link, data=fields | changes)


def emails(monde: Monde) -> set[str]:
    db.session.rollback()
    return {m.compte.email for m in membres_of(db.session(), monde.demarche)}


def count(model: type) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_opening_the_link_ten_times_uses_nothing_up(browser: FlaskClient, link: str) -> None:
    before = count(Evenement)
    for _ in range(10):
        assert browser.get(link).status_code == 200
        assert browser.head(link).status_code == 200
    assert count(Evenement) == before


def test_a_newcomer_makes_an_account_then_signs_in_with_it(
    browser: FlaskClient, monde: Monde, link: str
) -> None:
    answer = fill(browser, link)
    assert (answer.status_code, answer.location) == (303, "/connexion")
    page = browser.get("/connexion")
    assert "Votre compte est prêt" in page.text
    fields = {"csrf_token": token_in(page), "email": "elise@exemple.fr", "password": PHRASE}
    browser.post("/connexion", data=fields)
    assert "Contrat de ville de Vauclaire" in browser.get("/piloter/").text
    assert browser.get(link).status_code == 404


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"nom": ""}, "Écrivez votre nom."),
        ({"mot_de_passe": "court", "encore": "court"}, "au moins 12 caractères"),
        ({"encore": "autre chose"}, "Les deux mots de passe sont différents."),
    ],
)
def test_a_refusal_keeps_the_name_and_makes_no_account(
    browser: FlaskClient, monde: Monde, link: str, change: dict[str, str], said: str
) -> None:
    accounts = count(Compte)
    page = fill(browser, link, **change)
    assert page.status_code == 422
    assert said in page.text
    assert change.get("nom", "Élise") in page.text
    assert PHRASE not in page.text
    assert count(Compte) == accounts


def test_someone_known_signs_in_first_and_comes_back(browser: FlaskClient, monde: Monde) -> None:
    link = link_for(monde, "dan@exemple.fr")
    page = browser.get(link)
    assert 'name="mot_de_passe"' not in page.text
    assert f"/connexion?next={link}" in page.text
    assert fill(browser, link).status_code == 403
    assert "dan@exemple.fr" not in emails(monde)
    sign_in(browser, monde.dan.id or "")
    assert fill(browser, link).location == "/piloter/"
    assert "dan@exemple.fr" in emails(monde)


def test_a_link_opened_on_someone_elses_screen_offers_to_sign_out_and_come_back(
    browser: FlaskClient, monde: Monde
) -> None:
    sign_in(browser, monde.chloe.id or "")
    link = link_for(monde, "dan@exemple.fr")
    page = browser.get(link)
    assert "Cet écran est celui de Chloe" in page.text
    assert "Rejoindre la démarche" not in page.text
    out = browser.post(f"/deconnexion?next={link}", data={"csrf_token": token_in(page)})
    assert out.location == link


def test_a_colleague_may_lend_the_screen_to_a_newcomer(
    browser: FlaskClient, monde: Monde, link: str
) -> None:
    sign_in(browser, monde.chloe.id or "")
    assert "vous y créez votre propre compte" in browser.get(link).text
    assert fill(browser, link).location == "/piloter/"
    page = browser.get("/piloter/")
    assert "Le compte de elise@exemple.fr est prêt." in page.text
    assert "elise@exemple.fr" in emails(monde)


def test_a_dead_link_says_so_and_what_to_do(browser: FlaskClient, monde: Monde, link: str) -> None:
    row = db.session.scalars(select(Invitation)).one()
    cancel_invitation(par=monde.chloe, invitation_id=row.id)
    for address in (link, "/invitation/inventée"):
        page = browser.get(address)
        assert page.status_code == 404
        assert "Demandez-en un nouveau" in page.text


def test_the_last_lead_reads_why_the_lesser_role_is_refused(
    browser: FlaskClient, monde: Monde
) -> None:
    sign_in(browser, monde.chloe.id or "")
    page = fill(browser, link_for(monde, "chloe@exemple.fr"))
    assert page.status_code == 409
    assert "dernier chef de projet" in page.text


def test_no_password_is_chosen_in_clear_on_a_shared_network(
    browser: FlaskClient, monde: Monde, link: str
) -> None:
    token = token_in(browser.get(link))
    fields = {"csrf_token": token, "nom": "É", "mot_de_passe": PHRASE, "encore": PHRASE}
    for page in (browser.get(link, **AILLEURS), browser.post(link, data=fields, **AILLEURS)):
        assert page.status_code == 403
        assert "voyagerait en clair" in page.text
    assert "elise@exemple.fr" not in emails(monde)


def test_a_forged_form_is_refused(app: Flask, monde: Monde, link: str) -> None:
    stranger = strict_client(app)
    answer = stranger.post(link, data={"nom": "É", "mot_de_passe": PHRASE, "encore": PHRASE})
    assert answer.status_code == 400
    assert "elise@exemple.fr" not in emails(monde)
