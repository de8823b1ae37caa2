"""A first grouping of texts: neighbours, then communities of neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cafe.suggestions.empreinte import Empreinte
from cafe.suggestions.espace import Espace, Vecteurs, centroids, nearest
from cafe.suggestions.francais import stems_of
from cafe.suggestions.louvain import Graphe, find_communities
from cafe.suggestions.titres import keywords, title

_VOISINS = 10
# Fifty texts make a handful of groups, three hundred a score: (texts, resolution).
_RESOLUTION = ((50, 1.0), (250, 2.0))
_PRES_MIN = 0.02  # below, nothing but common letters
_ESSAIS = 12
_RESOLUTIONS = (0.05, 60.0)


@dataclass(frozen=True, slots=True)
class Groupe:
    """``membres`` are ranks, the most central first; ``score`` how near they are to it."""

    titre: str
    mots: tuple[str, ...]
    membres: tuple[int, ...]
    score: float


def group_texts(
    textes: Sequence[str],
    empreintes: Sequence[Empreinte],
    *,
    fond: Sequence[Empreinte] = (),
    nombre: int | None = None,
    graine: int = 0,
) -> list[Groupe]:
    """Groups of two texts or more, the largest first; a text without neighbour is in none.

    ``fond``: other texts, from which to learn which words are rare. ``nombre``: about how many
    groups; None lets the texts decide. Not stable: a text more may change many groups, so what
    people have accepted is never grouped again.
    """
    vecteurs = Espace([*empreintes, *fond]).place(empreintes)
    graphe = _graph(vecteurs)
    communautes = (
        find_communities(graphe, _resolution(len(textes)), graine)
        if nombre is None
        else _that_many(graphe, nombre, graine)
    )
    listes: dict[int, list[int]] = {}
    for rang, numero in enumerate(communautes):
        if graphe[rang]:
            listes.setdefault(numero, []).append(rang)
    if vecteurs.sens is None:
        listes = {numero: _sharing(textes, groupe) for numero, groupe in listes.items()}
    groupes = sorted((g for g in listes.values() if len(g) > 1), key=lambda g: (-len(g), g[0]))
    milieux = centroids(vecteurs, groupes)
    mots = keywords([[textes[rang] for rang in groupe] for groupe in groupes])
    pres = vecteurs.cosines(milieux)
    proposes = []
    for g, groupe in enumerate(groupes):
        membres = [groupe[i] for i in np.argsort(-pres[groupe, g], kind="stable")]
        score = float(pres[groupe, g].mean())
        proposes.append(Groupe(title(mots[g]), tuple(mots[g]), tuple(membres), score))
    return proposes


def _sharing(textes: Sequence[str], groupe: Sequence[int]) -> list[int]:
    """Those that say a word that another of them says: the others came by their letters alone."""
    dits = {rang: stems_of([textes[rang]]) for rang in groupe}
    fois = Counter(racine for dit in dits.values() for racine in dit)
    return [rang for rang in groupe if any(fois[racine] > 1 for racine in dits[rang])]


def _resolution(textes: int) -> float:
    nombres, resolutions = zip(*_RESOLUTION, strict=True)
    return float(np.interp(textes, nombres, resolutions))


def _graph(vecteurs: Vecteurs) -> Graphe:
    """Each text tied to its nearest ones, both ways."""
    qui, pres = nearest(vecteurs, vecteurs, _VOISINS, sauf_soi=True)
    graphe: list[dict[int, float]] = [{} for _ in range(len(vecteurs))]
    for rang, (voisins, cosinus) in enumerate(zip(qui, pres, strict=True)):
        for voisin, score in zip(map(int, voisins), map(float, cosinus), strict=True):
            if score > _PRES_MIN:
                graphe[rang][voisin] = graphe[voisin][rang] = score
    return graphe


def _that_many(graphe: Graphe, nombre: int, graine: int) -> list[int]:
    """The communities nearest to that number, the resolution being searched by halves."""
    bas, haut = map(np.log, _RESOLUTIONS)
    meilleures: list[int] = []
    ecart = len(graphe) + 1
    for _ in range(_ESSAIS):
        milieu = (bas + haut) / 2
        trouvees = find_communities(graphe, float(np.exp(milieu)), graine)
        combien = max(trouvees, default=-1) + 1
        if abs(combien - nombre) < ecart:
            ecart, meilleures = abs(combien - nombre), trouvees
        if combien == nombre:
            break
        bas, haut = (milieu, haut) if combien < nombre else (bas, milieu)
    return meilleures
