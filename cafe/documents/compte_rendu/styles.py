"""Sizes, distances and paragraph styles of the compte rendu. Colours and fonts come from `polices`.

Lengths are in points. Nothing is drawn here.
"""

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from cafe.documents.polices import ACCENT, ENCRE, GRASSE, GRIS, NORMALE

PAGE = A4
MARGE_LATERALE = 23 * mm
MARGE_HAUTE = 26 * mm
MARGE_BASSE = 24 * mm
HAUTEUR = PAGE[1] - MARGE_HAUTE - MARGE_BASSE
LARGEUR = PAGE[0] - 2 * MARGE_LATERALE

TEXTE = ParagraphStyle(
    "texte",
    fontName=NORMALE,
    fontSize=9.5,
    leading=14.5,
    textColor=ENCRE,
    spaceAfter=6,
    splitLongWords=1,
)
DOUX = ParagraphStyle("doux", parent=TEXTE, fontSize=8.5, leading=12.5, textColor=GRIS)

SURTITRE = ParagraphStyle(
    "surtitre", parent=TEXTE, fontName=GRASSE, fontSize=9, leading=12, textColor=ACCENT
)
TITRE = ParagraphStyle(
    "titre", parent=TEXTE, fontName=GRASSE, fontSize=21, leading=26, spaceAfter=4
)
SOUS_TITRE = ParagraphStyle(
    "sous-titre", parent=TEXTE, fontSize=11, leading=15, textColor=GRIS, spaceAfter=12
)
INTERTITRE = ParagraphStyle(
    "intertitre", parent=TEXTE, fontName=GRASSE, fontSize=10.5, leading=14, spaceBefore=14
)

SECTION = ParagraphStyle(
    "section",
    parent=TEXTE,
    fontName=GRASSE,
    fontSize=15,
    leading=19,
    textColor=ACCENT,
    spaceBefore=22,
    spaceAfter=8,
)
QUESTION = ParagraphStyle(
    "question",
    parent=TEXTE,
    fontName=GRASSE,
    fontSize=12,
    leading=16,
    spaceBefore=16,
    spaceAfter=3,
)
GROUPE = ParagraphStyle(
    "groupe",
    parent=TEXTE,
    fontName=GRASSE,
    fontSize=10,
    leading=14,
    spaceBefore=11,
    spaceAfter=3,
)

CITATION = ParagraphStyle("citation", parent=TEXTE, leftIndent=11, leading=14, spaceAfter=5)
CITATION_SERREE = ParagraphStyle(
    "citation-serree", parent=CITATION, fontSize=8.8, leading=12.6, spaceAfter=3.5
)
RENVOI = ParagraphStyle("renvoi", parent=TEXTE, fontSize=9, leading=13, spaceBefore=2, spaceAfter=2)

CELLULE = ParagraphStyle("cellule", parent=TEXTE, fontSize=8.5, leading=12, spaceAfter=0)
CELLULE_DOUCE = ParagraphStyle("cellule-douce", parent=CELLULE, textColor=GRIS)
TETE = ParagraphStyle("tete", parent=CELLULE, fontName=GRASSE, fontSize=8, textColor=GRIS)
TETE_DE_NOMBRE = ParagraphStyle("tete-de-nombre", parent=TETE, alignment=TA_RIGHT)
NOMBRE = ParagraphStyle("nombre", parent=CELLULE, alignment=TA_RIGHT)
CHIFFRE = ParagraphStyle(
    "chiffre", parent=CELLULE, fontName=GRASSE, fontSize=20, leading=24, textColor=ACCENT
)
LEGENDE = ParagraphStyle("legende", parent=CELLULE, fontSize=8, leading=10.5, textColor=GRIS)

SOMMAIRE = ParagraphStyle("sommaire", parent=TEXTE, fontName=GRASSE, leading=14, spaceAfter=0)
SOMMAIRE_DETAIL = ParagraphStyle(
    "sommaire-detail",
    parent=SOMMAIRE,
    fontName=NORMALE,
    fontSize=9,
    leading=13,
    leftIndent=14,
    rightIndent=24,
)
