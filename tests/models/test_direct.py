"""Statements run past SQLAlchemy's work per execution give the same values and errors."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import Engine, bindparam, select
from sqlalchemy.exc import IntegrityError

from cafe import clock
from cafe.models import ContributionVersion, Evenement, Moderation, Seance
from cafe.models.direct import Direct, DirectInsert
from tests.conftest import Monde


def engine(app: Flask) -> Engine:
    found: Engine = app.extensions["cafe_writing_engine"]
    return found


def test_values_come_back_as_the_model_s_own_types(app: Flask, monde: Monde) -> None:
    wanted = select(Seance.id, Seance.moderation, Seance.cree_le).where(
        Seance.id == bindparam("seance"), Seance.moderation == Moderation.A_POSTERIORI
    )
    with engine(app).connect() as connection:
        usual = [tuple(row) for row in connection.execute(wanted, {"seance": monde.seance})]
        [row] = Direct(wanted).rows(connection, {"seance": monde.seance})
    assert [row] == usual
    assert row[1] is Moderation.A_POSTERIORI
    assert row[2].tzinfo is not None


def test_threads_that_compile_the_same_statement_at_once_spoil_nothing(
    app: Flask, monde: Monde
) -> None:
    statement = Direct(select(Seance.id, Seance.cree_le).where(Seance.id == bindparam("seance")))
    with engine(app).connect() as connection:
        usual = statement.rows(connection, {"seance": monde.seance})
        statement._compile(connection.dialect)  # the one that comes second
        assert statement.rows(connection, {"seance": monde.seance}) == usual


def test_an_insert_fills_fixed_defaults_and_returns_the_number_given(
    app: Flask, monde: Monde
) -> None:
    insertion = DirectInsert(Evenement, numbered="numero")
    values = {"nature": "Tried", "le": clock.now(), "auteur_genre": "systeme", "details": {"a": 1}}
    with engine(app).connect() as connection:
        one, two = (insertion.run(connection, values) for _ in range(2))
        read = Direct(
            select(Evenement.details, Evenement.auteur_id).where(
                Evenement.numero == bindparam("numero")
            )
        ).rows(connection, {"numero": two})
        connection.rollback()
    assert two == one + 1
    assert read == [({"a": 1}, None)]


def test_a_refusal_of_the_base_is_sqlalchemy_s_and_keeps_people_s_words_to_itself(
    app: Flask, monde: Monde
) -> None:
    insertion = DirectInsert(ContributionVersion)
    values = {
        "id": "v",
        "contribution_id": "nowhere",
        "rang": 1,
        "texte": "un secret",
        "le": clock.now(),
    }
    with engine(app).connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        with pytest.raises(IntegrityError) as caught:
            insertion.run(connection, values)
    if sqlite:
        assert "un secret" not in str(caught.value)
