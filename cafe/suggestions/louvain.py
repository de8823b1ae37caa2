"""Communities of a weighted graph, by the Louvain method.

Blondel, Guillaume, Lambiotte and Lefebvre, « Fast unfolding of communities in large networks »,
J. Stat. Mech. P10008 (2008); resolution as in Reichardt and Bornholdt (2006).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

Graphe = Sequence[Mapping[int, float]]  # for each node, its neighbours and how near they are
_MIEUX = 1e-9


def find_communities(graphe: Graphe, resolution: float, graine: int = 0) -> list[int]:
    """For each node the number of its community, from 0 in the order of their first nodes.

    ``graphe`` is symmetric and has no loop. A higher resolution gives smaller communities. Same
    graph, resolution and seed, same communities.
    """
    hasard = np.random.default_rng(graine)
    appartient = list(range(len(graphe)))
    niveau: list[dict[int, float]] = [dict(voisins) for voisins in graphe]
    boucles = [0.0] * len(niveau)
    while True:
        ou, bouge = _one_level(niveau, boucles, resolution, hasard)
        appartient = [ou[n] for n in appartient]
        if not bouge:
            return _in_order(appartient)
        niveau, boucles = _gathered(niveau, boucles, ou)


def _one_level(
    graphe: list[dict[int, float]],
    boucles: list[float],
    resolution: float,
    hasard: np.random.Generator,
) -> tuple[list[int], bool]:
    """Move nodes one by one to where modularity gains most, until none gains."""
    degres = [sum(voisins.values()) + 2 * b for voisins, b in zip(graphe, boucles, strict=True)]
    total = sum(degres)
    if not total:
        return list(range(len(graphe))), False
    ou = list(range(len(graphe)))
    poids = degres.copy()
    jamais = True
    encore = True
    while encore:
        encore = False
        for n in map(int, hasard.permutation(len(graphe))):
            d_ou = ou[n]
            vers: dict[int, float] = {d_ou: 0.0}
            for voisin, pres in graphe[n].items():
                vers[ou[voisin]] = vers.get(ou[voisin], 0.0) + pres
            poids[d_ou] -= degres[n]
            part = resolution * degres[n] / total
            meilleur, gain = d_ou, vers[d_ou] - part * poids[d_ou]
            for autre, pres in vers.items():
                if pres - part * poids[autre] > gain + _MIEUX:
                    meilleur, gain = autre, pres - part * poids[autre]
            poids[meilleur] += degres[n]
            if meilleur != d_ou:
                ou[n] = meilleur
                encore, jamais = True, False
    return _in_order(ou), not jamais


def _gathered(
    graphe: list[dict[int, float]], boucles: list[float], ou: list[int]
) -> tuple[list[dict[int, float]], list[float]]:
    """The graph of communities: what ties two of them, and what ties each to itself."""
    nombre = max(ou) + 1
    liens: list[dict[int, float]] = [{} for _ in range(nombre)]
    dedans = [0.0] * nombre
    for n, voisins in enumerate(graphe):
        a = ou[n]
        dedans[a] += boucles[n]
        for voisin, pres in voisins.items():
            b = ou[voisin]
            if a == b:
                dedans[a] += pres / 2
            else:
                liens[a][b] = liens[a].get(b, 0.0) + pres
    return liens, dedans


def _in_order(ou: list[int]) -> list[int]:
    numeros: dict[int, int] = {}
    return [numeros.setdefault(un, len(numeros)) for un in ou]
