"""A server for browser tests that may carry a page of the test: gevent, on the test's base."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from cafe.config import Reglages
from tests.clients import sign_in

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
from cafe.serve import patch, serve
patch()
from cafe.app import create_app
app = create_app()
{setup}
serve(app, "127.0.0.1", 0, on_ready=lambda port: print(port, flush=True))
"""


@contextlib.contextmanager
def served(reglages: Reglages, setup: str = "") -> Iterator[str]:
    """Serve the base of ``reglages``; yields the address. ``setup``: code that has ``app``."""
    env = os.environ | {
        "CAFE_INSTANCE": str(reglages.instance),
        "DATABASE_URL": reglages.database_url,
        "SECRET_KEY": reglages.secret_key,
        "CAFE_ASYNC_MODE": "gevent",
        "PYTHONPATH": str(ROOT),
    }
    log = reglages.instance / "serveur.log"
    with log.open("w") as written:
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM.format(setup=setup)],
            env=env,
            stdout=subprocess.PIPE,
            stderr=written,
        )
    assert process.stdout is not None
    try:
        port = process.stdout.readline().decode().strip()
        assert port, log.read_text()
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)
        process.stdout.close()


def session_cookie(app: Flask, compte_id: str | None) -> str:
    """The value of the cookie that signing in would give to that account."""
    assert compte_id is not None
    cookie = sign_in(app.test_client(), compte_id).get_cookie("cafe_session")
    assert cookie is not None
    return cookie.value
