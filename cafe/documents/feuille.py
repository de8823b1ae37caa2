"""One sheet to be stuck up or folded: text that shrinks until it fits, and the vector QR code.

For pages drawn by hand; documents that flow use `gabarit`. What is drawn here is tagged; shapes
belong in the canvas's `artefact`. Lengths are in points, from the bottom left corner.
"""

from io import BytesIO

from reportlab.lib.colors import black, white
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Paragraph

from cafe.documents.balisage import Balise, CanevasBalise, Nature
from cafe.documents.polices import ENCRE, GRASSE, NORMALE
from cafe.documents.qr import dark_runs, qr_matrix
from cafe.documents.texte import Balisage, one_line

LARGEUR, HAUTEUR = A4

COURANT = ParagraphStyle("courant", fontName=NORMALE, textColor=ENCRE, splitLongWords=1)
CENTRE = ParagraphStyle("centre", parent=COURANT, alignment=TA_CENTER)
TITRE_CENTRE = ParagraphStyle("titre-centre", parent=CENTRE, fontName=GRASSE)

_PLUS_PETIT = 7.0
_INTERLIGNE = 1.22


def new_canvas(sortie: BytesIO, titre: str) -> CanevasBalise:
    """A tagged A4 canvas whose bytes depend on what is drawn, not on the day."""
    canevas = CanevasBalise(sortie, pagesize=A4, invariant=1, lang="fr-FR")
    canevas.setTitle(one_line(titre))
    canevas.setCreator("Café")
    canevas.setViewerPreference("DisplayDocTitle", "true")
    return canevas


def draw_text(
    canevas: CanevasBalise,
    texte: Balisage,
    style: ParagraphStyle,
    *,
    x: float,
    haut: float,
    largeur: float,
    hauteur: float,
    corps: float,
    nature: Nature = "P",
) -> float:
    """Draw text from `haut` down, as large as `corps` if it fits; return where it ends.

    What does not fit at the smallest legible size is left out: callers shorten long texts first.
    """
    while True:
        ajuste = ParagraphStyle(
            style.name, parent=style, fontSize=corps, leading=corps * _INTERLIGNE
        )
        morceau = Paragraph(texte, ajuste)
        occupee = morceau.wrapOn(canevas, largeur, HAUTEUR)[1]
        if occupee <= hauteur or corps <= _PLUS_PETIT:
            break
        corps = max(_PLUS_PETIT, corps * 0.94)
    lignes = [morceau] if occupee <= hauteur else morceau.splitOn(canevas, largeur, hauteur)
    if not lignes:
        return haut
    debut = lignes[0]
    occupee = debut.wrapOn(canevas, largeur, hauteur)[1]
    with canevas.contenu(Balise(nature)):
        debut.drawOn(canevas, x, haut - occupee)
    return haut - occupee


def draw_line_of_text(
    canevas: CanevasBalise,
    texte: str,
    *,
    x: float,
    y: float,
    largeur: float,
    corps: float,
    police: str,
) -> None:
    """Draw one centred line, smaller if need be: what must be copied by hand is never broken."""
    texte = one_line(texte)
    corps = min(corps, corps * largeur / max(1.0, stringWidth(texte, police, corps)))
    with canevas.contenu(Balise("P")):
        canevas.setFont(police, corps)
        canevas.drawCentredString(x + largeur / 2, y, texte)


def draw_word(
    canevas: CanevasBalise, texte: str, *, x: float, y: float, corps: float, police: str
) -> None:
    """Draw a few words of ours from `x` on, on one line, at their size."""
    with canevas.contenu(Balise("P")):
        canevas.setFont(police, corps)
        canevas.drawString(x, y, texte)


def draw_qr(
    canevas: CanevasBalise, url: str, *, x: float, y: float, cote: float, alt: str = ""
) -> None:
    """Draw the code and its quiet zone as vectors, `cote` points wide, black on white.

    `alt` says what it is for, where an address says nothing.
    """
    matrice = qr_matrix(url)
    module = cote / len(matrice)
    figure = Balise("Figure", alt=alt or f"Code QR qui mène à {url}")
    figure.boite = (
        *canevas.absolutePosition(x, y),
        *canevas.absolutePosition(x + cote, y + cote),
    )
    with canevas.contenu(figure):
        canevas.saveState()
        canevas.setFillColor(white)
        canevas.rect(x, y, cote, cote, stroke=0, fill=1)
        canevas.setFillColor(black)
        trace = canevas.beginPath()
        for colonne, ligne, longueur in dark_runs(matrice):
            haut = y + cote - (ligne + 1) * module
            trace.rect(x + colonne * module, haut, longueur * module, module)
        canevas.drawPath(trace, stroke=0, fill=1)
        canevas.restoreState()
