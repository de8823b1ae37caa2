"""The sheet of the hall's Wi-Fi, hung beside the poster: first the network, then the code."""

from dataclasses import dataclass, field
from io import BytesIO

from reportlab.lib.units import mm

from cafe.documents.balisage import CanevasBalise
from cafe.documents.feuille import (
    CENTRE,
    HAUTEUR,
    LARGEUR,
    TITRE_CENTRE,
    draw_line_of_text,
    draw_qr,
    draw_text,
    new_canvas,
)
from cafe.documents.polices import ACCENT, ACCENT_PALE, BLANC, ENCRE, GRASSE, GRIS, NORMALE
from cafe.documents.texte import Balisage, escape, escape_line, shorten

_MARGE = 18 * mm
_UTILE = LARGEUR - 2 * _MARGE
_COTE_QR = 100 * mm
_RESTER = "«\u00a0rester\u00a0connecté\u00a0»"


@dataclass(frozen=True)
class AfficheWifi:
    """What the sheet says. `texte_qr` joins the network; without a password it is open."""

    titre: str
    nom: str
    mot_de_passe: str = field(repr=False)
    texte_qr: str = field(repr=False)


def render_affiche_wifi(affiche: AfficheWifi) -> bytes:
    """Return a one-page A4 PDF."""
    sortie = BytesIO()
    canevas = new_canvas(sortie, f"Wi-Fi : {affiche.titre}")
    draw_affiche_wifi(canevas, affiche)
    canevas.showPage()
    canevas.save()
    return sortie.getvalue()


def draw_affiche_wifi(canevas: CanevasBalise, affiche: AfficheWifi) -> None:
    """Draw the sheet on a page that is blank."""
    _draw_heading(canevas, affiche)
    gauche, bas = (LARGEUR - _COTE_QR) / 2, 118 * mm
    draw_qr(canevas, affiche.texte_qr, x=gauche, y=bas, cote=_COTE_QR, alt="Code QR du Wi-Fi")
    with canevas.artefact():
        canevas.setStrokeColor(ACCENT)
        canevas.setLineWidth(2.5)
        canevas.roundRect(gauche, bas, _COTE_QR, _COTE_QR, 4 * mm, stroke=1, fill=0)
    _draw_box(canevas, "Nom du Wi-Fi", affiche.nom, haut=109 * mm)
    if affiche.mot_de_passe:
        _draw_box(canevas, "Mot de passe", affiche.mot_de_passe, haut=79 * mm)
    _draw_advice(canevas)


def _draw_heading(canevas: CanevasBalise, affiche: AfficheWifi) -> None:
    with canevas.artefact():
        canevas.setFillColor(ACCENT)
        canevas.circle(LARGEUR / 2, HAUTEUR - 25 * mm, 11 * mm, stroke=0, fill=1)
    canevas.setFillColor(BLANC)
    draw_line_of_text(
        canevas, "1", x=0, y=HAUTEUR - 29 * mm, largeur=LARGEUR, corps=34, police=GRASSE
    )
    canevas.setFillColor(ENCRE)
    bas = draw_text(
        canevas,
        escape("D’abord, le Wi-Fi de la salle"),
        TITRE_CENTRE,
        x=_MARGE,
        haut=HAUTEUR - 40 * mm,
        largeur=_UTILE,
        hauteur=16 * mm,
        corps=32,
        nature="H1",
    )
    draw_text(
        canevas,
        escape(shorten(affiche.titre, 140)),
        CENTRE,
        x=_MARGE,
        haut=bas - 3 * mm,
        largeur=_UTILE,
        hauteur=14 * mm,
        corps=13,
    )


def _draw_box(canevas: CanevasBalise, legende: str, valeur: str, *, haut: float) -> None:
    with canevas.artefact():
        canevas.setFillColor(ACCENT_PALE)
        canevas.roundRect(_MARGE, haut - 26 * mm, _UTILE, 26 * mm, 3 * mm, stroke=0, fill=1)
    canevas.setFillColor(GRIS)
    draw_line_of_text(
        canevas, legende, x=_MARGE, y=haut - 7 * mm, largeur=_UTILE, corps=11, police=NORMALE
    )
    canevas.setFillColor(ENCRE)
    draw_line_of_text(
        canevas,
        valeur,
        x=_MARGE + 4 * mm,
        y=haut - 19 * mm,
        largeur=_UTILE - 8 * mm,
        corps=28,
        police=GRASSE,
    )


def _draw_advice(canevas: CanevasBalise) -> None:
    alerte, choix = escape_line("«\u00a0pas d’Internet\u00a0»"), escape_line(_RESTER)
    conseil = (
        "Ce Wi-Fi mène à l’ordinateur de la salle. Si votre téléphone dit "
        f"<b>{alerte}</b>, choisissez <b>{choix}</b>.<br/>"
        "Ensuite seulement, visez le code de l’autre affiche."
    )
    draw_text(
        canevas,
        Balisage(conseil),
        CENTRE,
        x=_MARGE,
        haut=45 * mm,
        largeur=_UTILE,
        hauteur=26 * mm,
        corps=15,
    )
