"""Starting and stopping the two servers, each on the same core, each on a base of its own.

Lives here: processes, folders, environments, readiness. Must not live here: load, goals.
"""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from bench.public import Cible

RACINE = Path(__file__).resolve().parent.parent
PATIENCE = 60.0  # s for a server to be ready
PRIORITE = 10  # of SCHED_FIFO, with --temps-reel


@dataclass(frozen=True)
class Reglage:
    """How servers and generator run: the same for all. A core is None where it cannot be set."""

    coeur_serveur: int | None
    coeur_generateur: int | None
    temps_reel: bool = False
    uvloop: bool = False


def choose_cores() -> tuple[int | None, int | None]:
    """One core for the server and another for the generator, where the system lets us."""
    if not hasattr(os, "sched_getaffinity"):
        return None, None
    coeurs = sorted(os.sched_getaffinity(0))
    return (coeurs[0], coeurs[1]) if len(coeurs) > 1 else (None, None)


def start_pinned(
    commande: list[str], coeur: int | None, temps_reel: bool, **reste: object
) -> subprocess.Popen[str]:
    """Start a process that runs on that core from its first instruction: it inherits ours."""
    ici = os.sched_getaffinity(0) if coeur is not None else set()
    try:
        if coeur is not None:
            os.sched_setaffinity(0, {coeur})
        if temps_reel:
            os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(PRIORITE))
        return subprocess.Popen(commande, cwd=RACINE, text=True, **reste)  # type: ignore[call-overload,no-any-return]
    finally:
        if temps_reel:
            os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
        if coeur is not None:
            os.sched_setaffinity(0, ici)


class Service:
    """One server's process: started, killed as by a power cut, started again on the same base."""

    def __init__(
        self, commande: list[str], reglage: Reglage, url: str, environ: dict[str, str], base: Path
    ) -> None:
        self.base = base
        self._commande, self._reglage, self._url, self._environ = commande, reglage, url, environ
        self._processus: subprocess.Popen[str] | None = None

    @property
    def pid(self) -> int:
        assert self._processus is not None
        return self._processus.pid

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._processus = start_pinned(
            self._commande,
            self._reglage.coeur_serveur,
            self._reglage.temps_reel,
            env=self._environ,
            stdout=subprocess.DEVNULL,
        )
        _wait_ready(self._processus, self._url)

    def kill(self) -> None:
        """No goodbye to anybody."""
        assert self._processus is not None
        self._processus.kill()
        self._processus.wait()

    def stop(self) -> None:
        """End it politely; harmless when it is gone already."""
        if self._processus is None or self._processus.poll() is not None:
            return
        self._processus.terminate()
        try:
            self._processus.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()


@contextmanager
def raw_server(
    dossier: Path, synchronous: str, reglage: Reglage
) -> Iterator[tuple[Cible, Service]]:
    """The reference server on an empty base."""
    port = _free_ports()
    commande = [sys.executable, "-m", "bench.serveur_nu", "--port", str(port)]
    base = dossier / "nu.sqlite"
    commande += ["--base", str(base), "--synchronous", synchronous]
    commande += ["--uvloop"] if reglage.uvloop else []
    url, prises = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port + 1}"
    cible = Cible(url, prises, "nu", "NU2345", "tableau", "telephones")
    # The same key after a restart: the application keeps its own too.
    environ = os.environ | {"NU_CLE": secrets.token_hex(32)}
    with _running(Service(commande, reglage, url, environ, base)) as service:
        yield cible, service


@dataclass(frozen=True)
class Modele:
    """An instance of the application, built once and copied for each run."""

    dossier: Path
    code: str
    compte: dict[str, str]

    @classmethod
    def build(cls, dossier: Path) -> "Modele":
        """The demonstration: its open séance, and one account that may see its board."""
        environ = os.environ | {"CAFE_INSTANCE": str(dossier)}
        commande = [sys.executable, "-m", "cafe", "demo", "--json"]
        sortie = subprocess.run(
            commande, cwd=RACINE, env=environ, text=True, check=True, stdout=subprocess.PIPE
        )
        demo = json.loads(sortie.stdout)
        compte = next(c for c in demo["comptes"] if c["role"] == "animateur")
        identifiants = {"email": compte["email"], "password": compte["mot_de_passe"]}
        return cls(dossier, demo["seances"][0]["code"], identifiants)


@contextmanager
def application(
    modele: Modele, dossier: Path, synchronous: str, reglage: Reglage
) -> Iterator[tuple[Cible, Service]]:
    """The application as `cafe run` serves it, on a copy of the demonstration.

    Its limits per participant and per flow are lifted: three hundred phones stand for
    thousands of them, and here nobody must be slowed down on purpose.
    """
    port = _free_ports()
    shutil.copytree(modele.dossier, dossier / "instance")
    environ = os.environ | {
        "CAFE_INSTANCE": str(dossier / "instance"),
        "CAFE_SYNCHRONOUS": synchronous,
        "CAFE_BANC": "1",
        "CAFE_FLUX_NOUVEAUX": "1000000",
        "CAFE_DEBIT_PARTICIPANT": "1000000",
        "HOST": "127.0.0.1",
        "PORT": str(port),
    }
    url = f"http://127.0.0.1:{port}"
    cible = Cible(
        url,
        url,
        "socketio",
        modele.code,
        "tableau:{seance}",
        "telephones:{seance}",
        "/animer/{seance}/tableau",
        modele.compte,
    )
    commande = [sys.executable, "-m", "cafe", "run"]
    base = dossier / "instance" / "cafe.sqlite3"
    with _running(Service(commande, reglage, url, environ, base)) as service:
        yield cible, service


@contextmanager
def served(instance: Path) -> Iterator[str]:
    """The application on a base that is there already, on any core; its address."""
    port = _free_ports()
    environ = os.environ | {
        "CAFE_INSTANCE": str(instance),
        "CAFE_BANC": "1",
        "HOST": "127.0.0.1",
        "PORT": str(port),
    }
    url = f"http://127.0.0.1:{port}"
    commande = [sys.executable, "-m", "cafe", "run", "--sans-demo"]
    base = instance / "cafe.sqlite3"
    with _running(Service(commande, Reglage(None, None), url, environ, base)):
        yield url


@contextmanager
def _running(service: Service) -> Iterator[Service]:
    try:
        service.start()
        yield service
    finally:
        service.stop()


def _wait_ready(processus: subprocess.Popen[str], url: str) -> None:
    limite = time.monotonic() + PATIENCE
    while time.monotonic() < limite:
        if processus.poll() is not None:
            raise RuntimeError(f"le serveur s’est arrêté (code {processus.returncode})")
        try:
            with urlopen(f"{url}/readyz", timeout=5) as reponse:
                if reponse.status == 200:
                    return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"le serveur ne répond pas sur {url}/readyz")


def _free_ports() -> int:
    """A port whose next one is free too."""
    while True:
        with socket.socket() as un, socket.socket() as deux:
            un.bind(("127.0.0.1", 0))
            port = int(un.getsockname()[1])
            try:
                deux.bind(("127.0.0.1", port + 1))
            except (OSError, OverflowError):
                continue
            return port
