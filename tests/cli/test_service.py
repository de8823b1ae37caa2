"""`cafe run`: one command, and a hall can come in."""

from __future__ import annotations

import errno
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from cafe.bootstrap import ROOT
from cafe.cli.service import watch_first_phone, why_no_port
from cafe.config import load
from tests.cli.conftest import Commande
from tests.conftest import Monde
from tests.demonstration import Demonstration, environment, run_cafe
from tests.ports import free_port

# Servers and phones in processes of their own, on machines that may be slow.
pytestmark = pytest.mark.timeout(300)

PRET = "Aucun téléphone ne m’a encore atteint"


def hears_ctrl_c() -> None:
    """Started in the background, a test run inherits « ignore Ctrl-C » and would pass it on."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def running(
    instance: Path, *options: str, **settings: str
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server that has said it is ready, and all it said until then."""
    with subprocess.Popen(
        [sys.executable, "-m", "cafe", "run", *options],
        cwd=ROOT,
        env=environment(instance, **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        preexec_fn=hears_ctrl_c,
    ) as server:
        assert server.stdout is not None
        said = ""
        for line in server.stdout:
            said += line
            if PRET in line:
                break
        else:
            pytest.fail(f"it stopped before serving:\n{said}")
        try:
            yield server, said
        finally:
            server.kill()


def get(port: str, path: str) -> tuple[int, str]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
        return answer.status, answer.read().decode()


def test_an_empty_folder_is_served_with_the_demo_in_one_command(
    cafe: Commande, instance: Path
) -> None:
    port = str(free_port())
    with running(instance, PORT=port) as (server, said):
        assert f"http://127.0.0.1:{port}/" in said
        assert "Base neuve" in said
        found = re.search(r"Rejoindre la rencontre ouverte : http://\S+(/r/\w{6})", said)
        assert found, said
        assert "█" in said
        status, page = get(port, found[1])
        assert status == 200
        assert "La place des Bateliers" in page
        server.send_signal(signal.SIGTERM)
        left = server.communicate(timeout=20)[0]
    assert server.returncode == 0
    assert "Traceback" not in said + left
    told = cafe("demo").sortie
    passwords = re.findall(r"@cafe\.exemple +(\S+)", said)
    assert len(passwords) == 5
    assert passwords == re.findall(r"@cafe\.exemple +(\S+)", told)


@pytest.fixture(scope="module")
def demo_servie(
    demonstration: Demonstration, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Demonstration, str, str]]:
    """A demo that exists already, served again: instance, port, what was said."""
    copie = demonstration.copy_to(tmp_path_factory.mktemp("servie"))
    port = str(free_port())
    with running(copie.instance, PORT=port) as (_, said):
        yield copie, port, said


def test_a_second_start_keeps_the_base_and_its_accounts(
    demo_servie: tuple[Demonstration, str, str],
) -> None:
    copie, port, said = demo_servie
    assert "Base neuve" not in said
    assert all(c["mot_de_passe"] in said for c in copie.resume["comptes"])
    assert get(port, f"/r/{copie.resume['seances'][0]['code']}")[0] == 200


def test_a_port_that_is_taken_is_said_in_french(
    demo_servie: tuple[Demonstration, str, str],
) -> None:
    copie, port, _ = demo_servie
    refused = run_cafe(copie.instance, "run", PORT=port)
    assert refused.returncode == 1
    assert f"Le port {port} est déjà pris." in refused.stderr
    assert "Traceback" not in refused.stderr
    assert PRET not in refused.stdout


@pytest.mark.long
def test_simulated_phones_come_in_and_are_counted(
    demo_servie: tuple[Demonstration, str, str],
) -> None:
    copie, port, _ = demo_servie
    flood = run_cafe(copie.instance, "flood", "--phones", "25", "--minutes", "0.2", PORT=port)
    assert flood.returncode == 0, flood.stderr
    counted = {
        name: int(number)
        for name, number in re.findall(r"(entrés|envoyées|Acceptées|Refusées) +(\d+)", flood.stdout)
    }
    assert counted["entrés"] == 25
    assert counted["Acceptées"] == counted["envoyées"] > 0
    assert counted["Refusées"] == 0
    assert re.search(r"\d+ ms \(médiane\), \d+ ms \(95 sur 100\)", flood.stdout)


@pytest.mark.long
def test_phones_sent_to_a_meeting_that_is_over_say_so(
    demo_servie: tuple[Demonstration, str, str],
) -> None:
    copie, port, _ = demo_servie
    ended = next(s["code"] for s in copie.resume["seances"] if s["phase"] == "terminee")
    flood = run_cafe(
        copie.instance,
        *("flood", "--phones", "2", "--minutes", "0.05", "--code", ended),
        PORT=port,
    )
    assert flood.returncode == 1
    assert "ne reçoit pas d’idée en ce moment (2)" in flood.stdout


def test_without_the_demo_it_says_how_to_begin(instance: Path) -> None:
    port = str(free_port())
    with running(instance, "--sans-demo", PORT=port, HOST="127.0.0.1") as (server, said):
        assert "cafe commencer" in said
        assert "aucun réseau trouvé" in said
        assert not (instance / "demo.json").exists()
        server.send_signal(signal.SIGINT)
        rest, _ = server.communicate(timeout=20)
    assert server.returncode == 0
    assert "KeyboardInterrupt" not in rest


def test_the_first_phone_is_told_once_and_the_machine_itself_is_no_phone(
    app: Flask, monde: Monde, capsys: pytest.CaptureFixture[str]
) -> None:
    watch_first_phone(app)
    browser = app.test_client()

    def visit(path: str, address: str) -> str:
        browser.get(path, environ_overrides={"REMOTE_ADDR": address})
        return capsys.readouterr().out

    assert visit("/", "127.0.0.1") == ""
    assert visit("/", "::1") == ""
    assert visit("/healthz", "192.168.1.20") == ""
    assert "Un premier téléphone m’a atteint" in visit("/", "192.168.1.20")
    assert visit("/", "192.168.1.21") == ""


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.EADDRINUSE, "Le port 80 est déjà pris."),
        (errno.EACCES, "Le port 80 est réservé à l’administrateur"),
        (errno.EADDRNOTAVAIL, "Impossible d’écouter sur 10.9.8.7, port 80"),
    ],
)
def test_why_the_server_cannot_listen(tmp_path: Path, number: int, said: str) -> None:
    reglages = load({"CAFE_INSTANCE": str(tmp_path), "PORT": "80", "HOST": "10.9.8.7"})
    assert why_no_port(OSError(number, "refusé"), reglages).startswith(said)


def test_impossible_settings_are_refused_before_anything_is_made(instance: Path) -> None:
    refused = run_cafe(instance, "demo", PORT="beaucoup")
    assert refused.returncode == 1
    assert "mettez un nombre entier positif" in refused.stderr
    assert not (instance / "cafe.sqlite3").exists()
