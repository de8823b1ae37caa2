"""A phone that knows its table writes to what the programme has that table talk about."""

from __future__ import annotations

import re

from flask import Flask
from sqlalchemy.orm import Session

from cafe.extensions import db
from cafe.models import Contribution, Programme, Seance, Tablee, Tour
from tests import factories
from tests.conftest import Monde
from tests.pages import strict_client
from tests.participation.test_badge import take
from tests.tournante import begin, furnish, with_badges


def discuss(seance_id: str, questions: list[str]) -> None:
    """Table n talks of question n at the first round, of the next one at each round after."""

    def job(session: Session) -> None:
        for tour in session.query(Tour).filter_by(seance_id=seance_id):
            for table in session.query(Tablee).filter_by(seance_id=seance_id):
                question = questions[(table.numero + tour.numero - 2) % len(questions)]
                session.add(Programme(tour_id=tour.id, tablee_id=table.id, question_id=question))

    factories.build(job)


def typed(page: str) -> dict[str, str]:
    """The hidden fields of the form, as a phone without script sends them."""
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))


def test_a_badge_opens_the_question_of_its_table_round_after_round(
    app: Flask, monde: Monde
) -> None:
    furnish(monde.seance, tables=4, tours=3)
    with_badges(monde.bruno, monde.seance, habitants=8)
    code = db.session.get_one(Seance, monde.seance).code or ""
    questions = [monde.question] + [
        factories.make_question(monde.seance, f"Question {n} ?") for n in range(2, 5)
    ]
    discuss(monde.seance, questions)
    ana = strict_client(app)
    location = take(ana, code, 3)
    assert "Choisissez une question" in ana.get(location).text
    for tour in (1, 2):
        begin(monde.seance, tour)
        table = ana.get(f"/s/{code}/etat.json").get_json()["tablee"]
        mine = questions[(table + tour - 2) % 4]
        page = ana.get(location).text
        assert typed(page)["question"] == mine
        word = typed(page) | {"categorie": "mon_idee", "texte": f"Dit au tour {tour}"}
        location = ana.post(f"/s/{code}/contributions", data=word).headers["Location"]
        db.session.rollback()
        kept = db.session.query(Contribution).order_by(Contribution.ordre.desc()).first()
        assert kept is not None
        assert kept.question_id == mine
        assert db.session.get_one(Tablee, kept.tablee_id).numero == table
        assert db.session.get_one(Tour, kept.tour_id).numero == tour
    # Any other question stays a tap away.
    others = ana.get(f"/s/{code}?question=autre").text
    assert all(f"question={question}" in others for question in questions)
