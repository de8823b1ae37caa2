"""Tables made even again from how many sit at each, without knowing who: the fewest who move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """So many people go from a table to another, both by rank."""

    d_ou: int
    vers: int
    combien: int


@dataclass(frozen=True, slots=True)
class Equilibre:
    """``sans_place``: people for whom there is no seat in the hall; capacities are then passed."""

    passages: tuple[Passage, ...]
    sans_place: int

    @property
    def deplaces(self) -> int:
        """How many people move."""
        return sum(passage.combien for passage in self.passages)


def fewest_moves(tailles: Sequence[int], arrivants: int, ecart: int) -> int:
    """The fewest seated people who must move so that tables differ by ``ecart`` at most.

    ``arrivants`` sit where they like best. Counted from sizes alone: nobody can do with fewer.
    """
    total, tables = sum(tailles) + arrivants, len(tailles)
    choix = []
    for bas in range(total // tables + 1) if tables else ():
        haut = bas + ecart
        if haut * tables >= total:
            trop = sum(max(0, taille - haut) for taille in tailles)
            manque = sum(max(0, bas - taille) for taille in tailles)
            choix.append(max(trop, manque - arrivants))
    return max(0, min(choix, default=0))


def even_out(
    tailles: Sequence[int], capacites: Sequence[int | None] | None = None, ecart: int = 2
) -> Equilibre:
    """Return who goes where so that tables differ by ``ecart`` at most and none is over capacity.

    A table too small for its share takes what it can. Fewest movers, then fewest passages.
    """
    total, tables = sum(tailles), len(tailles)
    places = [total if capacite is None else capacite for capacite in capacites or [None] * tables]
    sans_place = max(0, total - sum(places))
    if sans_place:
        places = [total] * tables
    meilleur: tuple[int, list[int]] | None = None
    for bas in range(total // max(1, tables) + 1):
        cibles = _targets(
            tailles, [min(bas, p) for p in places], [min(bas + ecart, p) for p in places]
        )
        if cibles is None:
            continue
        bouge = sum(max(0, t - c) for t, c in zip(tailles, cibles, strict=True))
        if meilleur is None or bouge < meilleur[0]:
            meilleur = bouge, cibles
    # No common level: a table is so small that the others pass the tolerance together.
    cibles = meilleur[1] if meilleur else _as_even(total, places)
    return Equilibre(_passages(tailles, cibles), sans_place)


def _targets(tailles: Sequence[int], bas: list[int], haut: list[int]) -> list[int] | None:
    """The sizes nearest to these ones within the bounds; None when they cannot hold so many."""
    total = sum(tailles)
    if not sum(bas) <= total <= sum(haut):
        return None
    cibles = [min(max(t, b), h) for t, b, h in zip(tailles, bas, haut, strict=True)]
    while (reste := total - sum(cibles)) != 0:
        if reste > 0:
            rang = min(
                (r for r in range(len(cibles)) if cibles[r] < haut[r]), key=cibles.__getitem__
            )
            cibles[rang] += 1
        else:
            rang = max(
                (r for r in range(len(cibles)) if cibles[r] > bas[r]), key=cibles.__getitem__
            )
            cibles[rang] -= 1
    return cibles


def _as_even(total: int, places: list[int]) -> list[int]:
    cibles = [0] * len(places)
    for _ in range(total):
        rang = min((r for r in range(len(cibles)) if cibles[r] < places[r]), key=cibles.__getitem__)
        cibles[rang] += 1
    return cibles


def _passages(tailles: Sequence[int], cibles: Sequence[int]) -> tuple[Passage, ...]:
    """The largest surplus goes first to a table that lacks as many, else to the one that lacks
    most."""
    donne = {r: t - c for r, (t, c) in enumerate(zip(tailles, cibles, strict=True)) if t > c}
    manque = {r: c - t for r, (t, c) in enumerate(zip(tailles, cibles, strict=True)) if c > t}
    passages = []
    while donne:
        d_ou = max(donne, key=lambda r: (donne[r], -r))
        juste = [r for r in manque if manque[r] == donne[d_ou]]
        vers = juste[0] if juste else max(manque, key=lambda r: (manque[r], -r))
        combien = min(donne[d_ou], manque[vers])
        passages.append(Passage(d_ou, vers, combien))
        for reste, rang in ((donne, d_ou), (manque, vers)):
            reste[rang] -= combien
            if not reste[rang]:
                del reste[rang]
    return tuple(passages)
