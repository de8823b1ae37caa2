"""Logos at the head of a document, on white, equally high; a name in words where one lacks."""

from collections.abc import Sequence
from io import BytesIO
from typing import Literal

from PIL import Image
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

from cafe.documents.balisage import Balise, CanevasBalise
from cafe.documents.flux import Paragraphe, Tableau
from cafe.documents.reunion.contenu import Copilote, Logo
from cafe.documents.texte import escape_line

# Those of the application are far smaller; beyond, opening it would take too much memory.
PIXELS_MAX = 16_000_000
_COTE_MAX = 900
PAR_RANGEE = 4


class Figure(Flowable):
    """A picture with its words, in points."""

    canv: CanevasBalise

    def __init__(self, image: Image.Image, largeur: float, hauteur: float, alt: str) -> None:
        super().__init__()
        self.image = image
        self.width = largeur
        self.height = hauteur
        self.balise = Balise("Figure", alt=alt)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        gauche, bas = self.canv.absolutePosition(0, 0)
        self.balise.boite = (gauche, bas, gauche + self.width, bas + self.height)
        with self.canv.contenu(self.balise):
            self.canv.drawImage(ImageReader(self.image), 0, 0, self.width, self.height)


def logo_row(
    copilotes: Sequence[Copilote], style: ParagraphStyle, *, largeur: float, hauteur: float
) -> list[Flowable]:
    """The logos of those who lead, a few a row; nothing when none of them has one."""
    if not any(copilote.logo for copilote in copilotes):
        return []
    rangees = []
    for debut in range(0, len(copilotes), PAR_RANGEE):
        rangee = copilotes[debut : debut + PAR_RANGEE]
        place = largeur / len(rangee)
        tableau = Tableau(
            [
                [
                    [_logo(copilote, _aligned(style, rang, len(rangee)), place - 12, hauteur)]
                    for rang, copilote in enumerate(rangee)
                ]
            ],
            colWidths=[place] * len(rangee),
            style=[
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("ALIGN", (0, 0), (0, 0), "LEFT"),
                ("ALIGN", (1, 0), (-1, -1), "CENTER"),
                ("ALIGN", (-1, 0), (-1, -1), "RIGHT" if len(rangee) > 1 else "LEFT"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
            ],
        )
        rangees.append(tableau.tag(mise_en_page=True))
    return [*rangees]


def _aligned(style: ParagraphStyle, rang: int, nombre: int) -> ParagraphStyle:
    """The first name of a row stands to the left, the last to the right, the others between."""
    cote: Literal[0, 1, 2] = TA_LEFT if rang == 0 else TA_RIGHT if rang == nombre - 1 else TA_CENTER
    return ParagraphStyle(style.name, parent=style, alignment=cote)


def _logo(copilote: Copilote, style: ParagraphStyle, largeur: float, hauteur: float) -> Flowable:
    image = _open(copilote.logo) if copilote.logo else None
    if copilote.logo is None or image is None:
        return Paragraphe(escape_line(copilote.structure), style)
    echelle = min(largeur / image.width, hauteur / image.height)
    alt = copilote.logo.description or f"Logo : {copilote.structure}"
    return Figure(image, image.width * echelle, image.height * echelle, alt)


def _open(logo: Logo) -> Image.Image | None:
    """The picture on white, never larger than print needs; None when it cannot be read."""
    try:
        source = Image.open(BytesIO(logo.png))
        if source.width * source.height > PIXELS_MAX:
            return None
        teinte = source.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    teinte.thumbnail((_COTE_MAX, _COTE_MAX))
    fond = Image.new("RGB", teinte.size, "white")
    fond.paste(teinte, mask=teinte.getchannel("A"))
    return fond
