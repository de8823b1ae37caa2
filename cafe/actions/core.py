"""What every action is made of: ``@action``, refusals, ``require``, ``record``.

An action is ``def verb_noun(session, *, par, …)``; the decorator supplies the session.
Arguments and results are plain values (ids, text, frozen dataclasses): on SQLite the body
runs in another thread than the view. Inside: who may, which rule, the change, one
``Evenement``. The announcement follows the commit, by a signal nobody here listens to.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Concatenate, ParamSpec, TypeVar

from blinker import Namespace
from flask import current_app
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite, fresh
from cafe.access.permits import Lieu, Pouvoir, permits
from cafe.actions.writer import Writer
from cafe.extensions import db
from cafe.models import Base, Evenement, EvenementObjet
from cafe.models.direct import DirectInsert

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M", bound=Base)

committed = Namespace().signal("committed")

# PostgreSQL: held until commit, so that numbers follow commit order.
_NUMBERING_LOCK = 727_001
_INSERT_EVENEMENT = DirectInsert(Evenement, numbered="numero")
_INSERT_OBJET = DirectInsert(EvenementObjet)


class Refusal(Exception):
    """A refusal that a person can do something about; ``code`` becomes a French sentence."""

    status = 400

    def __init__(self, code: str, champ: str | None = None, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.champ = champ
        self.details = details


class RuleBroken(Refusal):
    """A rule of the domain says no (see cafe/messages.py for the sentence and status)."""


class NotAllowed(Refusal):
    """The author has not, or no longer, the right."""

    status = 403

    def __init__(self, code: str = "interdit") -> None:
        super().__init__(code)


class Missing(Refusal):
    """The object does not exist, or not for this author."""

    status = 404

    def __init__(self, code: str = "introuvable") -> None:
        super().__init__(code)


class Stale(Refusal):
    """The row moved on since the author read it; ``details`` says what it is now."""

    status = 409

    def __init__(self, code: str = "deja_modifie", **details: Any) -> None:
        super().__init__(code, **details)


class Busy(Refusal):
    """The database could not take the write now; try again in a moment."""

    status = 503

    def __init__(self) -> None:
        super().__init__("occupe")


def writer() -> Writer:
    """The writer of the current application."""
    found: Writer = current_app.extensions["cafe_writer"]
    return found


def action(body: Callable[Concatenate[Session, P], R]) -> Callable[P, R]:
    """Make a function the one way to do a write: run, commit, then announce."""

    @functools.wraps(body)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        # Leave the read snapshot first: it would be stale after the commit, and an open
        # reader keeps SQLite from folding its log back.
        if db.session.registry.has():
            db.session.rollback()
        try:
            return writer().run(lambda session: body(session, *args, **kwargs))
        except OperationalError as error:
            current_app.logger.warning("write refused by the database: %s", error.orig)
            raise Busy from error

    return call


def erasure(body: Callable[Concatenate[Session, P], R]) -> Callable[P, R]:
    """An action after which a text is nowhere any more, not even in the log of the base."""
    write = action(body)

    @functools.wraps(body)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        value = write(*args, **kwargs)
        writer().scrub()
        return value

    return call


def require(session: Session, par: Identite, pouvoir: Pouvoir, lieu: Lieu) -> Identite:
    """The identity with its rights of this instant. Raises ``NotAllowed``."""
    now_identite = fresh(session, par)
    if not permits(now_identite, pouvoir, lieu):
        raise NotAllowed
    return now_identite


def found(session: Session, model: type[M], id_: str, *, lock: bool = False) -> M:
    """The row of that id. Raises ``Missing``. ``lock`` holds it against other writers."""
    # "of": PostgreSQL cannot lock the outer-joined side of a row loaded with another one.
    held = {"of": model} if lock else None
    row = session.get(model, id_, with_for_update=held, populate_existing=lock)
    if row is None:
        raise Missing
    return row


def check_version(row: Any, expected: int | None) -> None:
    """Refuse a change made on an old reading; None skips the check (system, repeat)."""
    if expected is not None and row.version != expected:
        raise Stale(version=row.version)


def hold_numbers(session: Session) -> bool:
    """Until this transaction ends, nobody else takes a number (of an event, a participant).

    True when there may have been someone to wait for: SQLite has one writer already.
    """
    if session.get_bind().dialect.name != "postgresql":
        return False
    session.execute(text("SELECT pg_advisory_xact_lock(:k)"), {"k": _NUMBERING_LOCK})
    return True


def record(
    session: Session,
    nature: str,
    *,
    par: Identite,
    demarche_id: str | None,
    seance_id: str | None = None,
    objets: Iterable[tuple[str, str]] = (),
    details: Mapping[str, Any] | None = None,
) -> int:
    """Write the action's one Evenement and return its number.

    ``objets``: ``(genre, id)`` pairs; ``details``: ids and states only, never a
    participant's text.
    """
    session.flush()
    hold_numbers(session)
    connection = session.connection()
    values = {
        "nature": nature,
        "le": clock.now(),
        "auteur_genre": par.genre.value,
        "auteur_id": par.id,
        "demarche_id": demarche_id,
        "seance_id": seance_id,
        "details": dict(details or {}),
    }
    numero: int = _INSERT_EVENEMENT.run(connection, values)
    _INSERT_OBJET.run_all(
        connection,
        (
            {"numero": numero, "genre": genre, "objet_id": objet_id}
            for genre, objet_id in dict.fromkeys(objets)
        ),
    )
    return numero
