"""A run that proves nothing says so; medians and goals are computed as announced."""

from copy import deepcopy
from typing import Any

import pytest

from bench.mesures import percentile
from bench.tirage import Phase
from bench.verdict import Mesure, Passage, compare, faults, memory

SAIN: dict[str, Any] = {
    "connexion": {"echecs": 0, "compression_negociee": 0, "ko_par_telephone": 61.0},
    "phases": [
        {
            "nom": "20/s",
            "statuts": {"201": 160},
            "sans_reponse": 0,
            "manquants": 0,
            "livraison_ms": {"p50": 1.0, "p95": 2.0},
            "cpu_ms_par_contribution": 1.5,
            "part_generateur": 0.1,
        }
    ],
    "doubles": 0,
    "coupures": 0,
    "raisons": [],
    "reglages": {"synchronous": 2, "journal_mode": "wal", "async_mode": "gevent"},
}


def passage(serveur: str = "cafe", repetition: int = 0, p95: float = 2.0) -> Passage:
    rapport = deepcopy(SAIN)
    rapport["phases"][0]["livraison_ms"]["p95"] = p95
    return Passage(serveur, "FULL", repetition, rapport)


def test_a_sound_run_has_no_fault() -> None:
    assert faults(passage()) == []


@pytest.mark.parametrize(
    ("chemin", "valeur", "dite"),
    [
        (("phases", 0, "manquants"), 1, "1 livraisons manquent"),
        (("phases", 0, "sans_reponse"), 2, "n’ont pas eu 201"),
        (("phases", 0, "statuts"), {"201": 159, "409": 1}, "n’ont pas eu 201"),
        (("phases", 0, "part_generateur"), 0.61, "61 % de son cœur"),
        (("doubles",), 1, "1 livraisons en double"),
        (("connexion", "echecs"), 1, "1 téléphones refusés"),
        (("connexion", "compression_negociee"), 1, "compression"),
        (("coupures",), 3, "3 coupures"),
        (("reglages", "synchronous"), 1, "synchronous vaut 1 au lieu de 2"),
        (("reglages", "journal_mode"), "delete", "journal_mode vaut 'delete'"),
        (("reglages", "async_mode"), "threading", "async_mode vaut 'threading'"),
        (("reglages",), None, "synchronous vaut None"),
    ],
)
def test_each_fault_is_said(chemin: tuple[str | int, ...], valeur: object, dite: str) -> None:
    essai = passage()
    ici: Any = essai.rapport
    for pas in chemin[:-1]:
        ici = ici[pas]
    ici[chemin[-1]] = valeur
    assert any(dite in faute for faute in faults(essai))


def test_the_ratio_is_that_of_the_medians_and_its_spread_that_of_the_pairs() -> None:
    passages = [
        passage(serveur, repetition, p95)
        for repetition, (nu, cafe) in enumerate([(1, 4), (2, 5), (9, 6)])
        for serveur, p95 in (("nu", nu), ("cafe", cafe))
    ]
    ligne = compare(passages, "20/s", "FULL")
    assert ligne.figures["cafe"]["p95"] == Mesure(5, 4, 6)
    assert ligne.rapport == 2.5
    assert ligne.rapports == Mesure(2.5, 6 / 9, 4)
    assert ligne.tenu


def test_a_goal_is_missed_above_its_ratio() -> None:
    ligne = compare([passage("nu", p95=1.0), passage("cafe", p95=5.01)], "20/s", "FULL")
    assert not ligne.tenu


def test_memory_is_unknown_where_the_system_does_not_tell() -> None:
    muet = passage()
    muet.rapport["connexion"]["ko_par_telephone"] = None
    assert memory([muet], "cafe") is None
    assert memory([muet, passage()], "cafe") == Mesure(61, 61, 61)


def test_percentiles_take_the_nearest_rank() -> None:
    cent = list(range(1, 101))
    assert [percentile(cent, part) for part in (0, 0.5, 0.95, 0.99, 1)] == [1, 50, 95, 99, 100]
    assert percentile([7.0], 0.95) == 7.0


def test_the_same_seed_gives_both_servers_the_same_arrivals() -> None:
    phase = Phase("100/s", 100, 20)
    instants = phase.timetable(3)
    assert instants == phase.timetable(3)
    assert instants != phase.timetable(4)
    assert instants == sorted(instants)
    assert 1700 < len(instants) < 2300
