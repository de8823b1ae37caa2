"""The application as commands see it: migrated, with its context pushed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from flask import Flask

    from cafe.config import Reglages


def settings() -> Reglages:
    """The settings, their folder made. Raises ``ClickException`` with a French sentence."""
    from cafe.config import ConfigError, load

    try:
        reglages = load(os.environ)
        reglages.instance.mkdir(parents=True, exist_ok=True)
    except ConfigError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(
            f"Le dossier des données ne peut pas être utilisé : {error.filename}. "
            "Vérifiez qu’il est inscriptible, ou donnez-en un autre avec CAFE_INSTANCE."
        ) from error
    return reglages


@contextmanager
def application(*, async_mode: str | None = None) -> Iterator[Flask]:
    """The app on a migrated base. Raises ``ClickException`` with a French sentence."""
    from cafe.actions.core import Refusal
    from cafe.app import create_app
    from cafe.extensions import db
    from cafe.messages import sentence

    reglages = settings()
    if async_mode:
        reglages = replace(reglages, async_mode=async_mode)
    app = create_app(reglages)
    with app.app_context():
        migrate()
        try:
            yield app
        except Refusal as refusal:
            raise click.ClickException(sentence(refusal)) from refusal
        finally:
            db.session.remove()
            db.engine.dispose()
            app.extensions["cafe_writing_engine"].dispose()


def migrate() -> None:
    """Bring the base to the code's schema. Raises ``ClickException`` when it cannot be.

    A base that is there already is only read: a server may be writing to it.
    """
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory
    from flask_migrate import upgrade
    from sqlalchemy.exc import DatabaseError

    from cafe.extensions import db
    from cafe.resources import resource

    expected = ScriptDirectory(str(resource("migrations"))).get_current_head()
    try:
        current = MigrationContext.configure(db.session.connection()).get_current_revision()
        db.session.rollback()
        if current != expected:
            upgrade()
    except DatabaseError as error:
        raise click.ClickException(f"La base ne peut pas être ouverte : {error.orig}") from error
    except SystemExit as stop:  # Flask-Migrate has said why on its log
        raise click.ClickException(
            "La base ne peut pas être mise à jour. Vient-elle d’une version plus récente de Café ?"
        ) from stop


def is_new() -> bool:
    """Whether nobody has an account yet."""
    from sqlalchemy import select

    from cafe.extensions import db
    from cafe.models import Compte

    return db.session.scalar(select(Compte.id).limit(1)) is None
