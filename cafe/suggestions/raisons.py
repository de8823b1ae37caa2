"""Why two texts are near, in words that a facilitator can check."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from cafe.suggestions.francais import read_words, stems_of, word_key

_COMBIEN = 3


def shared_words(texte: str, autres: Iterable[str], combien: int = _COMBIEN) -> tuple[str, ...]:
    """The words of the first that the others say too, as it writes them, the longest first."""
    return words_among(texte, stems_of(autres), combien)


def words_among(texte: str, racines: Collection[str], combien: int = _COMBIEN) -> tuple[str, ...]:
    """The words of a text that have one of these stems; for many texts beside the same others."""
    trouves: dict[str, str] = {}
    for mot in read_words(texte):
        if mot.racine in racines:
            trouves.setdefault(mot.racine, word_key(mot))
    return tuple(sorted(trouves.values(), key=lambda mot: (-len(mot), mot))[:combien])


def say_reason(mots: Iterable[str]) -> str:
    """« mots communs : bancs, ombre », or what is said when only spelling is alike."""
    dits = ", ".join(mots)
    return f"mots communs : {dits}" if dits else "écriture proche"
