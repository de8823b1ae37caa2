"""The team's page: inviting by a link shown once, cancelling, withdrawing a role."""

from __future__ import annotations

import html
import re
from dataclasses import replace

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from cafe.extensions import db
from cafe.models import Invitation, Role
from cafe.models.compte import membres_of
from tests import factories
from tests.clients import sign_in
from tests.conftest import Monde
from tests.main_form import main_form, send
from tests.pages import strict_client, token_in


def team(monde: Monde) -> str:
    return f"/piloter/demarches/{monde.demarche}/equipe"


def invite(chloe: FlaskClient, monde: Monde, **typed: str) -> str:
    """The link that the page shows."""
    page = send(chloe, chloe.get(team(monde)), **({"email": "elise@exemple.fr"} | typed))
    assert page.status_code == 201, page.text
    found = re.search(r'id="lien-adresse" value="([^"]+)"', page.text)
    assert found
    return html.unescape(found[1])


def roles(monde: Monde) -> dict[str, Role]:
    db.session.rollback()
    return {m.compte.email: m.role for m in membres_of(db.session(), monde.demarche)}


def membre_id(monde: Monde, email: str) -> str:
    db.session.rollback()
    return next(m.id for m in membres_of(db.session(), monde.demarche) if m.compte.email == email)


def test_a_colleague_is_invited_by_a_link_that_works(
    app: Flask, chloe: FlaskClient, monde: Monde
) -> None:
    link = invite(chloe, monde, role="rapporteur")
    path = "/invitation/" + link.rpartition("/")[2]
    elise = strict_client(app)
    phrase = "une petite phrase assez longue"
    answer = send(elise, elise.get(path), nom="Élise", mot_de_passe=phrase, encore=phrase)
    assert answer.status_code == 303
    assert roles(monde)["elise@exemple.fr"] is Role.RAPPORTEUR


def test_the_link_is_shown_once_and_kept_nowhere(chloe: FlaskClient, monde: Monde) -> None:
    secret = invite(chloe, monde).rpartition("/")[2]
    page = chloe.get(team(monde))
    assert "elise@exemple.fr" in page.text
    assert secret not in page.text
    row = db.session.scalars(select(Invitation)).one()
    assert secret not in (row.jeton_hash, row.note)


def test_in_a_hall_the_link_opens_on_this_machine_and_has_no_qr(
    chloe: FlaskClient, monde: Monde
) -> None:
    page = send(chloe, chloe.get(team(monde)), email="elise@exemple.fr")
    assert 'value="http://127.0.0.1:' in page.text
    assert "<title>Code QR" not in page.text
    assert "prêtez le clavier" in page.text


def test_over_https_the_link_is_public_and_has_its_qr(
    app: Flask, chloe: FlaskClient, monde: Monde
) -> None:
    public = replace(app.config["REGLAGES"], public_url="https://cafe.exemple.fr")
    app.config["REGLAGES"] = public
    page = send(chloe, chloe.get(team(monde)), email="elise@exemple.fr")
    assert 'value="https://cafe.exemple.fr/invitation/' in page.text
    assert "Code QR : https://cafe.exemple.fr/invitation/" in page.text
    assert "prêtez le clavier" not in page.text


def test_an_address_that_is_not_one_is_said_and_kept(chloe: FlaskClient, monde: Monde) -> None:
    refused = send(chloe, chloe.get(team(monde)), email="elise")
    assert refused.status_code == 422
    assert "nom@exemple.fr" in refused.text
    assert 'value="elise"' in refused.text


def test_a_cancelled_invitation_leaves_the_list_and_opens_nothing(
    app: Flask, chloe: FlaskClient, monde: Monde
) -> None:
    link = invite(chloe, monde)
    page = chloe.get(team(monde))
    (row,) = db.session.scalars(select(Invitation)).all()
    token = {"csrf_token": token_in(page)}
    assert chloe.post(f"/piloter/invitations/{row.id}/annuler", data=token).status_code == 303
    assert "elise@exemple.fr" not in chloe.get(team(monde)).text
    assert app.test_client().get("/invitation/" + link.rpartition("/")[2]).status_code == 404


def test_withdrawing_a_role_is_confirmed_first(chloe: FlaskClient, monde: Monde) -> None:
    address = f"/piloter/membres/{membre_id(monde, 'bruno@exemple.fr')}/retirer"
    page = chloe.get(address)
    assert "Retirer Bruno de la démarche ?" in page.text
    assert "bruno@exemple.fr" in roles(monde)
    assert send(chloe, page).location == team(monde)
    assert "bruno@exemple.fr" not in roles(monde)
    assert chloe.get(address).status_code == 404


def test_the_last_lead_reads_why_she_cannot_leave(chloe: FlaskClient, monde: Monde) -> None:
    address = f"/piloter/membres/{membre_id(monde, 'chloe@exemple.fr')}/retirer"
    refused = send(chloe, chloe.get(address))
    assert refused.status_code == 409
    assert "nommez-en un autre" in refused.text
    assert "chloe@exemple.fr" in roles(monde)


def test_a_lead_who_leaves_goes_back_to_her_other_demarches(
    app: Flask, chloe: FlaskClient, monde: Monde
) -> None:
    factories.make_compte("Farid", Role.CHEF_DE_PROJET, monde.demarche)
    address = f"/piloter/membres/{membre_id(monde, 'chloe@exemple.fr')}/retirer"
    answer = send(chloe, chloe.get(address))
    assert answer.location == "/piloter/"
    assert chloe.get(team(monde)).status_code == 404


def test_others_see_names_and_roles_and_no_address(
    app: Flask, bruno: FlaskClient, monde: Monde
) -> None:
    page = bruno.get(team(monde))
    assert "Chloe" in page.text
    assert "Chef de projet" in page.text
    assert "@" not in page.text.split("<main")[1]
    assert bruno.post(team(monde), data={"csrf_token": token_in(page)}).status_code == 403


def test_nobody_invites_from_another_demarche(app: Flask, monde: Monde) -> None:
    dan = sign_in(strict_client(app), monde.dan.id or "")
    bruno = membre_id(monde, "bruno@exemple.fr")
    token = {"csrf_token": token_in(dan.get("/piloter/"))}
    assert dan.get(team(monde)).status_code == 404
    assert dan.post(team(monde), data=token | {"email": "x@y.fr"}).status_code == 404
    assert dan.get(f"/piloter/membres/{bruno}/retirer").status_code == 404
    assert dan.post(f"/piloter/membres/{bruno}/retirer", data=token).status_code == 404
    assert len(roles(monde)) == 2


def test_the_form_offers_every_role(chloe: FlaskClient, monde: Monde) -> None:
    fields = main_form(chloe.get(team(monde)))[1]
    assert fields["role"] == Role.ANIMATEUR.value
    for role in Role:
        assert f'value="{role.value}"' in chloe.get(team(monde)).text
