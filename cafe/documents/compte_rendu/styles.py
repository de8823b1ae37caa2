"""Sizes, distances and paragraph styles of a world café's compte rendu.

Lengths are in points. Nothing is drawn here; colours and fonts come from `polices`.
"""

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from cafe.documents.polices import ACCENT, ENCRE, GRASSE, GRIS, NORMALE
from cafe.documents.titres import Feuille

FEUILLE = Feuille(
    laterale=20 * mm, haute=22 * mm, basse=20 * mm, gain_premiere=7 * mm, tete=13 * mm, pied=10 * mm
)
LARGEUR, HAUTEUR = FEUILLE.largeur, FEUILLE.hauteur
HAUTEUR_PREMIERE = HAUTEUR + FEUILLE.gain_premiere

TEXTE = ParagraphStyle(
    "texte",
    fontName=NORMALE,
    fontSize=9,
    leading=13,
    textColor=ENCRE,
    spaceAfter=4,
    splitLongWords=1,
    allowWidows=0,
    allowOrphans=0,
)
DOUX = ParagraphStyle("doux", parent=TEXTE, fontSize=8.2, leading=11.4, textColor=GRIS)
SURTITRE = ParagraphStyle("surtitre", parent=TEXTE, fontName=GRASSE, textColor=ACCENT, spaceAfter=1)
TITRE = ParagraphStyle(
    "titre", parent=TEXTE, fontName=GRASSE, fontSize=19, leading=23, spaceAfter=3
)
SOUS_TITRE = ParagraphStyle(
    "sous-titre", parent=TEXTE, fontSize=10.5, leading=14, textColor=GRIS, spaceAfter=8
)
LOGO = ParagraphStyle("logo", parent=TEXTE, fontName=GRASSE, leading=12)

SECTION = ParagraphStyle(
    "section",
    parent=TEXTE,
    fontName=GRASSE,
    fontSize=13,
    leading=17,
    textColor=ACCENT,
    spaceBefore=13,
    spaceAfter=5,
)
QUESTION = ParagraphStyle(
    "question", parent=TEXTE, fontName=GRASSE, fontSize=10.5, leading=14, spaceBefore=10
)
GROUPE = ParagraphStyle(
    "groupe", parent=TEXTE, fontName=GRASSE, leading=12.5, spaceBefore=7, spaceAfter=3
)

CITATION = ParagraphStyle(
    "citation", parent=TEXTE, fontSize=8.4, leading=11.8, leftIndent=9, spaceAfter=3
)
CITATION_A_DROITE = ParagraphStyle("citation-a-droite", parent=CITATION, alignment=TA_RIGHT)
ELEMENT = ParagraphStyle(
    "element",
    parent=TEXTE,
    leftIndent=15,
    bulletFontName=NORMALE,
    bulletFontSize=9,
    spaceAfter=2.5,
)

CELLULE = ParagraphStyle("cellule", parent=TEXTE, fontSize=8.4, leading=11.6, spaceAfter=1.5)
TETE = ParagraphStyle("tete", parent=CELLULE, fontName=GRASSE, fontSize=7.6, textColor=GRIS)
TETE_DE_NOMBRE = ParagraphStyle("tete-de-nombre", parent=TETE, alignment=TA_RIGHT)
NOMBRE = ParagraphStyle("nombre", parent=CELLULE, alignment=TA_RIGHT)
CHIFFRE = ParagraphStyle(
    "chiffre", parent=CELLULE, fontName=GRASSE, fontSize=18, leading=21, textColor=ACCENT
)
LEGENDE = ParagraphStyle("legende", parent=CELLULE, fontSize=7.8, leading=10, textColor=GRIS)
SOMMAIRE = ParagraphStyle("sommaire", parent=TEXTE, fontSize=8.6, leading=13)
