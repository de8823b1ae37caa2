"""What sheets to be cut share: black words on white paper, and a receipt in its two forms.

Whoever reads a receipt reads what became of its bearer's words. The bytes are made once and handed
over; nothing here, and nobody after, keeps what they say.
"""

import re
from collections.abc import Sequence

from reportlab.lib.units import mm

from cafe.documents.balisage import CanevasBalise
from cafe.documents.feuille import COURANT, draw_line_of_text, draw_text, draw_word
from cafe.documents.polices import GRASSE, NORMALE
from cafe.documents.texte import Balisage, escape_line, shorten

# Printers leave the edge of a sheet white.
MARGE = 7 * mm
_PAS = 4.3 * mm


def write_black(
    canevas: CanevasBalise,
    texte: Balisage,
    *,
    x: float,
    haut: float,
    largeur: float,
    corps: float,
    hauteur: float | None = None,
) -> float:
    """Words in black, smaller where they would not fit; returns where they end."""
    return draw_text(
        canevas,
        Balisage(f'<font color="black">{texte}</font>'),
        COURANT,
        x=x,
        haut=haut,
        largeur=largeur,
        hauteur=corps * 4.2 if hauteur is None else hauteur,
        corps=corps,
    )


def write_number(
    canevas: CanevasBalise, numero: int, *, x: float, y: float, largeur: float, corps: float
) -> None:
    """« n° 12 », as large as asked."""
    draw_line_of_text(
        canevas, f"n° {numero}", x=x, y=y, largeur=largeur, corps=corps, police=GRASSE
    )


def draw_words(
    canevas: CanevasBalise, mots: Sequence[str], *, x: float, haut: float, largeur: float
) -> float:
    """The six words, two by line, in their order; returns where they end."""
    for rang, mot in enumerate(mots):
        rangee, colonne = divmod(rang, 2)
        ou, y = x + colonne * largeur / 2, haut - (rangee + 1) * _PAS + 1
        draw_word(canevas, f"{rang + 1} ", x=ou, y=y, corps=6, police=NORMALE)
        draw_word(canevas, mot, x=ou + 7, y=y, corps=10, police=GRASSE)
    return haut - 3 * _PAS


def contact_line(contact: str, limite: int = 220) -> Balisage:
    """Whom to call. Hours that do not hold in `limite` signs are left out whole: half of them
    would be worse than none."""
    while len(contact) > limite and ", " in contact:
        contact = contact.rpartition(", ")[0]
    kept = re.sub(r"(?<=\d) (?=\d)", "\u00a0", shorten(contact, limite))
    return Balisage(f"Une question ? {escape_line(kept)}")
