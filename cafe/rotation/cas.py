"""What is asked of a rotation: people, tables, rounds, wishes; read from JSON, ``cafe-rotation/1``.

Format: docs/formats/rotation.md. Rounds and tables are counted from 0 here, from 1 in files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SANS_BORNE = 10**9


class CasIllisible(ValueError):
    """The file is not a case; the message says in French what to mend."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table and the fewest and most people it takes."""

    id: str
    mini: int
    maxi: int


@dataclass(frozen=True, slots=True)
class Personne:
    """Somebody to seat, host of a table or not, present from round ``de`` to round ``a``."""

    id: str
    college: int
    hote_de: int | None
    de: int
    a: int

    def is_there(self, tour: int) -> bool:
        """Whether that round finds the person in the hall."""
        return self.de <= tour <= self.a


@dataclass(frozen=True, slots=True)
class Cas:
    """A rotation to plan. ``themes[tour][table]`` is the theme discussed there, as a number."""

    tours: int
    tables: tuple[Table, ...]
    personnes: tuple[Personne, ...]
    colleges: tuple[str, ...]
    themes: tuple[tuple[int, ...], ...]
    ensemble: tuple[tuple[int, ...], ...]
    separes: tuple[tuple[int, ...], ...]
    minimum: Mapping[int, int]  # college → people at each table in each round
    ecart: int  # largest allowed difference between two tables of a round
    source: Mapping[str, Any] = field(repr=False, compare=False)

    @property
    def nombre_de_themes(self) -> int:
        """How many themes are discussed over the day."""
        return len({theme for rangee in self.themes for theme in rangee})


def read_case(donnees: object) -> Cas:
    """Return the case of a JSON value. Raises CasIllisible."""
    if not isinstance(donnees, dict):
        raise CasIllisible("Le fichier doit contenir un objet JSON.")
    lu = _Lecture(donnees)
    tours = lu.whole(donnees, "rounds", minimum=1)
    tables = tuple(
        Table(lu.name(one), lu.whole(one, "min", 0), lu.whole(one, "max", SANS_BORNE))
        for one in lu.items("tables")
    )
    rang_table = lu.ranks("tables", [table.id for table in tables])
    colleges: dict[str, int] = {}
    personnes = []
    for one in lu.items("participants"):
        hote = one.get("host_of")
        if hote is not None and str(hote) not in rang_table:
            raise CasIllisible(f"{lu.name(one)} anime une table inconnue : « {hote} ».")
        personnes.append(
            Personne(
                lu.name(one),
                colleges.setdefault(str(one.get("college", "")), len(colleges)),
                None if hote is None else rang_table[str(hote)],
                lu.whole(one, "from", 1, minimum=1) - 1,
                lu.whole(one, "to", tours, minimum=0) - 1,
            )
        )
    rang = lu.ranks("participants", [personne.id for personne in personnes])
    minimum = donnees.get("college_min", {})
    if not isinstance(minimum, dict):
        raise CasIllisible("« college_min » doit donner un nombre par collège.")
    return Cas(
        tours,
        tables,
        tuple(personnes),
        tuple(colleges),
        lu.themes(tours, len(tables)),
        lu.groups("together", rang),
        lu.groups("apart", rang),
        {
            colleges.setdefault(str(college), len(colleges)): lu.whole(minimum, college)
            for college in minimum
        },
        lu.whole(donnees, "balance", 1),
        donnees,
    )


def read_series(cas: Cas) -> list[tuple[str, int]]:
    """Return ``(série, badges)`` of a case: its ``series``, or as many badges as each collège has
    people who host nothing. Raises CasIllisible."""
    series = cas.source.get("series")
    if series is None:
        mobiles = [cas.colleges[p.college] for p in cas.personnes if p.hote_de is None]
        return [(nom, mobiles.count(nom)) for nom in dict.fromkeys(mobiles)]
    if not isinstance(series, dict):
        raise CasIllisible("« series » doit donner un nombre de badges par série.")
    return [(str(nom), _Lecture(series).whole(series, nom)) for nom in series]


def read_assignment(cas: Cas, donnees: object) -> list[list[int]]:
    """Return ``[personne][tour] → table``, -1 for nowhere, from a plan. Raises CasIllisible."""
    places = donnees.get("assignment") if isinstance(donnees, dict) else None
    if not isinstance(places, dict):
        raise CasIllisible("Ce plan n’a pas d’« assignment ».")
    rang = {table.id: i for i, table in enumerate(cas.tables)}
    lues = []
    for personne in cas.personnes:
        rangee = places.get(personne.id, [None] * cas.tours)
        if not isinstance(rangee, list) or len(rangee) != cas.tours:
            raise CasIllisible(f"{personne.id} n’a pas {cas.tours} tours dans le plan.")
        inconnues = [table for table in rangee if table is not None and str(table) not in rang]
        if inconnues:
            raise CasIllisible(f"{personne.id} va à une table inconnue : « {inconnues[0]} ».")
        lues.append([-1 if table is None else rang[str(table)] for table in rangee])
    return lues


class _Lecture:
    def __init__(self, donnees: Mapping[str, Any]) -> None:
        self._donnees = donnees

    def items(self, cle: str) -> list[dict[str, Any]]:
        items = self._donnees.get(cle)
        if not isinstance(items, list) or not all(isinstance(one, dict) for one in items):
            raise CasIllisible(f"« {cle} » doit être une liste d’objets.")
        return items

    def name(self, one: Mapping[str, Any]) -> str:
        if one.get("id") in (None, ""):
            raise CasIllisible("Chaque table et chaque personne a besoin d’un « id ».")
        return str(one["id"])

    def whole(
        self, one: Mapping[str, Any], cle: str, default: int | None = None, minimum: int = 0
    ) -> int:
        nombre = one.get(cle, default)
        if isinstance(nombre, bool) or not isinstance(nombre, int) or nombre < minimum:
            raise CasIllisible(f"« {cle} » doit être un entier, {minimum} au moins.")
        return nombre

    def ranks(self, cle: str, ids: list[str]) -> dict[str, int]:
        rangs = {id_: i for i, id_ in enumerate(ids)}
        if len(rangs) < len(ids):
            double = next(id_ for i, id_ in enumerate(ids) if rangs[id_] != i)
            raise CasIllisible(f"« {double} » figure deux fois dans « {cle} ».")
        return rangs

    def groups(self, cle: str, rang: Mapping[str, int]) -> tuple[tuple[int, ...], ...]:
        groupes = self._donnees.get(cle, [])
        if not isinstance(groupes, list) or not all(isinstance(un, list) for un in groupes):
            raise CasIllisible(f"« {cle} » doit être une liste de listes.")
        for id_ in (id_ for groupe in groupes for id_ in groupe):
            if str(id_) not in rang:
                raise CasIllisible(f"« {cle} » nomme une personne inconnue : « {id_} ».")
        return tuple(tuple(rang[str(id_)] for id_ in groupe) for groupe in groupes)

    def themes(self, tours: int, tables: int) -> tuple[tuple[int, ...], ...]:
        noms: dict[str, int] = {}
        programme = self._donnees.get("theme_schedule")
        if not programme:
            programme = [[one.get("theme", one["id"]) for one in self.items("tables")]] * tours
        if len(programme) != tours or any(len(rangee) != tables for rangee in programme):
            raise CasIllisible("« theme_schedule » doit donner un thème par table à chaque tour.")
        return tuple(
            tuple(noms.setdefault(str(theme), len(noms)) for theme in rangee)
            for rangee in programme
        )
