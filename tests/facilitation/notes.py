"""What the tests of the page of notes share: its forms posted as a browser would."""

from __future__ import annotations

import uuid

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from cafe.actions.notes import Note, write_ligne
from cafe.extensions import db
from cafe.models import Ligne, NatureLigne
from cafe.models.note import lignes_of
from tests.conftest import Monde
from tests.pages import token_in


def page(client: FlaskClient, monde: Monde, suite: str = "") -> TestResponse:
    answer = client.get(f"/animer/{monde.seance}/notes{suite}")
    assert answer.status_code == 200
    return answer


def send(client: FlaskClient, monde: Monde, chemin: str, **champs: str) -> TestResponse:
    token = token_in(page(client, monde))
    return client.post(
        f"/animer/{monde.seance}/notes/{chemin}", data={"csrf_token": token, **champs}
    )


def lines(monde: Monde) -> list[tuple[str, str]]:
    db.session.rollback()
    return [(row.nature.value, row.texte or "") for row in lignes_of(db.session(), monde.seance)]


def only_line() -> Ligne:
    db.session.rollback()
    return db.session.scalars(select(Ligne)).one()


def write(monde: Monde, point: str, texte: str = "Vingt bancs") -> str:
    note = Note(str(uuid.uuid4()), NatureLigne.ECHANGE, texte)
    return write_ligne(par=monde.bruno, point_id=point, note=note).id
