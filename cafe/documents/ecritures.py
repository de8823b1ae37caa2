"""Scripts written from right to left: letters joined, then each line put in the order of the eye.

reportlab draws signs from left to right, as they come. Letters are joined before lines are broken,
since their widths change; lines are turned once broken, since each is turned for itself.
"""

import re
import unicodedata
from typing import Literal

from arabic_reshaper import ArabicReshaper

# Not the faster `bidi.get_display`: it leaves brackets and quotation marks unturned.
from bidi.algorithm import get_display

from cafe.documents.polices import can_draw

Sens = Literal["L", "R"]

_DROITE_A_GAUCHE = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_FORMES = re.compile("[\ufb1d-\ufdff\ufe70-\ufefc]")
# Vowel marks would fall on the wrong letter once the line is turned.
_ASSEMBLEUR = ArabicReshaper(configuration={"delete_harakat": True, "support_ligatures": True})


def is_rtl(texte: str) -> bool:
    """Tell whether any sign belongs to a script written from right to left."""
    return _DROITE_A_GAUCHE.search(texte) is not None


def direction(texte: str) -> Sens:
    """The direction of a text: that of its first letter."""
    for signe in texte:
        sens = unicodedata.bidirectional(signe)
        if sens == "L":
            return "L"
        if sens in {"R", "AL"}:
            return "R"
    return "L"


def join_letters(texte: str) -> str:
    """Give Arabic letters the form that their neighbours call for, in reading order."""
    if not is_rtl(texte):
        return texte
    jointes = _ASSEMBLEUR.reshape(texte)
    return _FORMES.sub(_keep_drawable, jointes)


def part_letters(texte: str) -> str:
    """The reverse of `join_letters`: the letters themselves, for readers and for searches."""
    return _FORMES.sub(lambda forme: unicodedata.normalize("NFKC", forme[0]), texte)


def turn_line(ligne: str, sens: Sens | None = None) -> str:
    """One line of joined letters as it is drawn; `sens` is the direction of its paragraph."""
    if not is_rtl(ligne):
        return ligne
    tournee = get_display(ligne, base_dir=sens or direction(ligne))
    assert isinstance(tournee, str)  # noqa: S101 - bytes only for bytes
    return tournee


def _keep_drawable(forme: re.Match[str]) -> str:
    signe = forme[0]
    return signe if can_draw(signe) else unicodedata.normalize("NFKC", signe)
