"""Runs migrations for ``flask db`` and ``cafe run``, on an engine of their own.

The application's engines will not do: readers refuse to write, and SQLite rebuilds tables,
which foreign keys must not see half done.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import context
from flask import current_app
from sqlalchemy import create_engine, event, pool

from cafe.models import Base
from cafe.models.base import EnumText, UtcDateTime


def render_item(kind: str, item: Any, _: Any) -> str | bool:
    """Our column types are plain ones for the database: write those in the script."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, EnumText):
        return "sa.String(length=40)"
    return False


def compare_type(
    _: Any, inspected_column: Any, column: Any, inspected: Any, metadata_type: Any
) -> bool | None:
    """Our types are what they store."""
    if isinstance(metadata_type, UtcDateTime):
        return not isinstance(inspected, sa.DateTime)
    if isinstance(metadata_type, EnumText):
        return not isinstance(inspected, sa.String)
    return None


def run() -> None:
    """Migrate online: the scripts need the real database."""
    engine = create_engine(current_app.config["SQLALCHEMY_DATABASE_URI"], poolclass=pool.NullPool)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def pragmas(connection: Any, _: object) -> None:
            # Alembic writes BEGIN itself, so that a failed step leaves nothing behind.
            connection.isolation_level = None
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA foreign_keys=OFF")

        @event.listens_for(engine, "begin")
        def begin(connection: Any) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            render_item=render_item,
            compare_type=compare_type,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
