"""Pairing a device: one button, one cookie, one séance; a preview uses nothing up."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from cafe.access.doors import COOKIE_APPAREIL
from cafe.actions.acces import create_acces, revoke_acces
from cafe.extensions import db
from cafe.models import Acces, RoleAcces, Tablee
from tests import factories
from tests.conftest import Monde
from tests.pages import strict_client, token_in

# A tablet of the hall: plain HTTP, another machine.
SALLE: Any = {"environ_base": {"REMOTE_ADDR": "192.168.1.20"}}


@pytest.fixture
def tablet(app: Flask) -> FlaskClient:
    return strict_client(app)


def link_for(monde: Monde, role: RoleAcces) -> str:
    def job(session: Any) -> str:
        row = Tablee(seance_id=monde.seance, numero=3)
        session.add(row)
        session.flush()
        return row.id

    tablee = factories.build(job) if role is RoleAcces.HOTE else None
    jeton = create_acces(par=monde.bruno, seance_id=monde.seance, role=role, tablee_id=tablee)
    prefix = {RoleAcces.HOTE: "h", RoleAcces.ECRAN: "ecran", RoleAcces.TABLETTE: "tablette"}[role]
    return f"/{prefix}/{jeton}"


def press(tablet: FlaskClient, link: str) -> Any:
    return tablet.post(link, data={"csrf_token": token_in(tablet.get(link, **SALLE))}, **SALLE)


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (RoleAcces.HOTE, "table"),
        (RoleAcces.ECRAN, "ecran"),
        (RoleAcces.TABLETTE, "tableau"),
    ],
)
def test_a_device_receives_a_cookie_and_goes_where_it_works(
    tablet: FlaskClient, monde: Monde, role: RoleAcces, page: str
) -> None:
    answer = press(tablet, link_for(monde, role))
    assert (answer.status_code, answer.location) == (303, f"/animer/{monde.seance}/{page}")
    cookie = tablet.get_cookie(COOKIE_APPAREIL)
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    assert tablet.get(answer.location, **SALLE).status_code == 200


def test_the_page_says_what_the_device_will_be(tablet: FlaskClient, monde: Monde) -> None:
    page = tablet.get(link_for(monde, RoleAcces.HOTE))
    for said in ("Atelier du mercredi", "hôte de table", "Table 3."):
        assert said in page.text


def test_opening_the_link_pairs_nothing(tablet: FlaskClient, monde: Monde) -> None:
    link = link_for(monde, RoleAcces.TABLETTE)
    for _ in range(3):
        tablet.get(link)
        tablet.head(link)
    assert tablet.get_cookie(COOKIE_APPAREIL) is None
    assert press(tablet, link).status_code == 303


def test_a_link_already_used_says_to_show_another(
    app: Flask, tablet: FlaskClient, monde: Monde
) -> None:
    link = link_for(monde, RoleAcces.TABLETTE)
    late = strict_client(app)
    token = token_in(late.get(link))
    press(tablet, link)
    for page in (late.get(link), late.post(link, data={"csrf_token": token})):
        assert page.status_code == 404
        assert "Affichez-en un nouveau" in page.text
    assert late.get_cookie(COOKIE_APPAREIL) is None


def test_a_revoked_tablet_is_sent_back_to_the_door(tablet: FlaskClient, monde: Monde) -> None:
    board = press(tablet, link_for(monde, RoleAcces.TABLETTE)).location
    assert tablet.get(board, **SALLE).status_code == 200
    db.session.rollback()
    acces = db.session.scalars(select(Acces)).one()
    revoke_acces(par=monde.bruno, acces_id=acces.id)
    assert tablet.get(board, **SALLE).status_code == 302


def test_a_tablet_prepares_nothing(tablet: FlaskClient, monde: Monde) -> None:
    press(tablet, link_for(monde, RoleAcces.TABLETTE))
    assert tablet.get("/piloter/").status_code == 302
