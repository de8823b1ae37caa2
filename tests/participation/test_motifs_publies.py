"""« Ce qui n’est pas affiché, et pourquoi »: every reason, and counts that point at nobody."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask
from sqlalchemy.orm import Session

from cafe.actions.moderation import refuse_contribution
from cafe.extensions import db
from cafe.libelles import libelle
from cafe.models import Demarche, MotifModeration, Seance
from cafe.models.moderation import published_motives
from tests import factories
from tests.conftest import Monde
from tests.pages import strict_client


def refuse(monde: Monde, motif: MotifModeration, times: int) -> None:
    for rang in range(times):
        word = factories.post(factories.participant(monde.seance), monde.question, f"Mot {rang}")
        refuse_contribution(
            par=monde.bruno,
            contribution_id=word.id,
            motif=motif,
            precision="secret" if motif is MotifModeration.AUTRE else "",
            version=None,
        )


def test_every_reason_is_told_and_a_few_are_not_counted(app: Flask, monde: Monde) -> None:
    refuse(monde, MotifModeration.HORS_SUJET, 5)
    refuse(monde, MotifModeration.AUTRE, 4)
    db.session.rollback()
    counts = dict(published_motives(db.session(), [monde.seance]))
    assert counts[MotifModeration.HORS_SUJET] == 5
    assert counts[MotifModeration.AUTRE] is None
    assert counts[MotifModeration.ILLISIBLE] == 0
    code = db.session.get_one(Seance, monde.seance).code
    page = strict_client(app).get(f"/s/{code}/regle").get_data(as_text=True)
    for motif in MotifModeration:
        assert libelle(motif).capitalize() in page
    assert "Hors du sujet (5 fois)" in page
    assert "Autre raison (moins de cinq fois)" in page
    assert "Illisible</li>" in page
    assert "secret" not in page


def test_a_public_demarche_tells_them_for_all_its_meetings(app: Flask, monde: Monde) -> None:
    client = strict_client(app)

    def publish(session: Session) -> None:
        session.get_one(Demarche, monde.demarche).publique = True

    factories.build(publish)
    elsewhere = factories.make_seance(monde.demarche)
    other = factories.make_question(elsewhere)
    refuse(monde, MotifModeration.HORS_SUJET, 3)
    refuse(replace(monde, seance=elsewhere, question=other), MotifModeration.HORS_SUJET, 3)
    page = client.get(f"/d/{monde.demarche}").text
    assert "Hors du sujet (6 fois)" in page
    assert "Illisible</li>" in page
