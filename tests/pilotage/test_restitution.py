"""A restitution: prepared from what was asked, shown on the room screen, answered on phones."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from cafe.extensions import db
from cafe.models import Contribution, Phase, Question, Seance
from cafe.models.question import questions_of
from tests import chaine, factories
from tests.clients import sign_in
from tests.conftest import Monde
from tests.main_form import send
from tests.pages import strict_client, token_in


def prepare(chloe: FlaskClient, monde: Monde, **typed: Any) -> str:
    """Make one from the monde's séance, by the buttons of the page; its id."""
    path = f"/piloter/demarches/{monde.demarche}/seances/nouvelle?format=restitution"
    page = chloe.get(path)
    assert "Ce dont on rend compte" in page.text
    taken = send(chloe, page, titre="Réunion de retour", sources=monde.seance, geste="sources")
    assert taken.status_code == 200
    done = send(chloe, taken, **typed)
    assert done.status_code == 303, done.text
    return str(done.location.rpartition("/")[2])


def open_it(seance_id: str) -> str:
    def job(session: Any) -> str:
        row = session.get(Seance, seance_id)
        row.phase = Phase.OUVERTE
        row.etape_id = row.etapes[1].id
        return str(row.code)

    return factories.build(job)


def test_the_questions_come_back_each_with_its_step(chloe: FlaskClient, monde: Monde) -> None:
    factories.make_question(monde.seance, "Et le soir ?")
    made = prepare(chloe, monde)
    db.session.rollback()
    row = db.session.get_one(Seance, made)
    asked = questions_of(db.session(), made)
    assert [q.texte for q in asked] == ["Que changer dans le quartier ?", "Et le soir ?"]
    assert asked[0].origine_id == monde.question
    assert [e.titre for e in row.etapes] == [
        "Accueil",
        "Question 1 : Que changer dans le quartier ?",
        "Question 2 : Et le soir ?",
        "Réactions",
    ]
    assert "contribuer" in row.etapes[1].droits


def test_taking_twice_adds_nothing_and_a_later_change_keeps_the_link(
    chloe: FlaskClient, monde: Monde
) -> None:
    made = prepare(chloe, monde)
    path = f"/piloter/seances/{made}/preparer"
    again = send(chloe, chloe.get(path), sources=monde.seance, geste="sources")
    assert again.text.count("Que changer dans le quartier ?</textarea>") == 1
    assert send(chloe, chloe.get(path), titre="Autre titre").status_code == 303
    db.session.rollback()
    (question,) = questions_of(db.session(), made)
    assert question.origine_id == monde.question


def test_other_formats_and_other_demarches_are_not_given_account_of(
    chloe: FlaskClient, monde: Monde
) -> None:
    atelier = chloe.get(f"/piloter/demarches/{monde.demarche}/seances/nouvelle?format=atelier")
    assert "Ce dont on rend compte" not in atelier.text
    elsewhere = factories.make_demarche("Ailleurs")
    foreign = factories.make_question(factories.make_seance(elsewhere), "Secrète ?")
    path = f"/piloter/demarches/{monde.demarche}/seances/nouvelle?format=restitution"
    page = chloe.get(path)
    assert "Secrète" not in page.text
    forged = send(
        chloe,
        page,
        titre="Retour",
        questions__0__texte="Volée ?",
        questions__0__origine=foreign,
    )
    assert forged.status_code == 422


def test_the_room_sees_what_was_said_and_decided_and_phones_react(
    app: Flask, chloe: FlaskClient, monde: Monde
) -> None:
    words = chaine.make_words(monde.seance, monde.question, "Un banc", "Deux bancs")
    chaine.make_regroupement(monde.seance, monde.question, words, "S’asseoir à l’ombre")
    made = prepare(chloe, monde)
    code = open_it(made)
    bruno = sign_in(strict_client(app), monde.bruno.id or "")
    screen = bruno.get(f"/animer/{made}/ecran").text
    assert "S’asseoir à l’ombre" in screen
    assert "Rien n’est encore décidé." in screen
    assert "Deux bancs" not in screen

    phone = strict_client(app)
    page = phone.get(f"/s/{code}")
    assert "S’asseoir à l’ombre</bdi> (2\u00a0personnes)" in page.text
    question = db.session.scalars(select(Question).where(Question.seance_id == made)).one()
    sent = phone.post(
        f"/s/{code}/contributions",
        data={
            "csrf_token": token_in(page),
            "client_id": str(uuid.uuid4()),
            "question": question.id,
            "categorie": "ca_ne_va_pas",
            "texte": "Et les toilettes ?",
        },
        headers={"Accept": "application/json"},
    )
    assert sent.status_code == 201
    word = db.session.scalars(select(Contribution).where(Contribution.seance_id == made)).one()
    assert db.session.get_one(Question, word.question_id).origine_id == monde.question
