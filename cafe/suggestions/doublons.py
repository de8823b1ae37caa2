"""Pairs of texts that say nearly the same: shown side by side, never merged by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from cafe.suggestions.empreinte import Empreinte
from cafe.suggestions.espace import Espace, nearest
from cafe.suggestions.oppositions import may_oppose
from cafe.suggestions.raisons import shared_words

SEUIL = 0.45  # from there on, half of the pairs or more are real ones
_VOISINS = 5


@dataclass(frozen=True, slots=True)
class Doublon:
    """Two texts by rank, the first one first; ``score`` is a cosine."""

    un: int
    autre: int
    score: float
    mots: tuple[str, ...]


def find_duplicates(
    textes: Sequence[str],
    empreintes: Sequence[Empreinte],
    *,
    fond: Sequence[Empreinte] = (),
    seuil: float = SEUIL,
    combien: int | None = None,
) -> list[Doublon]:
    """The nearest pairs first. ``fond``: other texts, from which to learn which words are rare.
    ``combien``: no more than that; a big board is not read to its end.

    Two texts that may oppose one another are never a pair, however near.
    """
    vecteurs = Espace([*empreintes, *fond]).place(empreintes)
    qui, pres = nearest(vecteurs, vecteurs, _VOISINS, sauf_soi=True)
    paires: dict[tuple[int, int], float] = {}
    for rang, (voisins, cosinus) in enumerate(zip(qui, pres, strict=True)):
        for voisin, score in zip(map(int, voisins), map(float, cosinus), strict=True):
            if score >= seuil:
                paires[min(rang, voisin), max(rang, voisin)] = score
    doublons = (
        Doublon(un, autre, score, shared_words(textes[un], [textes[autre]]))
        for (un, autre), score in sorted(paires.items(), key=lambda p: (-p[1], p[0]))
        if not may_oppose(textes[un], textes[autre])
    )
    return list(islice(doublons, combien))
