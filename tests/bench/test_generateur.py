"""The generator against the reference server, sound and then faulty on purpose."""

import asyncio
import sqlite3
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from bench import generateur
from bench.formulaire import read_form
from bench.generateur import Generateur, Plan
from bench.public import Cible
from bench.requetes import Navigateur, Reserve
from bench.serveur_nu import Salles, open_base, run
from bench.tirage import Phase
from bench.verdict import Passage, faults
from tests.ports import free_ports

PHASES = [Phase("chauffe", 40, 0.4, chauffe=True), Phase("100/s", 100, 0.6)]


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generateur, "PATIENCE", 0.5)


def target(port: int) -> Cible:
    url, prises = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port + 1}"
    return Cible(url, prises, "nu", "NU2345", "tableau", "telephones")


async def listening(port: int, serveur: "asyncio.Future[None]") -> None:
    """Wait until the port accepts connections. Fails when the server could not take it."""
    while True:
        if serveur.done():
            serveur.result()
        try:
            _, sortie = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.01)
        else:
            sortie.close()
            return


async def stop(serveur: "asyncio.Future[None]") -> None:
    serveur.cancel()
    with suppress(asyncio.CancelledError):
        await serveur


async def play(salles: Salles) -> dict[str, Any]:
    port = free_ports(2)
    serveur = asyncio.ensure_future(run(salles, port))
    await listening(port + 1, serveur)
    plan = Plan(target(port), PHASES, telephones=5, tableaux=3, graine=1, pid=1)
    rapport = await Generateur(plan).play()
    await stop(serveur)
    return rapport


def judge(salles: Salles, synchronous: str = "NORMAL") -> list[str]:
    try:
        rapport = asyncio.run(play(salles))
    finally:
        salles.base.close()
    return faults(Passage("nu", synchronous, 0, rapport))


@pytest.fixture
def fichier(tmp_path: Path) -> str:
    return str(tmp_path / "nu.sqlite")


@pytest.mark.parametrize("synchronous", ["NORMAL", "FULL"])
def test_a_sound_server_has_no_fault_and_keeps_every_word(fichier: str, synchronous: str) -> None:
    assert judge(Salles(open_base(fichier, synchronous)), synchronous) == []
    with sqlite3.connect(fichier) as base:
        [(lignes, textes)] = base.execute(
            "SELECT count(*), count(DISTINCT texte) FROM contribution"
        )
    base.close()
    attendues = sum(len(phase.timetable(1)) for phase in PHASES)
    assert (lignes, textes) == (attendues, attendues)


class Oublieux(Salles):
    """Loses the broadcast of one contribution in ten."""

    def show(self, message: str) -> None:
        if '"numero": 10,' not in message:
            super().show(message)


class Begue(Salles):
    """Says one contribution twice."""

    def show(self, message: str) -> None:
        super().show(message)
        if '"numero": 10,' in message:
            super().show(message)


class Refusant(Salles):
    """Refuses the tenth contribution."""

    recues = 0

    def post(self, participant: str, champs: dict[str, str]) -> tuple[int, dict[str, object]]:
        self.recues += 1
        return (503, {}) if self.recues == 10 else super().post(participant, champs)


def test_a_delivery_that_does_not_come_is_seen(fichier: str) -> None:
    [faute] = judge(Oublieux(open_base(fichier, "NORMAL")))
    assert "3 livraisons manquent" in faute


def test_a_doubled_delivery_is_seen(fichier: str) -> None:
    [faute] = judge(Begue(open_base(fichier, "NORMAL")))
    assert "3 livraisons en double" in faute


def test_a_refused_contribution_is_seen(fichier: str) -> None:
    fautes = judge(Refusant(open_base(fichier, "NORMAL")))
    assert any("'503': 1" in faute for faute in fautes)


def test_a_setting_that_differs_is_seen(fichier: str) -> None:
    [faute] = judge(Salles(open_base(fichier, "NORMAL")), "FULL")
    assert "synchronous vaut 1 au lieu de 2" in faute


async def _post(salles: Salles, change: dict[str, str], cookie: str | None = None) -> int:
    port = free_ports(2)
    serveur = asyncio.ensure_future(run(salles, port))
    await listening(port + 1, serveur)
    navigateur = Navigateur(Reserve(f"http://127.0.0.1:{port}"))
    page = await navigateur.get("/s/NU2345")
    if cookie:
        navigateur.cookies["session"] = cookie
    champs = {
        nom: valeurs[0] for nom, valeurs in read_form(page.corps.decode(), "ns").items() if valeurs
    }
    champs |= {"client_id": str(uuid.uuid4()), "texte": "un mot"} | change
    corps = urlencode(champs).encode()
    envoi = navigateur.request("POST", "/s/NU2345/contributions", corps, "application/json")
    reponse = await navigateur.reserve.ask(envoi)
    navigateur.reserve.close()
    await stop(serveur)
    return reponse.statut


@pytest.mark.parametrize(
    ("change", "cookie", "statut"),
    [
        ({}, None, 201),
        ({}, "ana.forge", 403),
        ({"csrf_token": "forge"}, None, 400),
        ({"question": "ailleurs"}, None, 422),
        ({"texte": "  "}, None, 422),
    ],
)
def test_the_reference_checks_what_cannot_be_left_out(
    fichier: str, change: dict[str, str], cookie: str | None, statut: int
) -> None:
    salles = Salles(open_base(fichier, "NORMAL"))
    assert asyncio.run(_post(salles, change, cookie)) == statut
    [(gardees,)] = salles.base.execute("SELECT count(*) FROM contribution")
    salles.base.close()
    assert gardees == (1 if statut == 201 else 0)
