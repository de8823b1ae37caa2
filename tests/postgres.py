"""A private PostgreSQL for the tests: started once per run, on the loopback, gone at the end.

PostgreSQL refuses to run as root, so a root run (a container, CI) hands it to the system's
``postgres`` account. Nothing here touches a cluster that the machine may already have.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
from psycopg import sql

from tests.ports import free_port
from tools.system_packages import find_postgresql

_STARTING_SECONDS = 60
_TRIES = 5
# Speed over safety: nothing here outlives the run.
_SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")
_PR_SET_PDEATHSIG = 1


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """Yield the URL of an empty server, ``postgresql+psycopg://user:password@host:port``.

    Hand it to ``fresh_database``. Raises RuntimeError when PostgreSQL is not installed or
    does not start.
    """
    programs = find_postgresql()
    if programs is None:
        raise RuntimeError("PostgreSQL's server is not installed: run « python3 -m cafe test »")
    account = "postgres" if os.geteuid() == 0 else None
    password = secrets.token_urlsafe(16)
    with tempfile.TemporaryDirectory(prefix="cafe-pg-", dir=_reachable_folder()) as name:
        folder = Path(name)
        _make(programs, folder, password, account)
        server, base = _start(programs, folder, password, account)
        try:
            yield base
        finally:
            server.send_signal(signal.SIGINT)  # the fast shutdown: clients are let go
            server.wait(30)


def fresh_database(base: str, template: str = "template1") -> str:
    """Create a database with a name of its own; returns its SQLAlchemy URL.

    ``template`` is the name of a database to copy, for instance one already migrated.
    """
    name = f"cafe_{secrets.token_hex(6)}"
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
        sql.Identifier(name), sql.Identifier(template)
    )
    with psycopg.connect(_libpq(base), autocommit=True) as connection:
        connection.execute(statement)
    return f"{base}/{name}"


def drop_database(url: str) -> None:
    """Drop a database of ``fresh_database``, closing what is still connected to it."""
    base, name = url.rsplit("/", 1)
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    with psycopg.connect(_libpq(base), autocommit=True) as connection:
        connection.execute(statement)


def _libpq(base: str) -> str:
    return base.replace("postgresql+psycopg://", "postgresql://", 1) + "/postgres"


def _reachable_folder() -> Path:
    """A folder for temporary files that any account may walk down to."""
    for folder in map(Path, (tempfile.gettempdir(), "/tmp", "/var/tmp")):  # noqa: S108
        if all(parent.stat().st_mode & 0o001 for parent in (folder, *folder.parents)):
            return folder
    raise RuntimeError("no temporary folder that the postgres account could reach")


def _make(programs: Path, folder: Path, password: str, account: str | None) -> None:
    secret = folder / "secret"
    secret.write_text(password)
    if account:
        for path in (folder, secret):
            os.chown(path, _uid(account), -1)
    subprocess.run(
        [
            *(programs / "initdb", "-D", folder / "data", "-U", "postgres"),
            *("--pwfile", secret, "--auth=password", "--encoding=UTF8", "--no-locale", "--no-sync"),
        ],
        user=account,
        cwd=folder,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _start(
    programs: Path, folder: Path, password: str, account: str | None
) -> tuple[subprocess.Popen[bytes], str]:
    """Start the server on a free port; another program may take the port first, so retry."""
    log = folder / "log"
    for _ in range(_TRIES):
        port = free_port()
        options = [f"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories="]
        command = [programs / "postgres", "-D", folder / "data"]
        for option in (*options, *_SETTINGS):
            command += ["-c", option]
        with log.open("wb") as written:
            server = subprocess.Popen(
                command,
                user=account,
                cwd=folder,
                stdout=written,
                stderr=written,
                preexec_fn=_follow_parent(),
            )
        base = f"postgresql+psycopg://postgres:{password}@127.0.0.1:{port}"
        if _answers(server, base):
            return server, base
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")


def _answers(server: subprocess.Popen[bytes], base: str) -> bool:
    """Wait until the server takes a connection; False when it ended instead."""
    deadline = time.monotonic() + _STARTING_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(_libpq(base)).close()
            return True
        time.sleep(0.02)  # nothing to wait on before it listens
    server.kill()
    server.wait()
    return False


def _uid(account: str) -> int:
    import pwd  # absent on Windows, where this module must still be importable

    return pwd.getpwnam(account).pw_uid


def _follow_parent() -> Callable[[], object] | None:
    """On Linux, have the server stop by itself should the test run be killed."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(_PR_SET_PDEATHSIG, signal.SIGINT)
