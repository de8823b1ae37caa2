"""What no plan can pass, by counting: encounters for a number of people, tables and rounds.

Two rounds leave T × (T - 1) ways from a table to another; people who share one meet again. Filled
evenly, they give the fewest such pairs. A pair who meets m times counts C(m, 2) times and repeats
m - 1 times: letting a few pairs stay together repeats least, spreading repeats costs more.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb


@dataclass(frozen=True, slots=True)
class Compromis:
    """What a number of tables gives to each person: table companions at once, people met at most.

    ``compagnons``: some pairs stay together all day; ``dispersion``: nobody meets a third time.
    """

    tables: int
    petite: int
    grande: int
    compagnons: float
    dispersion: float


def most_encounters(
    personnes: int, tables: int, tours: int, fois: int | None = None, *, hotes: int = 0
) -> int:
    """The most pairs who can meet, tables even and no table twice; ``fois``: how often at most.

    ``hotes`` of them never move: each meets a guest once, so only the others meet again.
    """
    toutes = comb(personnes, 2)
    if tables < 2:
        return toutes if tables and tours else 0
    ensemble = comb(tours, 2) * _pairs(personnes - hotes, tables * (tables - 1))
    repetees = -(-2 * ensemble // max(2, min(fois or tours, tours)))
    return min(toutes, tours * _pairs(personnes, tables) - repetees)


def compare(personnes: int, choix: list[int], tours: int) -> list[Compromis]:
    """What each number of tables gives to so many people."""
    return [
        Compromis(
            tables,
            personnes // tables,
            -(-personnes // tables),
            _each(most_encounters(personnes, tables, tours), personnes),
            _each(most_encounters(personnes, tables, tours, 2), personnes),
        )
        for tables in choix
        if tables and personnes
    ]


def _pairs(nombre: int, cases: int) -> int:
    petit, reste = divmod(nombre, cases)
    return reste * comb(petit + 1, 2) + (cases - reste) * comb(petit, 2)


def _each(paires: int, personnes: int) -> float:
    return round(2 * paires / personnes, 1)
