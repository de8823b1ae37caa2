"""Browsers of the room: Chloé leads, Bruno facilitates, each answer checked."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.clients import sign_in
from tests.conftest import Monde
from tests.pages import strict_client


@pytest.fixture
def chloe(app: Flask, monde: Monde) -> FlaskClient:
    return sign_in(strict_client(app), monde.chloe.id or "")


@pytest.fixture
def bruno(app: Flask, monde: Monde) -> FlaskClient:
    return sign_in(strict_client(app), monde.bruno.id or "")
