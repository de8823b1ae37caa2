"""The drawn pieces that sections are made of: headings, quotations, bars. Tables are in `tableaux`.

Each takes `Balisage` (already escaped) or numbers, and knows nothing of the content's dataclasses.
"""

from collections.abc import Sequence
from functools import lru_cache
from html import unescape
from typing import Any

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from cafe.documents import titres
from cafe.documents.balisage import Balise, CanevasBalise
from cafe.documents.compte_rendu import styles
from cafe.documents.ecritures import is_rtl
from cafe.documents.flux import Paragraphe
from cafe.documents.polices import ACCENT, ACCENT_MOYEN, ACCENT_PALE, GRASSE
from cafe.documents.texte import Balisage

CORPS_ETIQUETTE = 7.4
_APRES_ETIQUETTE = 7.0
_STYLES = {2: styles.SECTION, 3: styles.QUESTION, 4: styles.GROUPE}


def titre(texte: Balisage, niveau: titres.Niveau, clef: str) -> titres.Titre:
    """A heading; `clef` names its place."""
    return titres.Titre(texte, _STYLES[niveau], niveau, clef)


class Citation(Paragraphe):
    """Someone's words, with a rule along their side, on each page they flow over.

    `etiquette`, if there is one, stands before the words on their first line.
    """

    etiquette = ""

    def split(self, availWidth: float, availHeight: float) -> list[Any]:
        parts = super().split(availWidth, availHeight)
        for part in parts[:1]:
            part.etiquette = self.etiquette
        return parts

    def draw(self) -> None:
        with self.canv.artefact():
            self.canv.setStrokeColor(ACCENT_MOYEN)
            self.canv.setLineWidth(1.4)
            self.canv.line(1, 0, 1, self.height - 2)
        if self.etiquette:
            with self.canv.contenu(self.balise):
                self.canv.setFont(GRASSE, CORPS_ETIQUETTE)
                self.canv.setFillColor(ACCENT)
                y = self.height - self.blPara.ascent
                self.canv.drawString(self.style.leftIndent, y, f"{self.etiquette} ")
        super().draw()


def quotation(etiquette: str, mots: Balisage) -> Citation:
    """Words on one line or several, behind a label in bold (both escaped)."""
    largeur = stringWidth(unescape(etiquette), GRASSE, CORPS_ETIQUETTE) + _APRES_ETIQUETTE
    if "<" in mots or is_rtl(etiquette) or largeur > styles.LARGEUR / 4:
        tete = nuance(Balisage(f"<b>{etiquette}</b>"), ACCENT, corps=CORPS_ETIQUETTE)
        return Citation(Balisage(f"{tete}&nbsp;&nbsp; {mots}"), styles.CITATION)
    # Far quicker to lay out than a paragraph of two colours; most words are of this kind.
    citation = Citation(mots, _indented(largeur))
    citation.etiquette = unescape(etiquette)
    return citation


@lru_cache(maxsize=128)
def _indented(largeur: float) -> ParagraphStyle:
    return ParagraphStyle("citation", parent=styles.CITATION, firstLineIndent=largeur)


class Barre(Flowable):
    """A share of the whole (0 to 1) as a bar; its number always stands beside it."""

    canv: CanevasBalise

    def __init__(self, part: float, largeur: float) -> None:
        super().__init__()
        self.width = largeur
        self.height = 7.0
        self.part = min(1.0, part)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        with self.canv.artefact():
            self.canv.setFillColor(ACCENT_PALE)
            self.canv.rect(0, 1, self.width, 4.5, stroke=0, fill=1)
            self.canv.setFillColor(ACCENT)
            self.canv.rect(0, 1, max(1.0, self.width * self.part), 4.5, stroke=0, fill=1)


def items(elements: Sequence[tuple[str, Balisage]]) -> list[Flowable]:
    """A list: (mark, text)."""
    liste = Balise("L")
    return [
        Paragraphe(
            texte, styles.ELEMENT, Balise("LBody", Balise("LI", liste)), bulletText=f"{puce} "
        )
        for puce, texte in elements
    ]


def nuance(texte: Balisage, couleur: Color, *, corps: float | None = None) -> Balisage:
    """The text in another colour, and in another size (points) if one is given."""
    taille = f' size="{corps}"' if corps else ""
    return Balisage(f'<font color="#{couleur.hexval()[2:]}"{taille}>{texte}</font>')
