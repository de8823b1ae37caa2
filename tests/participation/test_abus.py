"""Odd texts, a phone that never stops, receipts tried at random: nobody else is hindered."""

from __future__ import annotations

import secrets
import uuid

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from cafe.access.jetons import new_jeton, recu_of
from cafe.actions.contributions import Limites
from cafe.extensions import db
from cafe.models import Contribution, Participant, Seance
from cafe.participation.frein import ATTENTE_MAX, INTERVALLE, TOLERES, Frein
from tests.clients import sign_in
from tests.conftest import Monde
from tests.pages import strict_client, token_in

JSON = {"Accept": "application/json"}


class Phone:
    """A browser that writes again and again from one page."""

    def __init__(self, app: Flask, monde: Monde) -> None:
        self.client: FlaskClient = strict_client(app)
        self.address = f"/s/{db.session.get_one(Seance, monde.seance).code}"
        self.question = monde.question
        self.token = token_in(self.client.get(self.address))

    def say(self, texte: str, **change: str) -> TestResponse:
        values = {
            "csrf_token": self.token,
            "client_id": str(uuid.uuid4()),
            "question": self.question,
            "categorie": "mon_idee",
            "texte": texte,
        } | change
        return self.client.post(f"{self.address}/contributions", data=values, headers=JSON)

    def words(self) -> list[str]:
        """What the server says this phone wrote."""
        answer = self.client.get(f"{self.address}/etat.json")
        assert answer.json is not None
        return [word["texte"] for word in answer.json["contributions"]]


@pytest.fixture
def ana(app: Flask, monde: Monde) -> Phone:
    return Phone(app, monde)


@pytest.mark.parametrize(
    "texte",
    [
        "🌳🌳🪑",
        "👨‍👩‍👧 👍🏽 🇫🇷",
        "Je veux un banc مقعد في الظل 12 m, près du גן",
        "\u202eenvers\u202c et \u2067droit\u2069",
        "ça\u0301 va : e\u0301te\u0301",
        "𝔘𝔫 𝔟𝔞𝔫𝔠 <b>&amp;</b>",
    ],
)
def test_signs_of_any_kind_come_back_as_they_were_typed(
    app: Flask, ana: Phone, monde: Monde, texte: str
) -> None:
    assert ana.say(texte).status_code == 201
    assert ana.words() == [texte]
    bruno = sign_in(strict_client(app), monde.bruno.id or "")
    board = bruno.get(f"/animer/{monde.seance}/tableau")
    assert board.status_code == 200
    assert 'dir="auto"' in board.text


def test_three_hundred_identical_posts_are_slowed_and_hinder_nobody(
    app: Flask, ana: Phone, monde: Monde
) -> None:
    bruno = Phone(app, monde)
    answers = [ana.say("Un banc") for _ in range(300)]
    codes = [answer.status_code for answer in answers]
    kept = Limites().par_minute
    assert codes[:kept] == [201] * kept
    assert set(codes[kept:]) == {429}
    refused = answers[-1]
    assert refused.json is not None
    assert refused.json["erreur"] == "trop_vite"
    assert refused.headers["Retry-After"] in refused.json["message"]
    # Another phone, behind the same address.
    assert bruno.say("Un banc").status_code == 201
    assert len(ana.words()) == kept


def test_the_same_post_three_hundred_times_is_one_word(ana: Phone) -> None:
    same = {"client_id": str(uuid.uuid4())}
    codes = [ana.say("Un banc", **same).status_code for _ in range(300)]
    assert codes == [201] + [200] * 299
    assert ana.words() == ["Un banc"]


def test_receipts_tried_at_random_all_get_the_same_answer_and_soon_wait(
    app: Flask, ana: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr("cafe.participation.frein.sleep", waits.append)
    monkeypatch.setattr("cafe.participation.frein.monotonic", lambda: 1000.0)
    answer = ana.say("Un banc")
    assert answer.json is not None
    stranger = strict_client(app)
    said = set()
    for rank in range(60):
        tried = recu_of(new_jeton()) if rank % 2 else secrets.token_hex(8)
        page = stranger.get(f"/suivi/{tried}")
        said.add((page.status_code, page.text.replace(tried, "…").replace(token_in(page), "")))
        assert "Set-Cookie" not in page.headers or "cafe_suivi" not in page.headers["Set-Cookie"]
    assert len(said) == 1
    assert said.pop()[0] == 404
    assert waits == sorted(waits)
    assert len(waits) == 60 - TOLERES
    # Whoever holds a true one, behind the same address, is let in at once.
    assert strict_client(app).get(f"/suivi/{answer.json['recu']}").status_code == 303
    assert len(waits) == 60 - TOLERES
    db.session.rollback()
    assert db.session.query(Participant).count() == db.session.query(Contribution).count() == 1


def test_wrong_receipts_leave_one_by_one_and_wait_no_more_once_they_are_rare() -> None:
    frein = Frein()
    assert [frein.wrong(100.0) for _ in range(TOLERES)] == [0.0] * TOLERES
    assert frein.wrong(100.0) == pytest.approx(INTERVALLE)
    assert frein.wrong(100.0) == pytest.approx(2 * INTERVALLE)
    assert max(frein.wrong(100.0) for _ in range(10_000)) == pytest.approx(ATTENTE_MAX)
    assert frein.wrong(100.0 + 2 * ATTENTE_MAX) == 0.0
