"""Each step goes up and down with data in place, and ends where the models are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade

from cafe.app import create_app
from cafe.config import Reglages
from cafe.extensions import db
from cafe.models import Base
from cafe.models.base import EnumText, UtcDateTime
from cafe.resources import resource
from tests.conftest import POSTGRESQL

_SCRIPTS = ScriptDirectory(str(resource("migrations")))
REVISIONS = [step.revision for step in _SCRIPTS.walk_revisions()][::-1]
NOW = "2026-11-21 10:00:00+00:00"


@pytest.fixture
def empty(reglages: Reglages, tmp_path: Path) -> Iterator[Flask]:
    """An app on a base that holds nothing at all."""
    if POSTGRESQL:
        engine = sa.create_engine(reglages.database_url)
        with engine.begin() as connection:
            connection.execute(sa.text("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))
        engine.dispose()
    else:
        reglages = replace(reglages, database_url=f"sqlite:///{tmp_path / 'vide.sqlite3'}")
    app = create_app(reglages, testing=True)
    with app.app_context():
        yield app
        if POSTGRESQL:
            upgrade()
        db.session.remove()
        db.engine.dispose()
    app.extensions["cafe_writing_engine"].dispose()


def tables(app: Flask) -> set[str]:
    engine = sa.create_engine(app.config["SQLALCHEMY_DATABASE_URI"])
    try:
        return set(sa.inspect(engine).get_table_names())
    finally:
        engine.dispose()


def same_type(
    _: object, inspected_column: object, column: object, inspected: object, ours: object
) -> bool | None:
    """Our column types are plain ones for the database."""
    if isinstance(ours, UtcDateTime):
        return not isinstance(inspected, sa.DateTime)
    if isinstance(ours, EnumText):
        return not isinstance(inspected, sa.String)
    return None


def differences(app: Flask, metadata: sa.MetaData) -> list[object]:
    engine = sa.create_engine(app.config["SQLALCHEMY_DATABASE_URI"])
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": same_type})
            return list(compare_metadata(context, metadata))
    finally:
        engine.dispose()


def test_the_migrated_schema_is_the_models(empty: Flask) -> None:
    upgrade()
    assert differences(empty, Base.metadata) == []


def test_a_column_without_migration_is_reported(empty: Flask) -> None:
    upgrade()
    changed = sa.MetaData(naming_convention=Base.metadata.naming_convention)
    for table in Base.metadata.sorted_tables:
        copy = table.to_metadata(changed)
        if table.name == "seance":
            copy.append_column(sa.Column("oubliee", sa.Text))
    assert "oubliee" in str(differences(empty, changed))


def test_every_step_goes_down_and_up_again_with_data(empty: Flask) -> None:
    for revision in REVISIONS:
        upgrade(revision=revision)
        engine = sa.create_engine(empty.config["SQLALCHEMY_DATABASE_URI"])
        with engine.begin() as connection:
            _fill(connection)
        engine.dispose()
        downgrade(revision="-1")
        upgrade(revision=revision)
    assert tables(empty) >= set(Base.metadata.tables)


def _fill(connection: sa.Connection) -> None:
    """A démarche with a séance and its code, if the step has them and they are not there."""
    if connection.execute(sa.text("SELECT count(*) FROM demarche")).scalar():
        return
    connection.execute(
        sa.text(
            "INSERT INTO demarche (id, nom, territoire, presentation, negociable, decideur,"
            " echeances, moderation, prochaine_etape, libelles, publique, cree_le, version)"
            " VALUES ('d', 'Un contrat', '', '', '', '', '', '', '', '{}', :non, :le, 1)"
        ),
        {"le": NOW, "non": False},
    )
    connection.execute(
        sa.text(
            "INSERT INTO seance (id, demarche_id, format, titre, lieu, objet, redacteur, phase,"
            " moderation, mur, cree_le, version) VALUES ('s', 'd', 'atelier', 'Un atelier', '',"
            " '', '', 'ouverte', 'a_posteriori', 'direct', :le, 1)"
        ),
        {"le": NOW},
    )
    connection.execute(
        sa.text("INSERT INTO code_seance (code, seance_id, le) VALUES ('AAAAAA', 's', :le)"),
        {"le": NOW},
    )


def test_down_to_nothing_leaves_nothing_of_ours(empty: Flask) -> None:
    upgrade()
    downgrade(revision="base")
    assert tables(empty) <= {"alembic_version", "sqlite_sequence"}


def test_each_installation_has_an_id_of_its_own(empty: Flask) -> None:
    ids = set()
    for _ in range(2):
        upgrade()
        engine = sa.create_engine(empty.config["SQLALCHEMY_DATABASE_URI"])
        with engine.connect() as connection:
            ids.add(connection.execute(sa.text("SELECT id FROM installation")).scalar_one())
        engine.dispose()
        downgrade(revision="base")
    assert len(ids) == 2
