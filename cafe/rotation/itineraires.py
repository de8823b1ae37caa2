"""Ways through the tables that share a table once at most, or as seldom as can be found.

A way is a start and a direction; in a round it is at ``départ + pas[direction, tour]``, a sum in a
group of T elements: so the T ways of one direction fill each table once in every round. Ways of two
directions meet again when the differences of their steps come back. When T is a power of a prime,
``direction × tour`` in the field of T elements never lets them (the classical mutually orthogonal
Latin squares); modulo T it holds for few directions; between both, steps are searched for.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cafe.rotation.corps import Tableau, field_tables, prime_power

_CORPS_MAX = 128  # beyond, the tables of a field grow for halls that nobody has
_PAS = 3000
_REVENIR, _TABOU = 1000.0, 50.0


@dataclass(frozen=True, slots=True)
class Voies:
    """``tables[direction, départ, tour]``; ``revues``: pairs of ways that meet again, per start."""

    tables: Tableau
    revues: int


def make_ways(tables: int, tours: int, directions: int, hasard: np.random.Generator) -> Voies:
    """Return that many directions (T - 1 at most) in which nobody sits twice at a table.

    Two tables at least, rounds no more than tables. ``revues`` is 0 when no ways meet twice.
    """
    directions = max(1, min(directions, tables - 1))
    if tables <= _CORPS_MAX and prime_power(tables):
        somme, produit = field_tables(tables)
        return Voies(_walk(somme, produit[1 : directions + 1, :tours]), 0)
    simples = _apart_modulo(tables, tours)
    if len(simples) >= directions:
        pas = np.array(simples[:directions])[:, None] * np.arange(tours)[None, :] % tables
        return Voies(_walk(_sums(1, tables), pas), 0)
    # With an even number of tables a group of two factors has what the cyclic one lacks.
    somme = _sums(2, tables // 2) if tables % 4 == 0 else _sums(1, tables)
    pas, revues = _search(somme, tours, directions, hasard)
    return Voies(_walk(somme, pas), revues)


def _sums(dehors: int, dedans: int) -> Tableau:
    """The table of the sum in Z_dehors × Z_dedans, elements numbered from 0, the neutral one."""
    element = np.arange(dehors * dedans)
    haut, bas = element // dedans, element % dedans
    return (haut[:, None] + haut) % dehors * dedans + (bas[:, None] + bas) % dedans


def _walk(somme: Tableau, pas: Tableau) -> Tableau:
    return somme[np.arange(len(somme))[None, :, None], pas[:, None, :]]


def _apart_modulo(tables: int, tours: int) -> list[int]:
    """Directions that neither come back to their start nor meet one another twice."""
    directions = [0]
    for candidate in range(1, tables):
        if all(k * (candidate - other) % tables for other in directions for k in range(1, tours)):
            directions.append(candidate)
    return directions[1:]


def _search(
    somme: Tableau, tours: int, directions: int, hasard: np.random.Generator
) -> tuple[Tableau, int]:
    """Steps whose differences come back least: one step changed at a time, with a tabu.

    Row 0 is « never moves »: what no direction may meet twice, being a table seen again.
    """
    tables = len(somme)
    moins = np.argsort(somme, axis=1)[:, 0][somme * 0 + np.arange(tables)]  # the opposite of j
    difference = somme[np.arange(tables)[:, None], moins]
    poids = np.ones(directions + 1)
    poids[0] = _REVENIR
    pas = np.arange(directions + 1)[:, None] * np.arange(tours)[None, :] % tables
    meilleur, gardes = np.inf, pas.copy()
    interdit = np.zeros((directions + 1, tours, tables), dtype=np.int64)
    for n in range(_PAS):
        fois = _come_back(pas, difference)
        revues = np.maximum(fois - 1, 0).sum(axis=2)
        cout = float(np.triu(revues * np.maximum(poids[:, None], poids[None, :])).sum())
        if cout < meilleur:
            meilleur, gardes = cout, pas.copy()
            if not cout:
                break
        mal = np.flatnonzero(revues[1:].sum(axis=1)) + 1
        d, r = int(hasard.choice(mal)), int(hasard.integers(1, tours))
        deja = fois[d, np.arange(directions + 1)[:, None], difference[:, pas[:, r]].T] > 0
        couts = (deja * poids[:, None])[np.arange(directions + 1) != d].sum(axis=0)
        couts = couts + hasard.random(tables) * 1e-3 + _TABOU * (interdit[d, r] > n)
        couts[pas[d, r]] = np.inf
        interdit[d, r, pas[d, r]] = n + 4 + int(hasard.integers(8))
        pas[d, r] = int(couts.argmin())
    return gardes[1:], int(meilleur)


def _come_back(pas: Tableau, difference: Tableau) -> Tableau:
    """``[d, d', écart]``: in how many rounds two directions stand that far apart."""
    nombre, tours = pas.shape
    ecarts = difference[pas[:, None, :], pas[None, :, :]]
    fois = np.zeros((nombre, nombre, len(difference)), dtype=np.int64)
    for r in range(tours):
        fois[np.arange(nombre)[:, None], np.arange(nombre)[None, :], ecarts[:, :, r]] += 1
    fois[np.arange(nombre), np.arange(nombre)] = 0
    return fois
