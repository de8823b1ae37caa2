"""What the service unit starts, started for real: migrate, then serve behind a proxy."""

import os
import re
import shlex
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from cafe.bootstrap import ROOT

pytestmark = pytest.mark.long


def unit() -> dict[str, str]:
    """The service's directives, their continued lines joined."""
    text = (ROOT / "deploy/cafe.service").read_text(encoding="utf-8").replace("\\\n", " ")
    return dict(re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE))


def command(directive: str) -> list[str]:
    """A command of the unit, with the running environment's programs and a free port."""
    words = shlex.split(unit()[directive])
    program = Path(sys.executable).parent / Path(words[0]).name
    return [str(program), *(re.sub(r":8000$", ":0", word) for word in words[1:])]


def test_the_unit_migrates_and_serves(tmp_path: Path) -> None:
    settings = dict(word.split("=", 1) for word in shlex.split(unit()["Environment"]))
    environment = {
        **os.environ,
        **settings,
        "CAFE_INSTANCE": str(tmp_path),
        "SECRET_KEY": "un-secret-d-essai-" * 3,
        "PUBLIC_URL": "https://cafe.exemple.fr",
    }
    subprocess.run(
        command("ExecStartPre"), cwd=ROOT, env=environment, check=True, capture_output=True
    )
    assert (tmp_path / "cafe.sqlite3").exists()
    with subprocess.Popen(
        command("ExecStart"),
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as served:
        try:
            listening = next(line for line in served.stderr if "Listening at" in line)
            url = re.search(r"http://127\.0\.0\.1:\d+", listening)[0]
            with urllib.request.urlopen(f"{url}/readyz") as ready:
                assert ready.status == 200
            asked = urllib.request.Request(
                f"{url}/",
                headers={"X-Forwarded-Proto": "https", "X-Forwarded-Host": "cafe.exemple.fr"},
            )
            with urllib.request.urlopen(asked) as page:
                policy = page.headers["Content-Security-Policy"]
            assert "wss://cafe.exemple.fr" in policy, "the proxy's headers are not believed"
        finally:
            served.terminate()


@pytest.mark.parametrize("name", ["Caddyfile", "nginx.conf"])
def test_no_proxy_sample_writes_addresses_that_are_keys(name: str) -> None:
    text = (ROOT / "deploy" / name).read_text(encoding="utf-8")
    directives = [line.strip() for line in text.splitlines() if not line.strip().startswith("#")]
    logs = [line for line in directives if re.match(r"(access_)?log\b", line)]
    assert [line for line in logs if line != "access_log off;"] == []
    if name == "nginx.conf":  # it logs unless told not to, in each server
        assert len(logs) == directives.count("server {")
