"""Ana's phone and Bruno's board, and the folder where files are kept."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from cafe.extensions import db
from cafe.medias import media_folder
from cafe.models import Seance
from tests.clients import sign_in
from tests.conftest import Monde
from tests.pages import strict_client, token_in

Poster = Callable[..., TestResponse]


@pytest.fixture
def folder(app: Flask) -> Path:
    """Where the files of the installation are."""
    return media_folder(app.config["REGLAGES"].instance)


@pytest.fixture
def address(monde: Monde) -> str:
    """The phone's page of the séance."""
    return f"/s/{db.session.get_one(Seance, monde.seance).code}"


@pytest.fixture
def phone(app: Flask) -> FlaskClient:
    """Ana's browser."""
    return strict_client(app)


@pytest.fixture
def bruno(app: Flask, monde: Monde) -> FlaskClient:
    """The facilitator's browser."""
    return sign_in(strict_client(app), monde.bruno.id or "")


@pytest.fixture
def post(phone: FlaskClient, monde: Monde, address: str) -> Poster:
    """Send from Ana's phone: ``photo`` and ``voix`` are bytes, JSON unless ``page``."""

    def send(page: bool = False, **changes: Any) -> TestResponse:
        token = token_in(phone.get(address))
        values: dict[str, Any] = {
            "csrf_token": token,
            "client_id": str(uuid.uuid4()),
            "question": monde.question,
            "categorie": "mon_idee",
            "texte": "",
        } | changes
        for name in ("photo", "voix"):
            if name in values:
                values[name] = (io.BytesIO(values[name]), f"{name}.bin", "text/html")
        headers = {} if page else {"Accept": "application/json"}
        answer = phone.post(
            f"{address}/contributions",
            data=values,
            headers=headers,
            content_type="multipart/form-data",
        )
        # A large body waits in a file that the test client leaves open.
        answer.request.environ["wsgi.input"].close()
        return answer

    return send


def names(folder: Path) -> list[str]:
    """The files that are kept."""
    return sorted(file.name for file in folder.glob("*"))
