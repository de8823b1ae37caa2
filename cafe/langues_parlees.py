"""The languages that people of a hall speak, by their French names, for the team's forms.

Not the languages of the phone's pages (``cafe.langues``): a word may be said, and a question
read aloud, in a language that has no catalogue.
"""

from __future__ import annotations

import re

from cafe.documents.francais import nom_de_langue
from cafe.langues.langue import own_name

_CODE = re.compile(r"^[a-z]{2,3}(-[A-Za-z]{2,8})?$")
FRANCAIS = "fr"
# What Babel does not know, as its speakers write it.
_PROPRES = {"zdj": "Shikomori", "snk": "Sooninkanxanne"}
# Most spoken first; then by their names. A language of the text, never of the person.
_CODES = (
    *("fr", "ar", "tr", "en", "es", "pt", "so", "ta", "uk"),
    *("sq", "am", "hy", "bm", "zh", "zdj", "fa", "ka", "it", "ku", "ln", "ps", "ro", "ru"),
    *("ff", "snk", "ti", "ur", "vi", "wo"),
)


def langues_parlees(*autres: str) -> tuple[tuple[str, str], ...]:
    """(code, French name) of each, those of ``autres`` that are not among them at the end."""
    codes = dict.fromkeys((*_CODES, *autres))
    return tuple((code, nom_de_langue(code) or code) for code in codes)


def is_spoken(code: str) -> bool:
    """Whether the forms offer that language."""
    return code in _CODES


def is_code(code: str) -> bool:
    """Whether it has the shape of a language's code (« ar », « pt-BR »)."""
    return _CODE.match(code) is not None


def nom_propre(code: str) -> str:
    """The name of a language in itself, for whoever speaks it; else its French name."""
    return _PROPRES.get(code) or own_name(code) or nom_de_langue(code) or code
