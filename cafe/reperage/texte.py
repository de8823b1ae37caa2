"""A text as it is compared: lower case, no accent, letter for letter, so that places are kept."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_MOT = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_FIN_DE_PHRASE = re.compile(r"[.!?…:;\n«»\"]")
# Below so many small letters, a text is all in capitals and says nothing of its names.
_MINUSCULES_MIN = 3


def _plain() -> dict[int, str]:
    """Each letter of Latin scripts to its bare small one; typographic signs to typed ones."""
    table = {code: chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}
    for code in range(0xC0, 0x250):
        bare = unicodedata.normalize("NFD", chr(code))[0].lower()
        table[code] = bare if len(bare) == 1 else chr(code)
    table |= dict.fromkeys(map(ord, "’ʼ‘`´"), "'")
    table |= dict.fromkeys(map(ord, "‐‑–—"), "-")
    table |= dict.fromkeys(map(ord, "\u00a0\u202f\u2009"), " ")
    return table


_PLAIN = _plain()


@dataclass(frozen=True, slots=True)
class Mot:
    """A word and where it stands: ``plat`` is compared, ``grand`` says it begins by a capital,
    ``toutes`` that it has nothing else, ``entre`` is what stands before it, since the last word."""

    debut: int
    fin: int
    plat: str
    grand: bool
    toutes: bool
    entre: str

    @property
    def commence(self) -> bool:
        """Whether it begins a sentence, where a capital says nothing."""
        return bool(_FIN_DE_PHRASE.search(self.entre))


def flatten(texte: str) -> str:
    """As many characters as ``texte``, small and bare."""
    return texte.translate(_PLAIN)


def words_of(texte: str, plat: str) -> list[Mot]:
    """The words of a text, in order; ``plat`` is the same text flattened."""
    found: list[Mot] = []
    before = 0
    for match in _MOT.finditer(plat):
        debut, fin = match.span()
        entre = plat[before:debut] if found else "\n"
        ecrit = texte[debut:fin]
        found.append(Mot(debut, fin, match.group(), ecrit[0].isupper(), ecrit.isupper(), entre))
        before = fin
    return found


def shouted(texte: str) -> bool:
    """Whether it is written in capitals throughout."""
    return sum(map(str.islower, texte)) < _MINUSCULES_MIN
