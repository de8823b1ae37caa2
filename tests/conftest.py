"""Fixtures: an app on a fresh base for each test, and the steady cast.

``CAFE_TEST_DATABASE=postgresql`` runs the same tests on PostgreSQL.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import create_engine, text

from cafe import clock
from cafe.access.identity import Identite
from cafe.app import create_app
from cafe.config import Reglages, load
from cafe.extensions import db
from cafe.models import Base, Role
from tests import factories
from tests.routes import remember_builders

remember_builders()
POSTGRESQL = os.environ.get("CAFE_TEST_DATABASE") == "postgresql"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let a browser's journey be walked a second time when it fails.

    A browser on a machine that does other things can miss a step that no person would. The summary
    lists each journey that needed its second walk: a fault to mend, not to live with.
    """
    for item in items:
        if item.get_closest_marker("navigateur"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(autouse=True)
def clock_put_back() -> Iterator[None]:
    """Leave no test with the clock that another one had set, whatever it was made of."""
    yield
    clock.set_clock(None)


@pytest.fixture(scope="session")
def reglages_modele(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reglages]:
    """Settings with a migrated base, made once per run."""
    instance = tmp_path_factory.mktemp("modele")
    env = {"CAFE_INSTANCE": str(instance), "SECRET_KEY": "secret-de-test-" * 4, "CAFE_BANC": "1"}
    if not POSTGRESQL:
        reglages = load(env)
        _migrate(reglages)
        yield reglages
        return
    from tests.postgres import cluster, fresh_database

    with cluster() as base:
        reglages = load(env | {"DATABASE_URL": fresh_database(base)})
        _migrate(reglages)
        yield reglages


def _migrate(reglages: Reglages) -> None:
    app = create_app(reglages, testing=True)
    with app.app_context():
        upgrade()
        db.engine.dispose()
    app.extensions["cafe_writing_engine"].dispose()


@pytest.fixture
def reglages(reglages_modele: Reglages, tmp_path: Path) -> Reglages:
    """The settings of one test, on an empty migrated base of its own."""
    if POSTGRESQL:
        _empty(reglages_modele.database_url)
        return replace(reglages_modele, instance=tmp_path)
    file = tmp_path / "cafe.sqlite3"
    shutil.copy(reglages_modele.instance / "cafe.sqlite3", file)
    return replace(reglages_modele, instance=tmp_path, database_url=f"sqlite:///{file}")


def _empty(url: str) -> None:
    kept = {"installation"}
    names = ", ".join(f'"{t.name}"' for t in Base.metadata.sorted_tables if t.name not in kept)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    engine.dispose()


@pytest.fixture
def app(reglages: Reglages) -> Iterator[Flask]:
    """The app, with its context pushed: tests may call actions directly."""
    app = create_app(reglages, testing=True)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    app.extensions["cafe_writing_engine"].dispose()


@dataclass(frozen=True)
class Monde:
    """One démarche, one open atelier with one question, and the cast around it."""

    demarche: str
    seance: str
    question: str
    ana: Identite  # participant
    bruno: Identite  # animateur
    chloe: Identite  # chef de projet
    dan: Identite  # an account of another démarche


@pytest.fixture
def monde(app: Flask) -> Monde:
    """The steady cast in place."""
    demarche = factories.make_demarche()
    elsewhere = factories.make_demarche("Contrat de ville d’ailleurs")
    seance = factories.make_seance(demarche)
    question = factories.make_question(seance)
    return Monde(
        demarche=demarche,
        seance=seance,
        question=question,
        ana=factories.participant(seance),
        bruno=factories.identite(factories.make_compte("Bruno", Role.ANIMATEUR, demarche)),
        chloe=factories.identite(factories.make_compte("Chloe", Role.CHEF_DE_PROJET, demarche)),
        dan=factories.identite(factories.make_compte("Dan", Role.CHEF_DE_PROJET, elsewhere)),
    )


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--ecrire-droits`` writes the table of rights anew (tests/droits)."""
    parser.addoption("--ecrire-droits", action="store_true", default=False)
