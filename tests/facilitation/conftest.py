"""Browsers of the room: Bruno signed in, devices paired, and the board read as JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from cafe.access.doors import COOKIE_APPAREIL
from cafe.actions.acces import create_acces, pair_acces
from cafe.models import Membre, Role, RoleAcces, Tablee
from tests import factories
from tests.clients import sign_in
from tests.conftest import Monde
from tests.pages import strict_client

JSON = {"Accept": "application/json"}


@pytest.fixture
def bruno(app: Flask, monde: Monde) -> FlaskClient:
    """The facilitator's browser."""
    return sign_in(strict_client(app), monde.bruno.id or "")


@pytest.fixture
def colleague(app: Flask, monde: Monde) -> Callable[[Role], FlaskClient]:
    """The browser of somebody with that role in the démarche."""

    def build(role: Role) -> FlaskClient:
        compte = factories.make_compte(role.value, role, monde.demarche)
        return sign_in(strict_client(app), compte)

    return build


@pytest.fixture
def device(app: Flask, monde: Monde) -> Callable[..., FlaskClient]:
    """A paired device's browser."""

    def build(role: RoleAcces, tablee_id: str | None = None) -> FlaskClient:
        jeton = create_acces(
            par=monde.bruno, seance_id=monde.seance, role=role, tablee_id=tablee_id
        )
        client = strict_client(app)
        client.set_cookie(COOKIE_APPAREIL, pair_acces(jeton=jeton).secret)
        return client

    return build


def make_table(seance_id: str, numero: int) -> str:
    """A café table of the séance."""

    def job(session: Session) -> str:
        table = Tablee(seance_id=seance_id, numero=numero)
        session.add(table)
        session.flush()
        return table.id

    return factories.build(job)


def revoke(compte_id: str) -> None:
    """End the role of an account."""

    def job(session: Session) -> None:
        from cafe import clock

        for membre in session.query(Membre).filter_by(compte_id=compte_id):
            membre.fin_le = clock.now()

    factories.build(job)


def board(client: FlaskClient, monde: Monde) -> dict[str, Any]:
    """The first question of the board as exported."""
    answer = client.get(f"/animer/{monde.seance}/tableau.json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.get_json()["questions"][0]
    return found
