"""Snowball's French stems, at some two thirds of the price.

The library looks its endings up by halves, letter by letter; here by length, in a dictionary. The
stems are the library's own, and a test compares them.
"""

from __future__ import annotations

from collections.abc import Sequence

from snowballstemmer.among import Among
from snowballstemmer.french_stemmer import FrenchStemmer

_Table = tuple[dict[str, int], tuple[int, ...]]


def _table(entrees: Sequence[Among]) -> _Table:
    """What each ending says, and how long endings are, longest first: the longest one counts."""
    dits = {entree.s: entree.result for entree in entrees}
    return dits, tuple(sorted({len(fin) for fin in dits}, reverse=True))


# The library hands over its own lists: each is known by which one it is.
_TABLES: dict[int, _Table] = {
    id(valeur): _table(valeur)
    for nom, valeur in vars(FrenchStemmer).items()
    if nom.startswith("a_")
}


class _Racines(FrenchStemmer):  # type: ignore[misc]
    """One word's stemming; the two searches are all that differs."""

    current: str
    cursor: int
    limit: int
    limit_backward: int

    def find_among(self, v: Sequence[Among]) -> int:
        dits, longueurs = _TABLES[id(v)]
        debut, limite = self.cursor, self.limit
        for longueur in longueurs:
            fin = debut + longueur
            if fin <= limite and (dit := dits.get(self.current[debut:fin])) is not None:
                self.cursor = fin
                return dit
        return 0

    def find_among_b(self, v: Sequence[Among]) -> int:
        dits, longueurs = _TABLES[id(v)]
        fin, limite = self.cursor, self.limit_backward
        for longueur in longueurs:
            debut = fin - longueur
            if debut >= limite and (dit := dits.get(self.current[debut:fin])) is not None:
                self.cursor = debut
                return dit
        return 0


def stem_word(mot: str) -> str:
    """The stem of a word in small letters."""
    # A stemmer holds the word under its hand: several threads come here, each with its own.
    stem: str = _Racines().stemWord(mot)
    return stem
