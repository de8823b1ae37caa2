"""Table tents: one A4 sheet a table, folded in two, read from both sides."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth

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
from cafe.documents.polices import ACCENT, ENCRE, FILET, GRASSE, GRIS, NORMALE
from cafe.documents.texte import escape, escape_line, shorten

_MOITIE = HAUTEUR / 2
_MARGE = 14 * mm
_COTE_QR = 94 * mm


@dataclass(frozen=True, slots=True, kw_only=True)
class Chevalet:
    """What one table's tent says. `url` leads straight to this table; `question` is its theme."""

    titre: str
    table: int
    question: str | None = None
    url: str
    adresse: str
    code: str


def render_chevalets(chevalets: Sequence[Chevalet]) -> bytes:
    """Return one A4 page for each tent. Raises ValueError when there is none."""
    if not chevalets:
        raise ValueError("aucune table")
    sortie = BytesIO()
    canevas = new_canvas(sortie, f"Chevalets de table : {chevalets[0].titre}")
    for chevalet in chevalets:
        draw_chevalet(canevas, chevalet)
        canevas.showPage()
    canevas.save()
    return sortie.getvalue()


def draw_chevalet(canevas: CanevasBalise, chevalet: Chevalet) -> None:
    """Draw a tent on a page that is blank; the half that is turned says nothing more."""
    _draw_half(canevas, chevalet)
    with canevas.artefact():
        canevas.saveState()
        canevas.translate(LARGEUR, HAUTEUR)
        canevas.rotate(180)
        _draw_half(canevas, chevalet)
        canevas.restoreState()
        _draw_fold(canevas)


def _draw_half(canevas: CanevasBalise, chevalet: Chevalet) -> None:
    """The lower half of the sheet, upright; the other half is the same, turned."""
    with canevas.artefact():
        canevas.setFillColor(ACCENT)
        canevas.rect(0, 0, LARGEUR, 4 * mm, stroke=0, fill=1)
    gauche, droite = _MARGE, LARGEUR - _MARGE - _COTE_QR
    largeur, haut = droite - gauche - 8 * mm, _MOITIE - _MARGE
    bas = draw_text(
        canevas,
        escape_line(shorten(chevalet.titre, 110)),
        COURANT,
        x=gauche,
        haut=haut,
        largeur=largeur,
        hauteur=14 * mm,
        corps=13,
    )
    canevas.setFillColor(ACCENT)
    draw_word(canevas, "Table ", x=gauche, y=bas - 12 * mm, corps=20, police=GRASSE)
    numero = str(chevalet.table)
    corps = min(112, 112 * largeur / stringWidth(numero, GRASSE, 112))
    draw_word(canevas, numero, x=gauche, y=bas - 50 * mm, corps=corps, police=GRASSE)
    if chevalet.question:
        draw_text(
            canevas,
            escape(shorten(chevalet.question, 240)),
            COURANT,
            x=gauche,
            haut=bas - 58 * mm,
            largeur=largeur,
            hauteur=42 * mm,
            corps=17,
        )
    _draw_access(canevas, chevalet, gauche=droite, haut=haut)


def _draw_access(canevas: CanevasBalise, chevalet: Chevalet, *, gauche: float, haut: float) -> None:
    draw_qr(canevas, chevalet.url, x=gauche, y=haut - _COTE_QR, cote=_COTE_QR)
    with canevas.artefact():
        canevas.setStrokeColor(ACCENT)
        canevas.setLineWidth(2)
        canevas.roundRect(gauche, haut - _COTE_QR, _COTE_QR, _COTE_QR, 3 * mm, stroke=1, fill=0)
    lignes = (
        ("Visez le carré avec l’appareil photo du téléphone,", NORMALE, 10, 6.5, GRIS),
        (f"ou tapez {chevalet.adresse}", NORMALE, 11, 12.5, ENCRE),
        (f"code {chevalet.code}", GRASSE, 26, 24, ENCRE),
    )
    for texte, police, corps, descente, couleur in lignes:
        canevas.setFillColor(couleur)
        draw_line_of_text(
            canevas,
            texte,
            x=gauche,
            y=haut - _COTE_QR - descente * mm,
            largeur=_COTE_QR,
            corps=corps,
            police=police,
        )


def _draw_fold(canevas: CanevasBalise) -> None:
    canevas.setStrokeColor(FILET)
    canevas.setLineWidth(0.6)
    canevas.setDash(4, 4)
    canevas.line(0, _MOITIE, LARGEUR, _MOITIE)
    canevas.setDash()
    canevas.setFillColor(GRIS)
    canevas.setFont(NORMALE, 7)
    canevas.drawString(4 * mm, _MOITIE + 3, "plier ici")
