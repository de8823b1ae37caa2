"""Several actions, one commit: all of a long construction, or nothing of it.

For the command line only: the base takes no other write meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from flask import Flask
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from cafe.actions.core import Busy, committed

T = TypeVar("T")


class _JoinedWriter:
    """Runs each job in a session that somebody else commits."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.to_scrub = False

    def run(self, job: Callable[[Session], T]) -> T:
        value = job(self._session)
        self._session.flush()
        return value

    def scrub(self) -> None:
        self.to_scrub = True


@contextmanager
def one_commit(app: Flask) -> Iterator[None]:
    """Every action called inside is committed at the end, or none when anything raises.

    A refusal must not be caught inside: what it had begun to change would be committed. Until
    the end ``db.session`` sees nothing of it: read with ``writer().run``. Raises ``Busy``
    when somebody else keeps the base.
    """
    usual = app.extensions["cafe_writer"]
    try:
        with Session(app.extensions["cafe_writing_engine"]) as session, session.begin():
            joined = app.extensions["cafe_writer"] = _JoinedWriter(session)
            yield
    except OperationalError as error:
        raise Busy from error
    finally:
        app.extensions["cafe_writer"] = usual
    if joined.to_scrub:
        usual.scrub()
    committed.send(app)
