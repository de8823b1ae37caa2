"""Numbered slips to hand out: ten on an A4 sheet, in black on white, to be cut apart.

Each is a receipt: whoever reads it reads what became of its bearer's words. The bytes are made
once and handed over; nothing here, and nobody after, keeps what they say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.colors import black
from reportlab.lib.units import mm

from cafe.documents.balisage import CanevasBalise
from cafe.documents.feuille import (
    COURANT,
    HAUTEUR,
    LARGEUR,
    draw_line_of_text,
    draw_qr,
    draw_text,
    draw_word,
    new_canvas,
)
from cafe.documents.polices import GRASSE, NORMALE
from cafe.documents.texte import Balisage, escape, escape_line, shorten

COLONNES, RANGEES = 2, 5
_LARGEUR, _HAUTEUR = LARGEUR / COLONNES, HAUTEUR / RANGEES
# Printers leave the edge of a sheet white.
_MARGE = 7 * mm
_COTE_QR = 31 * mm
_CONSIGNE = "Gardez ce papier : il vous dira ce que vos mots sont devenus."


@dataclass(frozen=True, slots=True, kw_only=True)
class Talon:
    """What one slip says. `url` is the receipt as a link, `mots` its six words."""

    numero: int
    url: str
    mots: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Carnet:
    """What all the slips of a print share. `adresse` is where the six words are typed.

    `contact` says whom to call, on one line; empty when the démarche names nobody.
    """

    titre: str
    adresse: str
    contact: str = ""
    talons: Sequence[Talon]


def render_talons(carnet: Carnet) -> bytes:
    """Return A4 pages of ten slips. Raises ValueError when there is none."""
    if not carnet.talons:
        raise ValueError("aucun talon")
    sortie = BytesIO()
    canevas = new_canvas(sortie, f"Talons : {carnet.titre}")
    par_page = COLONNES * RANGEES
    for debut in range(0, len(carnet.talons), par_page):
        with canevas.artefact():
            _draw_cuts(canevas)
        for rang, talon in enumerate(carnet.talons[debut : debut + par_page]):
            rangee, colonne = divmod(rang, COLONNES)
            canevas.saveState()
            canevas.translate(colonne * _LARGEUR, HAUTEUR - (rangee + 1) * _HAUTEUR)
            _draw_slip(canevas, carnet, talon)
            canevas.restoreState()
        canevas.showPage()
    canevas.save()
    return sortie.getvalue()


def _draw_cuts(canevas: CanevasBalise) -> None:
    canevas.setStrokeColor(black)
    canevas.setLineWidth(0.5)
    canevas.setDash(3, 3)
    for colonne in range(1, COLONNES):
        canevas.line(colonne * _LARGEUR, 0, colonne * _LARGEUR, HAUTEUR)
    for rangee in range(1, RANGEES):
        canevas.line(0, rangee * _HAUTEUR, LARGEUR, rangee * _HAUTEUR)
    canevas.setDash()


def _draw_slip(canevas: CanevasBalise, carnet: Carnet, talon: Talon) -> None:
    """One slip, from its own bottom left corner: number and code, then words on the right."""
    haut = _HAUTEUR - _MARGE
    canevas.setFillColor(black)
    draw_qr(canevas, talon.url, x=_MARGE - 2, y=_MARGE, cote=_COTE_QR, alt="Code QR du reçu")
    draw_line_of_text(
        canevas,
        f"n° {talon.numero}",
        x=_MARGE,
        y=haut - 8 * mm,
        largeur=_COTE_QR - 4,
        corps=26,
        police=GRASSE,
    )
    gauche = _MARGE + _COTE_QR + 3 * mm
    largeur = _LARGEUR - gauche - _MARGE

    def write(texte: Balisage, haut: float, hauteur: float, corps: float) -> float:
        return draw_text(
            canevas,
            Balisage(f'<font color="black">{texte}</font>'),
            COURANT,
            x=gauche,
            haut=haut,
            largeur=largeur,
            hauteur=hauteur,
            corps=corps,
        )

    bas = write(escape_line(shorten(carnet.titre, 60)), haut, 7 * mm, 7.5)
    bas = write(Balisage(f"<b>{escape(_CONSIGNE)}</b>"), bas - 1.5 * mm, 10 * mm, 9)
    bas = write(
        escape(f"Visez le carré, ou tapez ces six mots sur {carnet.adresse}"),
        bas - 1.2 * mm,
        8 * mm,
        7.5,
    )
    bas = _draw_words(canevas, talon.mots, gauche, bas - 1.5 * mm, largeur)
    if carnet.contact:
        contact = Balisage(f"Une question ? {escape_line(shorten(carnet.contact, 90))}")
        write(contact, bas - 1.2 * mm, bas - 1.2 * mm - _MARGE + 4, 7.5)


def _draw_words(
    canevas: CanevasBalise, mots: Sequence[str], gauche: float, haut: float, largeur: float
) -> float:
    """The six words, two by line, in their order; returns where they end."""
    pas = 4.3 * mm
    canevas.setFillColor(black)
    for rang, mot in enumerate(mots):
        rangee, colonne = divmod(rang, 2)
        x, y = gauche + colonne * largeur / 2, haut - (rangee + 1) * pas + 1
        draw_word(canevas, f"{rang + 1} ", x=x, y=y, corps=6, police=NORMALE)
        draw_word(canevas, mot, x=x + 7, y=y, corps=10, police=GRASSE)
    return haut - 3 * pas
