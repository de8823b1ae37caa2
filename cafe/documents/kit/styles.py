"""Sizes, distances and paragraph styles of the kit: black on white, read at arm's length.

Lengths are in points. Nothing is drawn here.
"""

from collections.abc import Sequence

from reportlab.lib.colors import Color, black, toColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from cafe.documents.polices import GRASSE, NORMALE
from cafe.documents.titres import Feuille

FEUILLE = Feuille(
    laterale=18 * mm, haute=16 * mm, basse=18 * mm, gain_premiere=0, tete=9 * mm, pied=9 * mm
)
LARGEUR, HAUTEUR = FEUILLE.largeur, FEUILLE.hauteur

# Pale enough to write upon, dark enough for a copier.
GRIS_CLAIR = Color(0.9, 0.9, 0.9)
GRIS_TRAIT = Color(0.45, 0.45, 0.45)

TEXTE = ParagraphStyle(
    "kit-texte",
    fontName=NORMALE,
    fontSize=10.5,
    leading=14.5,
    textColor=black,
    spaceAfter=3,
    splitLongWords=1,
    allowWidows=0,
    allowOrphans=0,
)
GRAND = ParagraphStyle("kit-grand", parent=TEXTE, fontSize=13, leading=18.5, spaceAfter=6)
PETIT = ParagraphStyle("kit-petit", parent=TEXTE, fontSize=8.6, leading=11.6, spaceAfter=2)
SURTITRE = ParagraphStyle("kit-surtitre", parent=TEXTE, fontSize=9.5, leading=13, spaceAfter=0)
TITRE = ParagraphStyle(
    "kit-titre", parent=TEXTE, fontName=GRASSE, fontSize=21, leading=26, spaceAfter=3
)
SOUS_TITRE = ParagraphStyle("kit-sous-titre", parent=TEXTE, fontSize=11.5, spaceAfter=6)
SECTION = ParagraphStyle(
    "kit-section",
    parent=TEXTE,
    fontName=GRASSE,
    fontSize=13.5,
    leading=18,
    spaceBefore=11,
    spaceAfter=4,
)
ELEMENT = ParagraphStyle(
    "kit-element",
    parent=TEXTE,
    leftIndent=22,
    bulletFontName=GRASSE,
    bulletFontSize=10.5,
    spaceAfter=3.5,
)
GRAND_ELEMENT = ParagraphStyle(
    "kit-grand-element",
    parent=GRAND,
    leftIndent=22,
    bulletFontName=GRASSE,
    bulletFontSize=13,
)
TETE = ParagraphStyle("kit-tete", parent=PETIT, fontName=GRASSE)
HEURE = ParagraphStyle("kit-heure", parent=TEXTE, fontName=GRASSE, fontSize=11.5, leading=15)


def grey(couleur: Color | str | Sequence[float]) -> Color:
    """The grey of a colour as the eye sees it: the kit is printed in black and white."""
    known = toColor(couleur) if isinstance(couleur, Color | str) else Color(*couleur)
    light = 0.299 * known.red + 0.587 * known.green + 0.114 * known.blue
    return Color(light, light, light, known.alpha)
