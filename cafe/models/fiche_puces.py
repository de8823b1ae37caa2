"""Nested bullets: « A › B » means that B is a bullet under A.

Lists of a fiche stay flat texts in the model and in files; the tree exists for display only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

SEPARATEUR = " › "
# A bound on depth, so that no imported text makes a display recurse further than a page can show.
NIVEAUX_MAX = 6

_COUPURE = re.compile(r"[ \u00a0\u202f]+›[ \u00a0\u202f]+")


@dataclass(frozen=True, slots=True)
class Puce:
    """A bullet: its text, and its own bullets. Without any, it is one entry of the list."""

    texte: str
    enfants: tuple[Puce, ...] = ()


def segments(texte: str) -> tuple[str, ...]:
    """Cut one entry into its path, heading first; a text with an empty segment is left whole."""
    morceaux = tuple(_COUPURE.split(texte, maxsplit=NIVEAUX_MAX - 1))
    return morceaux if all(morceau.strip() for morceau in morceaux) else (texte,)


def puces(textes: Iterable[str]) -> tuple[Puce, ...]:
    """Build the tree of a list, in order; only neighbours are put under the same heading.

    An entry is never used as the heading of another one, so that nothing is lost:
    ``paths(puces(textes)) == tuple(segments(t) for t in textes)``.
    """
    return _tree([segments(texte) for texte in textes])


def paths(arbre: tuple[Puce, ...]) -> tuple[tuple[str, ...], ...]:
    """Give the flat entries back, in order, each as its path from heading to bullet."""
    return tuple(
        (puce.texte, *suite)
        for puce in arbre
        for suite in (paths(puce.enfants) if puce.enfants else ((),))
    )


def _tree(chemins: list[tuple[str, ...]]) -> tuple[Puce, ...]:
    puces_: list[Puce] = []
    rang = 0
    while rang < len(chemins):
        tete, reste = chemins[rang][0], chemins[rang][1:]
        if not reste:
            puces_.append(Puce(tete))
            rang += 1
            continue
        fin = rang
        while fin < len(chemins) and len(chemins[fin]) > 1 and chemins[fin][0] == tete:
            fin += 1
        puces_.append(Puce(tete, _tree([chemin[1:] for chemin in chemins[rang:fin]])))
        rang = fin
    return tuple(puces_)
