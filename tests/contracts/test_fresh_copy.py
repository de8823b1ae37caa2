"""An empty folder and Python: one command later, Café serves."""

import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cafe.bootstrap import ROOT
from tests.ports import free_port

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The files that git knows, in a folder of their own, as a clone would have them."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    for name in listed.stdout.rstrip("\0").split("\0"):
        target = tmp_path / "cafe" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target)
    return tmp_path / "cafe"


@contextmanager
def make_run(copy: Path, **settings: str) -> Iterator[tuple[str, str]]:
    """Run « make run » until it awaits its first phone; yields what it said and its address."""
    port = str(free_port())
    python = Path(sys.base_prefix) / "bin" / "python3"
    inherited = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    with subprocess.Popen(
        ["make", "run", f"PYTHON={python}"],
        cwd=copy,
        env={**inherited, "PORT": port, "PYTHONUNBUFFERED": "1", **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
    ) as run:
        said = ""
        try:
            for line in run.stdout:
                said += line
                if "aucun téléphone ne m’a encore atteint" in line.lower():
                    break
            else:
                pytest.fail(f"it stopped before serving:\n{said}")
            yield said, f"http://127.0.0.1:{port}"
        finally:
            # Not SIGINT: a test run in the background has it ignored, and so has what it starts.
            os.killpg(run.pid, signal.SIGTERM)


def test_one_command_installs_prepares_and_serves(copy: Path) -> None:
    with make_run(copy) as (said, url):
        assert "Installation des" in said
        assert re.search(r"http://[\d.]+:\d+", said), "no address for the phones"
        assert "@" in said, "no demo account"
        with urllib.request.urlopen(f"{url}/healthz") as answer:
            assert answer.status == 200
        with urllib.request.urlopen(f"{url}/") as page:
            assert b'lang="fr"' in page.read()
    assert (copy / "instance/secret").stat().st_mode & 0o077 == 0

    # The second time, without any network: nothing to install, the same base.
    with make_run(copy, PIP_NO_INDEX="1") as (said, url):
        assert "Installation" not in said
        with urllib.request.urlopen(f"{url}/readyz") as answer:
            assert answer.status == 200
