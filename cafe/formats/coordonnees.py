"""Ways to reach a person, taken out of words that are passed on to another service.

Removes what can be told for sure from its form: electronic addresses, telephone numbers, social
accounts. Names cannot be told from other words: moderation sees to them.
"""

from __future__ import annotations

import re

RETIREES = "[coordonnées retirées]"

_ADRESSE = r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+"
_COMPTE = r"(?<![\w.@])@[A-Za-z][\w.]{2,}"
# Ten digits in pairs, or the international form; separators as people write them.
_TELEPHONE = r"(?<![\d,.])(?:\+|00)\d{2}[\s.-]?(?:\(0\)\s?)?\d(?:[\s.-]?\d{2}){4}(?!\d)"
_TELEPHONE_FRANCAIS = r"(?<![\d,.])0\d(?:[\s.-]?\d{2}){4}(?!\d)"
_MOTIF = re.compile("|".join((_ADRESSE, _TELEPHONE, _TELEPHONE_FRANCAIS, _COMPTE)))


def without_contacts(texte: str) -> str:
    """Return the text with a mark in the place of each way to reach somebody."""
    return _MOTIF.sub(RETIREES, texte)
