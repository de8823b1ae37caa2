"""The real server in a process of its own, for browsers and endurance: started, killed, gone.

``Serveur`` runs ``python -m cafe run`` on a free loopback port with an instance folder of
its own. Nothing here imports gevent: the browser driver must not share a patched process.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from tests.ports import free_port

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60.0
_POLL = threading.Event()


def wait_until(condition: Callable[[], T], what: str, seconds: float = PATIENCE) -> T:
    """Ask until the answer is true, and return it. Fails after that many seconds."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds:.0f} s for: {what}")
        _POLL.wait(0.02)
    return found


class Serveur:
    """One instance folder, one port, and the process that serves them."""

    PROGRAMME = "cafe"

    def __init__(self, instance: Path, **env: str) -> None:
        self.instance = instance
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.env = {
            **os.environ,
            "CAFE_INSTANCE": str(instance),
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "CAFE_BANC": "1",
            "PYTHONPATH": str(ROOT),
            **env,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until the base answers. One that never does is not left running."""
        log = (self.instance / "serveur.log").open("ab")
        with log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", self.PROGRAMME, "run", "--sans-demo"],
                cwd=ROOT,
                env=self.env,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            wait_until(self.is_ready, "the server to be ready")
        except BaseException:
            self.kill()
            raise

    def is_ready(self) -> bool:
        """Whether /readyz says so. Fails at once when the process has died."""
        assert self._process is not None
        if self._process.poll() is not None:
            raise AssertionError((self.instance / "serveur.log").read_text(encoding="utf-8"))
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (OSError, urllib.error.URLError):
            return False

    def reglages(self) -> dict[str, Any]:
        """The settings read back from the writer's own connection."""
        with urllib.request.urlopen(f"{self.url}/readyz", timeout=5) as answer:
            found: dict[str, Any] = json.load(answer)["reglages"]
        return found

    def kill(self) -> None:
        """SIGKILL, as a power cut would: no goodbye to anybody."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """End it politely; harmless when it is gone already."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()

    def cafe(self, *args: str) -> str:
        """Run a command of the application on this instance; returns what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "cafe", *args],
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout
