"""What people typed, made fit for XML without losing a readable sign, and which way it is read.

`texte.printable` is for PDF, whose fonts lack signs; here the reader's own fonts draw them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Outside XML 1.0, or noncharacters that some readers refuse.
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# Embeddings, overrides and isolates: one left open would turn round what follows the words.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_RTL_RUN = re.compile(f"[{_RTL}](?:[^\\w\n]*[{_RTL}])*")


def clean(texte: str) -> str:
    """Return the text with one kind of line end and without signs that no XML may hold.

    White space at both ends is dropped; everything readable stays.
    """
    lines = _LINE_ENDS.sub("\n", texte)
    return _SURROGATES.sub("\ufffd", _TURNS.sub("", _FORBIDDEN.sub("", lines))).strip()


def clean_inside(texte: str) -> str:
    """Same as `clean`, keeping the spaces at both ends: for words that go on in a paragraph."""
    kept = clean(f"|{texte}|")
    return kept[1:-1]


def one_line(texte: str) -> str:
    """The same on one line, for headings and properties."""
    return re.sub("[ \t\n]+", " ", clean(texte))


def reads_right_to_left(textes: Iterable[str]) -> bool:
    """Whether the first letter with a direction asks for it, as Unicode has it."""
    for texte in textes:
        for sign in texte:
            match unicodedata.bidirectional(sign):
                case "R" | "AL":
                    return True
                case "L":
                    return False
    return False


def runs(texte: str) -> Iterator[tuple[str, bool]]:
    """Cut a text into runs of one direction: (words, read from right to left)."""
    end = 0
    for found in _RTL_RUN.finditer(texte):
        if found.start() > end:
            yield texte[end : found.start()], False
        yield found[0], True
        end = found.end()
    if end < len(texte):
        yield texte[end:], False
