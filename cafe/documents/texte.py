"""What people typed, made safe to print: signs without a glyph, line ends, markup.

`Balisage` is text ready for reportlab's paragraph parser. Only `escape` and `bold` make it from
foreign text, so that a type error shows wherever a person's words would reach the parser raw.
"""

import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from itertools import groupby
from typing import NewType
from xml.sax.saxutils import escape as escape_xml

from cafe.documents.ecritures import join_letters
from cafe.documents.francais import guillemets
from cafe.documents.polices import can_draw

Balisage = NewType("Balisage", str)

PROPOS_RETIRE = "propos retiré"
# A word that was shown or spoken, and not put into words yet.
SANS_TEXTE = "photo ou message à écouter"
LONGUEUR_EXTRAIT = 320

_LINE_ENDS = dict.fromkeys("\u2028\u2029\x0b\x0c\x85", "\n")
# reportlab breaks lines at U+202F although it is a no-break space; U+00A0 it keeps whole.
_SPACES = {"\t": " ", "\u202f": "\u00a0"}
# Colour and skin of a sign: without meaning once it is printed in ink, or told by its name.
_VARIANTES = dict.fromkeys([*map(chr, range(0xFE00, 0xFE10)), *map(chr, range(0x1F3FB, 0x1F400))])
_TRADUCTION = str.maketrans({**_LINE_ENDS, **_SPACES, **_VARIANTES})
# What nearly every text is made of: drawable as it is, composed, visible.
_COURANT = re.compile("[\n -~\u00a0-\u00ac\u00ae-\u00ff’…œŒ€–]*")


def sans_mots(texte: str | None) -> str:
    """What is printed where there are no words: erased (None), or shown or spoken (empty)."""
    return PROPOS_RETIRE if texte is None else SANS_TEXTE


def printable(texte: str) -> str:
    """Return the text with every sign drawable: the others become their Unicode name in brackets.

    A run of letters of an absent script is told once, with its length: « [bengali, 5 signes] ».
    Control, direction and joining marks are dropped; no more than one blank line in a row stays.
    """
    texte = texte.replace("\r\n", "\n").replace("\r", "\n")
    if not _COURANT.fullmatch(texte):
        compose = unicodedata.normalize("NFC", texte).translate(_TRADUCTION)
        visible = "".join(signe for signe in compose if signe == "\n" or not _invisible(signe))
        texte = "".join(_replace_unknown(visible))
    lignes = texte.strip().split("\n")
    return "\n".join(_limit_blank_lines([ligne.strip(" ") for ligne in lignes]))


def can_print(texte: str) -> bool:
    """Tell whether the fonts have the script of a text; a sign apart does not count."""
    return not any(_missing_script(signe) for signe in unicodedata.normalize("NFC", texte))


def one_line(texte: str) -> str:
    """Return printable text with its line ends and repeated spaces closed up, for titles."""
    return re.sub("[ \n]+", " ", printable(texte))


def shorten(texte: str, limite: int) -> str:
    """Cut at a word's end so that at most `limite` characters stay, and show the cut as « […] »."""
    if len(texte) <= limite:
        return texte
    coupe = texte[:limite].rsplit(" ", 1)[0]
    return coupe.rstrip(" ,;:.\u00a0") + " […]"


def escape(texte: str) -> Balisage:
    """Make foreign text printable and harmless; its line ends are kept."""
    return Balisage(escape_xml(join_letters(printable(texte))).replace("\n", "<br/>"))


def escape_line(texte: str) -> Balisage:
    """Same as `escape`, on one line, for titles and table heads."""
    return Balisage(escape_xml(join_letters(one_line(texte))))


def quote(texte: str) -> Balisage:
    """Someone's words, whole, between quotation marks."""
    return escape(guillemets(printable(texte)))


def quote_extract(texte: str) -> Balisage:
    """The start of someone's words; the document prints them whole elsewhere."""
    return escape(guillemets(shorten(printable(texte), LONGUEUR_EXTRAIT)))


def plain(texte: Balisage) -> str:
    """The words of a paragraph without its markup; its line ends are kept."""
    return unescape(re.sub("<[^>]*>", "", texte.replace("<br/>", "\n")))


def bold(texte: str) -> Balisage:
    """Escaped text in the bold face."""
    return Balisage(f"<b>{escape(texte)}</b>")


def _invisible(signe: str) -> bool:
    categorie = unicodedata.category(signe)
    return categorie in {"Cc", "Cf"} or (categorie == "Mn" and not can_draw(signe))


def _replace_unknown(texte: str) -> Iterator[str]:
    for ecriture, signes in groupby(texte, key=_missing_script):
        suite = list(signes)
        if ecriture is None:
            yield "".join(suite)
        elif ecriture and len(suite) > 1:
            yield f"[{ecriture}, {len(suite)} signes]"
        else:
            yield from (f"[{_name(signe)}]" for signe in suite)


def _missing_script(signe: str) -> str | None:
    """None: the fonts have it. A script's name: a letter they lack. Empty: any other lack."""
    if signe == "\n" or can_draw(signe):
        return None
    if unicodedata.category(signe)[0] in "LM":
        return _name(signe).split(" ")[0]
    return ""


def _name(signe: str) -> str:
    return unicodedata.name(signe, "").lower() or f"U+{ord(signe):04X}"


def _limit_blank_lines(lignes: list[str]) -> Iterator[str]:
    precedente = ""
    for ligne in lignes:
        if ligne or precedente:
            yield ligne
        precedente = ligne
