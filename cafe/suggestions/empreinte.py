"""What is kept of a text for comparing it: hashed counts, never its words.

It is made once, when the text arrives, kept beside it and erased with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, pairwise
from struct import Struct, pack
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from cafe.suggestions.francais import Mot, fold, read_words
from cafe.suggestions.plongement import DIMENSIONS, Plongeur, Sens

METHODE = 1  # another number when what is counted changes: kept ones are then made again
_LETTRES = (3, 4)
_TRAITS_MAX = 20_000  # of each kind; two bytes count them
_ENTREE = np.dtype([("trait", "<u4"), ("fois", "u1")])
_ENTETE = Struct("<BHH")

Traits = NDArray[np.void]
AUCUN: Traits = np.zeros(0, dtype=_ENTREE)


class EmpreinteIllisible(ValueError):
    """The bytes are of another method, or cut."""


@dataclass(frozen=True, slots=True, eq=False)
class Empreinte:
    """How often each trait comes: ``mots`` are stems and pairs of them, ``lettres`` 3 to 4 letters.

    Traits are CRC-32 numbers, counted up to 255. ``sens``: see `plongement`.
    """

    mots: Traits
    lettres: Traits
    sens: Sens | None = None

    def to_bytes(self) -> bytes:
        """About a kilobyte for twenty words, two with the meaning; read by `read_bytes`."""
        entete = _ENTETE.pack(METHODE, len(self.mots), len(self.lettres))
        sens = b"" if self.sens is None else self.sens.astype("<f2").tobytes()
        return entete + self.mots.tobytes() + self.lettres.tobytes() + sens


def pack_texte(texte: str) -> bytes:
    """What is kept of a text as it arrives: the bytes of its `Empreinte`, without the meaning.

    A full hall sends a hundred texts a second: nothing is made here but these bytes.
    """
    lus = read_words(texte)
    mots, lettres = _packed(_words(lus)), _packed(_letters(lus))
    tailles = len(mots) // _ENTREE.itemsize, len(lettres) // _ENTREE.itemsize
    return _ENTETE.pack(METHODE, *tailles) + mots + lettres


def make_empreintes(textes: Sequence[str], plongeur: Plongeur | None = None) -> list[Empreinte]:
    """What to keep of each text; empty where it has no word that says something."""
    sens: Sequence[Sens | None] = [None] * len(textes)
    if plongeur is not None:
        sens = list(plongeur(textes))
    return [_make(texte, un) for texte, un in zip(textes, sens, strict=True)]


def read_bytes(octets: bytes) -> Empreinte:
    """What `to_bytes` wrote. Raises EmpreinteIllisible."""
    if len(octets) < _ENTETE.size or octets[0] != METHODE:
        raise EmpreinteIllisible
    _, mots, lettres = _ENTETE.unpack_from(octets)
    reste = len(octets) - _ENTETE.size - (mots + lettres) * _ENTREE.itemsize
    if reste not in (0, 2 * DIMENSIONS):
        raise EmpreinteIllisible
    tous = np.frombuffer(octets, dtype=_ENTREE, offset=_ENTETE.size, count=mots + lettres)
    sens = np.frombuffer(octets, dtype="<f2", offset=len(octets) - reste) if reste else None
    return Empreinte(tous[:mots], tous[mots:], None if sens is None else sens.astype(np.float32))


def _make(texte: str, sens: Sens | None) -> Empreinte:
    return replace(read_bytes(pack_texte(texte)), sens=sens)


def _words(mots: Sequence[Mot]) -> Iterable[int]:
    """Each stem, and each two that follow one another."""
    yield from (crc32(mot.racine.encode()) for mot in mots)
    yield from (crc32(f"{a.racine} {b.racine}".encode()) for a, b in pairwise(mots) if b.suit)


def _letters(mots: Sequence[Mot]) -> Iterable[int]:
    return chain.from_iterable(_letters_of(mot.ecrit) for mot in mots)


@lru_cache(maxsize=20_000)  # a hall says the same words again and again
def _letters_of(ecrit: str) -> tuple[int, ...]:
    borde = f" {fold(ecrit)} "
    return tuple(
        crc32(borde[debut : debut + longueur].encode())
        for longueur in _LETTRES
        for debut in range(len(borde) - longueur + 1)
    )


def _packed(traits: Iterable[int]) -> bytes:
    """The entries of these traits; sorted: the same text gives the same bytes."""
    comptes = Counter(traits)
    gardes = sorted(comptes)[:_TRAITS_MAX]
    entrees = bytearray(_ENTREE.itemsize * len(gardes))
    numeros = pack(f"<{len(gardes)}I", *gardes)
    for octet in range(4):
        entrees[octet::5] = numeros[octet::4]
    entrees[4::5] = bytes([fois if (fois := comptes[trait]) < 255 else 255 for trait in gardes])
    return bytes(entrees)
