"""A voice in the queue: listened to and put into words where it waits."""

from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy import select

from cafe.extensions import db
from cafe.models import Contribution
from tests.conftest import Monde
from tests.facilitation.test_relecture import read_before
from tests.medias import exemples
from tests.medias.conftest import Poster
from tests.pages import token_in


def test_a_voice_that_waits_is_heard_and_written_down_from_the_queue(
    bruno: FlaskClient, monde: Monde, post: Poster
) -> None:
    read_before(monde)
    assert post(voix=exemples.webm()).status_code in (200, 201)
    page = bruno.get(f"/animer/{monde.seance}/relecture")
    assert page.status_code == 200
    assert "data-ecoute-pause" in page.text
    (word,) = db.session.scalars(select(Contribution.id))
    form = {"csrf_token": token_in(page), "version": 1, "retour": "relecture", "texte": "Des bancs"}
    done = bruno.post(f"/animer/{monde.seance}/contributions/{word}/noter", data=form)
    assert done.location.endswith(f"/relecture?parole={word}")
    again = bruno.get(done.location)
    assert 'data-touche="p"' in again.text
    assert "Des bancs" in again.text
