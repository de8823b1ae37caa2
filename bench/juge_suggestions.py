"""Counts what suggestions are worth against labels; shares nothing with what makes them."""

from collections import Counter
from collections.abc import Hashable, Sequence
from math import comb


def adjusted_rand(un: Sequence[Hashable], autre: Sequence[Hashable]) -> float:
    """Agreement of two groupings of the same texts: 1 the same, 0 by chance (Hubert and Arabie)."""
    ensemble = sum(comb(n, 2) for n in Counter(zip(un, autre, strict=True)).values())
    a = sum(comb(n, 2) for n in Counter(un).values())
    b = sum(comb(n, 2) for n in Counter(autre).values())
    hasard = a * b / max(1, comb(len(un), 2))
    milieu = (a + b) / 2
    return (ensemble - hasard) / (milieu - hasard) if milieu != hasard else 1.0


def purity(groupes: Sequence[Sequence[Hashable]]) -> float:
    """The share of texts that are with their group's most common label."""
    total = sum(len(groupe) for groupe in groupes)
    communs = sum(Counter(groupe).most_common(1)[0][1] for groupe in groupes if groupe)
    return communs / max(1, total)


def top(rangees: Sequence[Sequence[Hashable]], justes: Sequence[set[Hashable]], rang: int) -> float:
    """The share of questions whose right answer is among the first ``rang`` offered."""
    trouves = sum(
        bool(juste & set(rangee[:rang])) for rangee, juste in zip(rangees, justes, strict=True)
    )
    return trouves / max(1, len(rangees))


def precision_recall(
    dites: set[frozenset[str]], vraies: set[frozenset[str]]
) -> tuple[float, float]:
    """Of the pairs said, how many are real; of the real ones, how many are said."""
    justes = len(dites & vraies)
    return justes / max(1, len(dites)), justes / max(1, len(vraies))
