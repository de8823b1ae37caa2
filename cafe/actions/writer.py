"""Where a write runs: one transaction at a time on SQLite, in place on PostgreSQL.

Under gevent a SQLite transaction that waits for the lock would stop every socket, and a
transaction that reads then writes fails at once when another one came between. So on
SQLite every action runs in one native thread, inside ``BEGIN IMMEDIATE``. Actions that
wait at the same time share one commit (one fsync), each in its own savepoint, so that a
refused one takes nothing with it. Nobody is answered before the commit.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

T = TypeVar("T")
logger = logging.getLogger(__name__)
Job = Callable[[Session], Any]
# What a job returned, or what it raised.
Outcome = tuple[Any, BaseException | None]
# Wakes those who announce; called once what they would read is committed.
OnCommit = Callable[[], object]
# On PostgreSQL two writers may insert the same key; the second try sees the first row.
TRIES = 3
# How many times SQLite's log is asked to be emptied while somebody reads; and how long any
# other statement waits, in milliseconds.
SCRUBS = 20
BUSY_TIMEOUT = 10_000


class Writer(Protocol):
    """Runs a job in a transaction and returns its result once it is committed."""

    def run(self, job: Callable[[Session], T]) -> T:
        """Raises what the job raised, after a rollback."""
        ...

    def scrub(self) -> None:
        """Leave nothing of what was erased in the log that SQLite keeps beside the base."""
        ...


class InPlaceWriter:
    """Runs each job where it is called, in a transaction of its own.

    ``serialised`` puts a lock around it: SQLite takes one writer at a time.
    """

    def __init__(self, engine: Engine, on_commit: OnCommit, *, serialised: bool) -> None:
        self.engine = engine
        self._on_commit = on_commit
        self._lock = threading.Lock() if serialised else None

    def run(self, job: Callable[[Session], T]) -> T:
        """Run, commit, return; a row inserted meanwhile by another is seen on a new try."""
        for left in reversed(range(TRIES)):
            try:
                value = self._in_turn(job)
            except IntegrityError:
                if not left:
                    raise
            else:
                self._on_commit()
                return value
        raise AssertionError("unreachable")

    def scrub(self) -> None:
        """Between two transactions; nothing to do on PostgreSQL."""
        if self._lock is None:
            return
        for _ in range(SCRUBS):
            with self._lock:
                if empty_log(self.engine):
                    return
        logger.warning("the log of the base could not be emptied: somebody reads it")

    def _in_turn(self, job: Callable[[Session], T]) -> T:
        if self._lock is None:
            return self._once(job)
        with self._lock:
            return self._once(job)

    def _once(self, job: Callable[[Session], T]) -> T:
        with Session(self.engine) as session, session.begin():
            return job(session)


class BatchingWriter:
    """SQLite under gevent: one native thread, commits shared by those who wait."""

    def __init__(self, engine: Engine, on_commit: OnCommit) -> None:
        # Imported here: the package must run without gevent being patched in (tests, CLI).
        from gevent import get_hub
        from gevent.event import AsyncResult
        from gevent.monkey import get_original

        self.engine = engine
        self._on_commit = on_commit
        self._result: Callable[[], Any] = AsyncResult
        self._hub: Callable[[], Any] = get_hub
        self._spawn_native: Callable[..., object] = get_original("_thread", "start_new_thread")
        # The queue and its lock are the system's own: nobody switches while they wait.
        self._waiting: Any = get_original("queue", "SimpleQueue")()
        self._done: deque[tuple[list[Any], list[Outcome]]] = deque()
        self._signal: Any = None

    def run(self, job: Callable[[Session], T]) -> T:
        """Queue the job, wait for the commit that holds it, return its result."""
        if self._signal is None:
            self._start()
        result = self._result()
        self._waiting.put((job, result))
        value: T = result.get()
        return value

    def scrub(self) -> None:
        """In the writing thread, between two commits."""
        if self._signal is None:
            self._start()
        for _ in range(SCRUBS):
            result = self._result()
            self._waiting.put((None, result))
            if result.get():
                return
        logger.warning("the log of the base could not be emptied: somebody reads it")

    def _start(self) -> None:
        self._signal = self._hub().loop.async_()
        self._signal.start(self._answer)
        self._spawn_native(self._work, ())

    def _work(self) -> None:
        """In the native thread, for as long as the process lives."""
        while True:
            batch = [self._waiting.get()]
            while not self._waiting.empty():
                batch.append(self._waiting.get())
            jobs = [(job, result) for job, result in batch if job is not None]
            outcomes = run_batch(self.engine, [job for job, _ in jobs]) if jobs else []
            results = [result for _, result in jobs]
            if len(jobs) < len(batch):
                cleaned = _outcome_of(partial(empty_log, self.engine))
                results += [result for job, result in batch if job is None]
                outcomes += [cleaned] * (len(batch) - len(jobs))
            self._done.append((results, outcomes))
            self._signal.send()

    def _answer(self) -> None:
        """On the hub, once what was written is committed; several batches may have gathered."""
        # Before the answers: whoever waits in front of a board is many, the author one.
        self._on_commit()
        while self._done:
            results, outcomes = self._done.popleft()
            for result, (value, error) in zip(results, outcomes, strict=True):
                if error is None:
                    result.set(value)
                else:
                    result.set_exception(error)


def empty_log(engine: Engine) -> bool:
    """Fold SQLite's log back into the base and cut it to nothing: old texts leave with it.

    False when somebody was reading all along. The base itself has ``secure_delete``.
    """
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        # Other writers wait meanwhile: a short while, and again later.
        cursor.execute("PRAGMA busy_timeout=300")
        try:
            (busy, _, _) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT}")
        return not busy
    finally:
        connection.close()


def _outcome_of(work: Callable[[], Any]) -> Outcome:
    try:
        return work(), None
    except Exception as error:
        return None, error


def run_batch(engine: Engine, jobs: list[Job]) -> list[Outcome]:
    """Run jobs in one transaction, each in a savepoint; one outcome each, in order.

    If the commit itself fails, every job failed: the same error is returned for all. A job
    that is alone needs no savepoint: its refusal takes the whole transaction back.
    """
    try:
        with engine.connect() as connection, connection.begin():
            if len(jobs) == 1:
                return [(_alone(connection, jobs[0]), None)]
            return [_in_savepoint(connection, job) for job in jobs]
    except Exception as error:
        return [(None, error) for _ in jobs]


def _alone(connection: Connection, job: Job) -> Any:
    with Session(bind=connection, join_transaction_mode="rollback_only") as session:
        value = job(session)
        session.commit()
    return value


def _in_savepoint(connection: Connection, job: Job) -> Outcome:
    session = Session(bind=connection, join_transaction_mode="create_savepoint")
    try:
        value = job(session)
        session.commit()
    except Exception as error:
        session.rollback()
        return None, error
    finally:
        session.close()
    return value, None
