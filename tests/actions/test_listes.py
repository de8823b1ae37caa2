"""A long list and the one writer of the hall: what is slow is done before it is asked."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import event, select

from cafe.actions import paroles_pretes
from cafe.actions.core import writer
from cafe.actions.import_paroles import BilanListe, import_contributions, withdraw_import
from cafe.actions.paroles_pretes import Ligne, make_ready
from cafe.extensions import db
from cafe.models import (
    Contribution,
    ContributionVersion,
    Effacement,
    EmpreinteTexte,
    Origine,
    Signalement,
    Statut,
)
from tests import factories
from tests.conftest import Monde


def bring(monde: Monde, *textes: str) -> BilanListe:
    lignes = [Ligne(rang, monde.question, "ca_va", texte) for rang, texte in enumerate(textes)]
    return import_contributions(
        par=monde.bruno,
        seance_id=monde.seance,
        client_id=str(uuid.uuid4()),
        lignes=make_ready(lignes),
        source=Origine.PAPIER,
    )


def statements(app: Flask, work: Callable[[], object]) -> int:
    """How many times the base is asked something while that is written."""
    asked: list[str] = []

    def hear(_connection: object, _cursor: object, sql: str, *_rest: object) -> None:
        asked.append(sql)

    engine = app.extensions["cafe_writing_engine"]
    event.listen(engine, "before_cursor_execute", hear)
    try:
        work()
    finally:
        event.remove(engine, "before_cursor_execute", hear)
    return len(asked)


def test_a_long_list_asks_the_base_no_more_often_than_a_short_one(app: Flask, monde: Monde) -> None:
    def cost(*textes: str) -> tuple[int, int]:
        made: list[BilanListe] = []
        coming = statements(app, lambda: made.append(bring(monde, *textes)))
        assert made[0].creees == len(textes)
        numero = made[0].numero or 0
        going = statements(
            app, lambda: withdraw_import(par=monde.bruno, seance_id=monde.seance, numero=numero)
        )
        return coming, going

    assert cost(*(f"Idée {rang}" for rang in range(60))) == cost("Un banc", "De l’eau")


def test_texts_are_read_before_the_writer_is_held(
    monde: Monde, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[bool] = []
    running: list[bool] = []
    flag, run = paroles_pretes.flag_of, writer().run

    def held_run(job: Callable[..., BilanListe]) -> BilanListe:
        running.append(True)
        try:
            return run(job)
        finally:
            running.pop()

    def heard(texte: str) -> Signalement | None:
        held.append(bool(running))
        return flag(texte)

    monkeypatch.setattr(writer(), "run", held_run)
    monkeypatch.setattr(paroles_pretes, "flag_of", heard)
    bring(monde, "Mon voisin est un abruti", "Un banc")
    assert held == [False, False]


def test_a_word_of_a_list_is_flagged_and_compared_like_any_other(monde: Monde) -> None:
    bring(monde, "Mon voisin est un abruti", "Un banc")
    factories.post(factories.participant(monde.seance), monde.question, "Un banc")
    rows = db.session.scalars(select(Contribution).order_by(Contribution.ordre)).all()
    assert [row.signalement for row in rows] == [Signalement.INSULTE, None, None]
    kept = [db.session.get_one(EmpreinteTexte, row.version_id).octets for row in rows]
    assert kept[1] == kept[2] != kept[0]


def test_a_list_taken_back_leaves_no_text_and_is_in_the_register(monde: Monde) -> None:
    said = factories.post(factories.participant(monde.seance), monde.question, "Je reste")
    numero = bring(monde, "Un banc", "De l’eau").numero or 0
    withdraw_import(par=monde.bruno, seance_id=monde.seance, numero=numero)
    db.session.rollback()
    rows = db.session.scalars(select(Contribution).order_by(Contribution.ordre)).all()
    assert [(row.statut, row.texte, row.version) for row in rows] == [
        (Statut.PUBLIEE, "Je reste", 1),
        (Statut.RETIREE, None, 2),
        (Statut.RETIREE, None, 2),
    ]
    emptied = db.session.scalars(
        select(ContributionVersion.contribution_id).where(ContributionVersion.texte.is_(None))
    )
    gone = {row.id for row in rows} - {said.id}
    assert set(emptied) == gone
    assert set(db.session.scalars(select(Effacement.contribution_id))) == gone
    assert len(db.session.scalars(select(EmpreinteTexte)).all()) == 1
