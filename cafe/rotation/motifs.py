"""Blocks of T itineraries that fill every table once at every round: what badges are dealt from.

Where each table keeps, or exchanges, one of T themes, a block is one direction of
``itineraires``. Elsewhere (two tables for a question, a question that rests) blocks are built round
by round: the assignment of ways to tables that sees fewest themes twice, then fewest people again.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cafe.rotation.corps import Tableau
from cafe.rotation.itineraires import make_ways

Themes = tuple[tuple[int, ...], ...]

DIRECTIONS_MAX = 20
_ESSAIS = 6
_THEME = 1000.0


def make_motifs(themes: Themes, hasard: np.random.Generator) -> Tableau:
    """Return ``[motif, départ, tour] → table``; in each motif and round every table appears once.

    ``themes[tour][table]``: one round and one table at least. No motif sees a theme twice while
    one of T is unseen, wherever one theme stands at each table.
    """
    tables = len(themes[0])
    if tables == 1:
        return np.zeros((1, 1, len(themes)), dtype=np.int64)
    nombre = min(tables - 1, DIRECTIONS_MAX)
    if all(sorted(rangee) == sorted(themes[0]) for rangee in themes) and (
        len(set(themes[0])) == tables
    ):
        return _by_formula(themes, nombre, hasard)
    return _by_assignment(themes, nombre, hasard)


def themes_again(motifs: Tableau, themes: Themes) -> int:
    """How many ways see a theme twice, of all those of the motifs."""
    vus = np.array(themes)[np.arange(len(themes)), motifs]
    vus.sort(axis=2)
    return int((vus[:, :, 1:] == vus[:, :, :-1]).any(axis=2).sum())


def _by_formula(themes: Themes, nombre: int, hasard: np.random.Generator) -> Tableau:
    tables, tours = len(themes[0]), len(themes)
    voies = make_ways(tables, min(tables, tours), nombre, hasard).tables
    # Once all themes are seen, each way goes on along another direction.
    series = [np.roll(voies, n, axis=0) for n in range(-(-tours // tables))]
    rang = {theme: n for n, theme in enumerate(themes[0])}
    par_theme = np.concatenate(series, axis=2)[:, :, :tours]
    motifs = np.empty_like(par_theme)
    for r, rangee in enumerate(themes):
        ou = np.empty(tables, dtype=np.int64)
        ou[[rang[theme] for theme in rangee]] = np.arange(tables)
        motifs[:, :, r] = ou[par_theme[:, :, r]]
    return motifs


def _by_assignment(themes: Themes, nombre: int, hasard: np.random.Generator) -> Tableau:
    motifs: list[Tableau] = []
    for _ in range(nombre):
        essais = [_one_more(themes, motifs, hasard) for _ in range(_ESSAIS)]
        motifs.append(min(essais, key=lambda essai: essai[0])[1])
    return np.array(motifs)


def _one_more(
    themes: Themes, motifs: list[Tableau], hasard: np.random.Generator
) -> tuple[float, Tableau]:
    """One block and what it costs beside those made: themes seen again, then ways met again."""
    tables = len(themes[0])
    places = np.empty((tables, len(themes)), dtype=np.int64)
    autres = np.concatenate(motifs) if motifs else np.empty((0, len(themes)), dtype=np.int64)
    rencontres = np.zeros((tables, len(autres)))
    vus = np.zeros((tables, 1 + max(max(rangee) for rangee in themes)))
    total = 0.0
    for r, rangee in enumerate(themes):
        assis = np.zeros((len(autres), tables))
        assis[np.arange(len(autres)), autres[:, r]] = 1.0
        cout = rencontres @ assis + _THEME * vus[:, list(rangee)]
        cout += hasard.random((tables, tables)) * 0.5
        places[:, r] = np.arange(tables) if r == 0 else assign(cout)
        total += float(cout[np.arange(tables), places[:, r]].sum())
        rencontres += places[:, r, None] == autres[None, :, r]
        vus[np.arange(tables), np.array(rangee)[places[:, r]]] += 1
    return total, places


def assign(cout: NDArray[np.float64]) -> Tableau:
    """The column of each row, each taken once, that costs least in all (Kuhn, 1955)."""
    nombre = len(cout)
    ligne, colonne = np.zeros(nombre + 1), np.zeros(nombre + 1)
    qui = np.zeros(nombre + 1, dtype=np.int64)  # the row that holds a column, from 1; 0 nobody
    for une in range(1, nombre + 1):
        qui[0], j = une, 0
        moins = np.full(nombre + 1, np.inf)
        vu = np.zeros(nombre + 1, dtype=bool)
        d_ou = np.zeros(nombre + 1, dtype=np.int64)
        while qui[j]:
            vu[j] = True
            reste = np.concatenate(([np.inf], cout[qui[j] - 1] - ligne[qui[j]] - colonne[1:]))
            mieux = ~vu & (reste < moins)
            moins[mieux], d_ou[mieux] = reste[mieux], j
            suivante = int(np.where(vu, np.inf, moins).argmin())
            delta = moins[suivante]
            ligne[qui[vu]] += delta
            colonne[vu] -= delta
            moins[~vu] -= delta
            j = suivante
        while j:
            qui[j], j = qui[d_ou[j]], int(d_ou[j])
    result = np.empty(nombre, dtype=np.int64)
    result[qui[1:] - 1] = np.arange(nombre)
    return result
