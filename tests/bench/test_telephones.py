"""Rushes, outages and guesses: the sound run is clean, each fault is seen."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bench import arrivees, coupure, generateur, serveur_nu
from bench.arrivees import arrival_plan, rush
from bench.coupure import Panne, count_words, outage
from bench.ecoute import token
from bench.serveur_nu import Http, Salles, open_base, run
from bench.serveurs import Reglage, raw_server
from bench.verdict_telephones import Course, faults, show
from tests.bench.test_generateur import listening, stop, target
from tests.ports import free_ports


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name, value in (
        (generateur, "PATIENCE", 0.5),
        (arrivees, "ECRIVAINS", 3),
        (arrivees, "TABLEAUX", 2),
        (coupure, "AVANT", 0.4),
        (coupure, "GIGUE", 0.2),
        (coupure, "PREMIER", 0.2),
        (coupure, "PRISE_PREMIER", 0.2),
    ):
        monkeypatch.setattr(module, name, value)


class Refusant(Http):
    """Closes the door on one newcomer in three."""

    venus = 0

    def route(self, methode: str, chemin: str, entetes: dict[str, str], corps: bytes) -> None:
        if methode == "GET" and chemin.startswith("/s/"):
            Refusant.venus += 1
            if Refusant.venus % 3 == 0 and Refusant.venus > 3:
                return self.answer(503, "")
        return super().route(methode, chemin, entetes, corps)


async def _rush(salles: Salles) -> dict[str, Any]:
    port = free_ports(2)
    serveur = asyncio.ensure_future(run(salles, port))
    await listening(port + 1, serveur)
    rapport = await rush(arrival_plan(target(port), 1, 1, None), 9, 0.6)
    await stop(serveur)
    return rapport


def play_rush(tmp_path: Path) -> Course:
    salles = Salles(open_base(str(tmp_path / "nu.sqlite"), "NORMAL"))
    try:
        return Course("ruée", "nu", asyncio.run(_rush(salles)))
    finally:
        salles.base.close()


def test_a_hall_comes_in_while_it_writes(tmp_path: Path) -> None:
    course = play_rush(tmp_path)
    assert course.rapport["entree_ms"]["n"] == course.rapport["page_ms"]["n"] == 9
    assert faults(course) == []
    assert "0 échecs" in show(course)


def test_a_door_that_is_closed_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serveur_nu, "Http", Refusant)
    course = play_rush(tmp_path)
    assert any("personnes ne sont pas entrées" in faute for faute in faults(course))


def test_a_server_killed_and_started_again_loses_and_doubles_nothing(tmp_path: Path) -> None:
    with raw_server(tmp_path, "NORMAL", Reglage(None, None)) as (cible, service):
        panne = Panne(4, 0.8, 20)
        rapport = asyncio.run(outage(cible, panne, service.kill, service.start, service.base))
    assert (rapport["ecrits"], rapport["perdus"], rapport["doubles"]) == (24, 0, 0)
    assert rapport["en_attente_au_retour"] > 0  # type: ignore[operator]
    assert faults(Course("coupure", "nu", rapport)) == []


def test_words_lost_and_doubled_are_counted(tmp_path: Path) -> None:
    file = tmp_path / "nu.sqlite"
    base = open_base(str(file), "NORMAL")
    for rank, numero in enumerate((0, 1, 1, 3)):
        base.execute(
            "INSERT INTO contribution(participant, client_id, question, categorie, texte, cree_le)"
            " VALUES('ana', ?, 'q1', 'frein', ?, '')",
            (str(rank), f"Un mot ({token(numero)})."),
        )
    base.close()
    assert count_words(file, 4) == {"perdus": 1, "doubles": 1}
    with sqlite3.connect(file) as emptied:
        emptied.execute("DELETE FROM contribution")
    emptied.close()
    assert count_words(file, 4) == {"perdus": 4, "doubles": 0}


@pytest.mark.parametrize(
    ("rapport", "dite"),
    [
        ({"perdus": 1}, "1 paroles perdues"),
        ({"doubles": 2}, "2 paroles en double"),
        ({"bloquees": 3}, "3 boîtes ne se vident pas"),
        ({"statuts": {"404": 9, "303": 1}}, "n’ont pas tous été refusés"),
        ({"phase": {"manquants": 1}}, "n’ont pas toutes paru"),
        ({"pendant": {"statuts": {"201": 9, "429": 1}}}, "n’ont pas toutes paru"),
        ({"part_generateur": 0.61}, "61 % de son cœur"),
    ],
)
def test_each_fault_of_a_run_is_said(rapport: dict[str, Any], dite: str) -> None:
    [faute] = faults(Course("course", "cafe", rapport))
    assert dite in faute
    assert faults(Course("course", "cafe", {})) == []
