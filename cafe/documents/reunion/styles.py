"""Sizes, distances and paragraph styles of the compte rendu of a meeting: dense, two pages.

Lengths are in points. Nothing is drawn here.
"""

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from cafe.documents.polices import ACCENT, ACCENT_PALE, ENCRE, GRASSE, GRIS, NORMALE
from cafe.documents.titres import Feuille

FEUILLE = Feuille(
    laterale=17 * mm, haute=19 * mm, basse=18 * mm, gain_premiere=7 * mm, tete=11 * mm, pied=9 * mm
)
LARGEUR = FEUILLE.largeur

TEXTE = ParagraphStyle(
    "texte",
    fontName=NORMALE,
    fontSize=8.2,
    leading=11,
    textColor=ENCRE,
    spaceAfter=2,
    splitLongWords=1,
    allowWidows=0,
    allowOrphans=0,
)
DOUX = ParagraphStyle("doux", parent=TEXTE, textColor=GRIS)
SURTITRE = ParagraphStyle("surtitre", parent=TEXTE, fontName=GRASSE, textColor=ACCENT)
TITRE = ParagraphStyle(
    "titre", parent=TEXTE, fontName=GRASSE, fontSize=14.5, leading=18, spaceAfter=1
)
SOUS_TITRE = ParagraphStyle(
    "sous-titre", parent=TEXTE, fontSize=9.5, leading=12.5, textColor=GRIS, spaceAfter=4
)
LOGO = ParagraphStyle("logo", parent=TEXTE, fontName=GRASSE, fontSize=9, leading=12)
SECTION = ParagraphStyle(
    "section",
    parent=TEXTE,
    fontName=GRASSE,
    fontSize=10,
    leading=13,
    textColor=ACCENT,
    spaceBefore=7,
    spaceAfter=3,
)
POINT = ParagraphStyle(
    "point",
    parent=TEXTE,
    fontName=GRASSE,
    fontSize=8.8,
    leading=11.6,
    spaceBefore=6,
    spaceAfter=2.5,
)
CELLULE = ParagraphStyle("cellule", parent=TEXTE, spaceAfter=2.2)
NOM = ParagraphStyle("nom", parent=CELLULE, spaceAfter=0.4)
ACTION = ParagraphStyle("action", parent=CELLULE, spaceAfter=5)
CELLULE_FORTE = ParagraphStyle("cellule-forte", parent=CELLULE, fontName=GRASSE)
ELEMENT = ParagraphStyle(
    "element",
    parent=TEXTE,
    leftIndent=12,
    bulletIndent=0,
    bulletFontName=NORMALE,
    bulletFontSize=8.2,
    spaceAfter=0.8,
)
TETE = ParagraphStyle(
    "tete", parent=TEXTE, fontName=GRASSE, fontSize=7.2, leading=9.4, textColor=GRIS, spaceAfter=0
)
DECISION = ParagraphStyle(
    "decision",
    parent=CELLULE,
    backColor=ACCENT_PALE,
    borderPadding=2,
    leftIndent=3,
    rightIndent=3,
    spaceBefore=3,
    spaceAfter=4.5,
)
