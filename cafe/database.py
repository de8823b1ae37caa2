"""The two engines: readers for pages (they cannot write) and the writer for actions.

SQLite runs in WAL with foreign keys on and ``synchronous`` as set (FULL by default), read
back by ``read_settings``. PostgreSQL uses one engine for both, readers marked read-only.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Flask
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool, StaticPool

from cafe.actions.core import committed
from cafe.actions.writer import BUSY_TIMEOUT, BatchingWriter, InPlaceWriter, OnCommit, Writer
from cafe.config import Reglages
from cafe.extensions import db
from cafe.medias import OPTION, media_folder


def engine_options(reglages: Reglages) -> dict[str, Any]:
    """Options of the reading engine, for Flask-SQLAlchemy."""
    if is_sqlite(reglages):
        # One connection per greenlet in flight; reading never waits for the writer in WAL.
        return {"poolclass": QueuePool, "pool_size": 20, "max_overflow": 200}
    return {
        "pool_size": 20,
        "max_overflow": 20,
        "pool_pre_ping": True,
        "execution_options": {"postgresql_readonly": True},
    }


def is_sqlite(reglages: Reglages) -> bool:
    """Whether the database is an SQLite file."""
    return reglages.database_url.startswith("sqlite")


def init_database(app: Flask, reglages: Reglages) -> None:
    """Attach readers and writer to the app (``app.extensions['cafe_writer']``)."""
    with app.app_context():
        if is_sqlite(reglages):
            event.listen(db.engine, "connect", _reader_pragmas)
    engine = _writing_engine(reglages)
    app.extensions["cafe_writing_engine"] = engine
    app.extensions["cafe_writer"] = _writer(engine, reglages, partial(committed.send, app))


def _writer(engine: Engine, reglages: Reglages, on_commit: OnCommit) -> Writer:
    if not is_sqlite(reglages):
        return InPlaceWriter(engine, on_commit, serialised=False)
    if reglages.async_mode == "gevent":
        return BatchingWriter(engine, on_commit)
    return InPlaceWriter(engine, on_commit, serialised=True)


def _writing_engine(reglages: Reglages) -> Engine:
    carried = {OPTION: str(media_folder(reglages.instance))}
    if not is_sqlite(reglages):
        return create_engine(
            reglages.database_url, pool_pre_ping=True, pool_size=20, execution_options=carried
        )
    # One connection for the one writer; its lock or its thread keeps others away.
    engine = create_engine(
        reglages.database_url,
        poolclass=StaticPool,
        connect_args={"check_same_thread": False},
        execution_options=carried,
    )

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _: object) -> None:
        # Python's sqlite3 must not open transactions by itself: we say BEGIN IMMEDIATE.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute(f"PRAGMA synchronous={reglages.synchronous}")
        # A checkpoint waits for the disk twice: seldom, or a full hall feels it every second.
        cursor.execute("PRAGMA wal_autocheckpoint=8000")
        cursor.execute("PRAGMA foreign_keys=ON")
        # What is erased is overwritten with zeros, not left in a free corner of the file.
        cursor.execute("PRAGMA secure_delete=ON")
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    @event.listens_for(engine, "commit")
    def _still_ours(connection: Any) -> None:
        # SQLite commits nothing without a word: better an error than a promise not kept.
        if not connection.connection.dbapi_connection.in_transaction:
            raise RuntimeError("the writer's transaction was ended by somebody else")

    return engine


def _reader_pragmas(connection: Any, _: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA query_only=ON")
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.close()


def read_settings(app: Flask) -> dict[str, Any]:
    """The durability settings read back from the writer's own connection.

    By the writer itself, as a write would be: anybody else on that connection would end, or
    undo, the transaction under way, and words already promised with it.
    """
    found: dict[str, Any] = app.extensions["cafe_writer"].run(_settings)
    return found


def _settings(session: Session) -> dict[str, Any]:
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        value = connection.execute(text("SHOW synchronous_commit")).scalar_one()
        return {"moteur": "postgresql", "synchronous": value}
    names = ("synchronous", "journal_mode", "foreign_keys", "secure_delete")
    read = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names}
    return {"moteur": "sqlite", **read}
