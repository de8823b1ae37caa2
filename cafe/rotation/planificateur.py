"""From a case to a plan: ways by a formula where one exists, a search where none does."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cafe.rotation.cadre import Entiers, Mode
from cafe.rotation.cas import Cas
from cafe.rotation.etat import Etat
from cafe.rotation.itineraires import Voies, make_ways
from cafe.rotation.noms import hide_absent, seat_on_ways, settle_names
from cafe.rotation.recherche import Avance, even_out, improve
from cafe.rotation.unites import Unite, impossibilities, make_units

# About two seconds, whatever the number of people.
_PAS, _PAS_MIN, _PERSONNES = 6000, 1500, 110


class Infaisable(ValueError):
    """No plan can meet what is asked; ``raisons`` says why, in French."""

    def __init__(self, raisons: list[str]) -> None:
        super().__init__(" ".join(raisons))
        self.raisons = raisons


@dataclass(frozen=True, slots=True)
class Plan:
    """``places[personne][tour]`` is a table by rank, None in the rounds of an absence."""

    places: tuple[tuple[int | None, ...], ...]
    distinctes: int  # pairs of people who met
    revues: int  # times a pair met again
    fois_max: int  # how often the same two met, at most
    fautes: int  # wishes not met


def make_plan(
    cas: Cas,
    *,
    graine: int = 0,
    mode: Mode = "rencontres",
    soin: float = 1.0,
    avance: Avance = lambda part: None,
) -> Plan:
    """Return a plan with the most distinct encounters found, or no pair a third time.

    Same case, mode, seed and care, same plan. ``soin`` is how long to search where no formula
    gives the best: 1 is about two seconds of a processor, so never in a thread that serves
    screens; ``avance`` hears the share done. Raises Infaisable.
    """
    raisons = impossibilities(cas)
    if raisons:
        raise Infaisable(raisons)
    hasard = np.random.default_rng(graine)
    unites = make_units(cas)
    voies = _ways(cas, unites, hasard)
    if voies is None:
        etat = Etat(cas, unites, _draw(cas, unites, hasard), mode)
    else:
        places = seat_on_ways(cas, unites, voies.tables)
        etat = Etat(cas, unites, _tables_of_themes(cas, unites, places), mode)
        settle_names(etat, hasard)
    even_out(etat)
    parfait = voies is not None and not voies.revues and mode == "rencontres" and _one_each(cas)
    if not parfait or etat.faults():
        pas = max(_PAS_MIN, min(_PAS, _PAS * _PERSONNES // len(unites)))
        improve(etat, hasard, round(pas * soin), avance, sans_faute=parfait)
    return read_plan(etat)


def _one_each(cas: Cas) -> bool:
    """Whether each table keeps one theme of its own all day."""
    return cas.tours <= cas.nombre_de_themes == len(cas.tables) and all(
        rangee == cas.themes[0] for rangee in cas.themes
    )


def _ways(cas: Cas, unites: list[Unite], hasard: np.random.Generator) -> Voies | None:
    """Ways through the themes, where no two tables share one.

    Once all are seen, each goes on along another direction.
    """
    themes = cas.nombre_de_themes
    if any(len(set(rangee)) < len(rangee) for rangee in cas.themes):
        return None
    if themes < 2:
        return None
    mobiles = sum(len(unite.membres) for unite in unites if unite.fixe is None)
    voies = make_ways(themes, min(themes, cas.tours), -(-mobiles // themes), hasard)
    series = [np.roll(voies.tables, n, axis=0) for n in range(-(-cas.tours // themes))]
    return Voies(np.concatenate(series, axis=2)[:, :, : cas.tours], voies.revues)


def _tables_of_themes(cas: Cas, unites: list[Unite], places: Entiers) -> Entiers:
    """From themes to the tables where they are discussed.

    A theme may rest in a round: whoever would go there goes, one way after the other, to a theme
    not seen on any round, at the table that has the fewest so far.
    """
    tables = np.full(places.shape, -1)
    vus: list[set[int]] = [set() for _ in unites]
    libres = [rang for rang, unite in enumerate(unites) if unite.fixe is None]
    for r, rangee in enumerate(cas.themes):
        ou = {theme: table for table, theme in enumerate(rangee)}
        for rang in libres:
            theme = int(places[rang, r])
            tables[rang, r] = ou.get(theme, -1)
            if theme in ou:
                vus[rang].add(theme)
    for rang, unite in enumerate(unites):
        if unite.fixe is not None:
            tables[rang] = np.where(places[rang] >= 0, unite.fixe, -1)
    for r, rangee in enumerate(cas.themes):
        tailles = np.bincount(tables[tables[:, r] >= 0, r], minlength=len(rangee))
        suivis: dict[bytes, int] = {}
        for rang in map(int, np.flatnonzero((tables[:, r] < 0) & (places[:, r] >= 0))):
            voie = places[rang].tobytes()
            if voie not in suivis:  # those who share a way stay on it
                cout = [(theme in vus[rang], int(tailles[t])) for t, theme in enumerate(rangee)]
                suivis[voie] = cout.index(min(cout))
            tables[rang, r] = suivis[voie]
            tailles[suivis[voie]] += len(unites[rang].membres)
            vus[rang].add(rangee[suivis[voie]])
    return tables


def _draw(cas: Cas, unites: list[Unite], hasard: np.random.Generator) -> Entiers:
    """Everybody somewhere, evenly, by chance; hosts at their tables."""
    tables = len(cas.tables)
    places = np.zeros((len(unites), cas.tours), dtype=np.int64)
    for r in range(cas.tours):
        places[hasard.permutation(len(unites)), r] = np.arange(len(unites)) % tables
    for rang, unite in enumerate(unites):
        if unite.fixe is not None:
            places[rang] = unite.fixe
    return hide_absent(cas, unites, places)


def read_plan(etat: Etat) -> Plan:
    """The plan of a state, person by person."""
    cas = etat.cas
    places: list[tuple[int | None, ...]] = [()] * len(cas.personnes)
    for rang, unite in enumerate(etat.unites):
        for i in unite.membres:
            personne = cas.personnes[i]
            places[i] = tuple(
                int(etat.places[rang, r]) if personne.is_there(r) else None
                for r in range(cas.tours)
            )
    fois = meetings(places)
    return Plan(
        tuple(places),
        int((fois > 0).sum() // 2),
        int(np.maximum(fois - 1, 0).sum() // 2),
        int(fois.max(initial=0)),
        etat.faults(),
    )


def meetings(places: list[tuple[int | None, ...]]) -> Entiers:
    """How often each two people share a table."""
    lues = np.array([[-1 if t is None else t for t in rangee] for rangee in places])
    fois = np.zeros((len(places), len(places)), dtype=np.int64)
    for colonne in lues.T:
        fois += (colonne[:, None] == colonne[None, :]) & (colonne >= 0)[:, None]
    np.fill_diagonal(fois, 0)
    return fois
