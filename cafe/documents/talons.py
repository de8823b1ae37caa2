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
from cafe.documents.feuille import HAUTEUR, LARGEUR, draw_qr, new_canvas
from cafe.documents.recus import MARGE, contact_line, draw_words, write_black, write_number
from cafe.documents.texte import Balisage, escape, escape_line, shorten

COLONNES, RANGEES = 2, 5
_LARGEUR, _HAUTEUR = LARGEUR / COLONNES, HAUTEUR / RANGEES
_COTE_QR = 31 * mm
_CONTACT_MAX = 70  # two lines of a slip
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
    haut = _HAUTEUR - MARGE
    canevas.setFillColor(black)
    draw_qr(canevas, talon.url, x=MARGE - 2, y=MARGE, cote=_COTE_QR, alt="Code QR du reçu")
    write_number(canevas, talon.numero, x=MARGE, y=haut - 8 * mm, largeur=_COTE_QR - 4, corps=26)
    gauche = MARGE + _COTE_QR + 3 * mm
    largeur = _LARGEUR - gauche - MARGE

    def write(texte: Balisage, haut: float, hauteur: float, corps: float) -> float:
        return write_black(
            canevas, texte, x=gauche, haut=haut, largeur=largeur, hauteur=hauteur, corps=corps
        )

    bas = write(escape_line(shorten(carnet.titre, 60)), haut, 7 * mm, 7.5)
    bas = write(Balisage(f"<b>{escape(_CONSIGNE)}</b>"), bas - 1.5 * mm, 10 * mm, 9)
    bas = write(
        escape(f"Visez le carré, ou tapez ces six mots sur {carnet.adresse}"),
        bas - 1.2 * mm,
        8 * mm,
        7.5,
    )
    bas = draw_words(canevas, talon.mots, x=gauche, haut=bas - 1.5 * mm, largeur=largeur)
    if carnet.contact:
        bas -= 1.2 * mm
        write(contact_line(carnet.contact, _CONTACT_MAX), bas, bas - MARGE + 4, 7.5)
