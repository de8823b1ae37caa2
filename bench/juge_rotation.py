"""What a plan is worth, counted apart from the code that makes it; and what no plan can pass."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Any

Places = Mapping[str, Sequence[str | None]]


@dataclass(frozen=True)
class Note:
    """``fautes``: hard constraints broken, by kind; ``hors_part``: shares a person and a half off.

    ``maximum``: encounters that nobody can pass, ``maximum_2`` if no pair may meet a third time.
    """

    fautes: dict[str, int]
    distinctes: int
    trois_fois: int
    hors_part: int
    maximum: int
    maximum_2: int

    @property
    def part(self) -> float:
        """The share of what nobody can pass."""
        return self.distinctes / max(1, self.maximum)


def judge(cas: Mapping[str, Any], places: Places) -> Note:
    """Look at a plan whose people are there at every round, or gone as ``to`` and ``from`` say."""
    tables = [table["id"] for table in cas["tables"]]
    fautes: Counter[str] = Counter()
    rencontres: Counter[tuple[str, str]] = Counter()
    hors_part = 0
    for tour in range(cas["rounds"]):
        assis: dict[str, list[dict[str, Any]]] = {table: [] for table in tables}
        la = []
        for one in cas["participants"]:
            table = places[one["id"]][tour]
            present = one.get("from", 1) <= tour + 1 <= one.get("to", cas["rounds"])
            fautes["place"] += (table is not None) != present
            if table is not None:
                assis[table].append(one)
                la.append(one)
            if present and "host_of" in one:
                fautes["hôte"] += table != one["host_of"]
        tailles = [len(assis[table]) for table in tables]
        fautes["écart"] += max(tailles) - min(tailles) > cas["balance"]
        totaux = Counter(one["college"] for one in la)
        for table in cas["tables"]:
            eux = assis[table["id"]]
            fautes["capacité"] += not table["min"] <= len(eux) <= table["max"]
            compte = Counter(one["college"] for one in eux)
            for college, minimum in cas.get("college_min", {}).items():
                fautes["quota"] += compte[college] < minimum
            hors_part += sum(
                abs(compte[c] - totaux[c] * len(eux) / max(1, len(la))) >= 1.5 for c in totaux
            )
            rencontres.update(combinations(sorted(one["id"] for one in eux), 2))
        _wishes(cas, places, tour, fautes)
    fautes["thème revu"] += _themes_again(cas, places)
    maximum, maximum_2 = bounds(cas)
    return Note(
        {faute: nombre for faute, nombre in fautes.items() if nombre},
        len(rencontres),
        sum(fois > 2 for fois in rencontres.values()),
        hors_part,
        maximum,
        maximum_2,
    )


def _wishes(cas: Mapping[str, Any], places: Places, tour: int, fautes: Counter[str]) -> None:
    for groupe in cas.get("together", ()):
        ou = {places[qui][tour] for qui in groupe} - {None}
        fautes["ensemble"] += len(ou) > 1
    for groupe in cas.get("apart", ()):
        ou_ils = [places[qui][tour] for qui in groupe if places[qui][tour] is not None]
        fautes["à part"] += len(ou_ils) > len(set(ou_ils))


def _themes_again(cas: Mapping[str, Any], places: Places) -> int:
    noms = [table["theme"] for table in cas["tables"]]
    programme = cas.get("theme_schedule") or [noms] * cas["rounds"]
    theme = [
        {table["id"]: nom for table, nom in zip(cas["tables"], rangee, strict=True)}
        for rangee in programme
    ]
    revus = 0
    for one in cas["participants"]:
        if "host_of" not in one:
            vus = [theme[r][t] for r, t in enumerate(places[one["id"]]) if t is not None]
            revus += len(vus) - len(set(vus))
    return revus


def bounds(cas: Mapping[str, Any]) -> tuple[int, int]:
    """What counting proves: two rounds leave T (T - 1) ways, filled evenly by those who move."""
    personnes, tables, tours = len(cas["participants"]), len(cas["tables"]), cas["rounds"]
    mobiles = sum("host_of" not in one for one in cas["participants"])
    ensemble = comb(tours, 2) * _pairs(mobiles, tables * (tables - 1))
    toutes = tours * _pairs(personnes, tables)
    return toutes - -(-2 * ensemble // max(2, tours)), toutes - ensemble


def _pairs(nombre: int, cases: int) -> int:
    petit, reste = divmod(nombre, cases)
    return reste * comb(petit + 1, 2) + (cases - reste) * comb(petit, 2)
