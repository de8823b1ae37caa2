"""Halls to plan, and what a plan is worth, counted apart from the code that made it."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Any

from cafe.rotation.cas import Cas, read_case

COLLEGES = ("habitant", "habitant", "conseiller", "association", "institution")
Places = tuple[tuple[int | None, ...], ...]


def described(personnes: int, tables: int, tours: int, **souhaits: Any) -> dict[str, Any]:
    """A case as a file says it: P0, P1 … of mixed collèges, T0, T1 …, a theme each."""
    return {
        "rounds": tours,
        "tables": [{"id": f"T{i}", "theme": f"Q{i}"} for i in range(tables)],
        "participants": [
            {"id": f"P{i}", "college": COLLEGES[i % len(COLLEGES)]} for i in range(personnes)
        ],
        **souhaits,
    }


def hall(personnes: int, tables: int, tours: int, **souhaits: Any) -> Cas:
    """The same, read."""
    return read_case(described(personnes, tables, tours, **souhaits))


def with_hosts(donnees: dict[str, Any]) -> dict[str, Any]:
    """The first people host a table each."""
    for table, personne in zip(donnees["tables"], donnees["participants"], strict=False):
        personne["host_of"] = table["id"]
    return donnees


def pairs(nombre: int) -> int:
    return nombre * (nombre - 1) // 2


def spread(nombre: int, cases: int) -> int:
    """Pairs that share a cell when so many things fill so many cells evenly."""
    petit, reste = divmod(nombre, cases)
    return reste * pairs(petit + 1) + (cases - reste) * pairs(petit)


def most_encounters(personnes: int, tables: int, tours: int, fois: int | None = None) -> int:
    """The counting bound: nobody can have more distinct encounters, hosts apart.

    Two rounds leave ``tables × (tables - 1)`` pairs of tables to fill; whoever shares one meets
    again. A pair that meets m times shares C(m, 2) of them and repeats m - 1 times; ``fois`` is how
    often a pair may meet.
    """
    ensemble = pairs(tours) * spread(personnes, tables * (tables - 1))
    return tours * spread(personnes, tables) - -(-2 * ensemble // (fois or tours))


def meetings(places: Places) -> Counter[tuple[int, int]]:
    """How often each two people share a table."""
    found: Counter[tuple[int, int]] = Counter()
    for tour in range(len(places[0])):
        tables: dict[int, list[int]] = {}
        for rang, rangee in enumerate(places):
            if (table := rangee[tour]) is not None:
                tables.setdefault(table, []).append(rang)
        for assis in tables.values():
            found.update(combinations(assis, 2))
    return found


def sizes(cas: Cas, places: Places, tour: int) -> list[int]:
    """How many sit at each table in that round."""
    assis = Counter(rangee[tour] for rangee in places)
    return [assis[table] for table in range(len(cas.tables))]


def themes_seen_twice(cas: Cas, places: Places) -> int:
    """Times somebody who hosts nothing goes to a theme again."""
    twice = 0
    for personne, rangee in zip(cas.personnes, places, strict=True):
        if personne.hote_de is None:
            vus = [cas.themes[r][t] for r, t in enumerate(rangee) if t is not None]
            twice += len(vus) - len(set(vus))
    return twice


def shares_off(cas: Cas, places: Places) -> int:
    """Tables of a round where a collège is a person and a half away from its share, or more."""
    off = 0
    for tour in range(cas.tours):
        la = [rang for rang, rangee in enumerate(places) if rangee[tour] is not None]
        totaux = Counter(cas.personnes[rang].college for rang in la)
        for table in range(len(cas.tables)):
            assis = [rang for rang in la if places[rang][tour] == table]
            compte = Counter(cas.personnes[rang].college for rang in assis)
            off += sum(abs(compte[c] - totaux[c] * len(assis) / len(la)) >= 1.5 for c in totaux)
    return off
