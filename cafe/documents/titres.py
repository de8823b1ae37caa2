"""Headings of a document that flows, and the list of its parts with their pages."""

from collections.abc import Sequence
from typing import Any, Literal, cast

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Flowable

from cafe.documents.balisage import Balise, CanevasBalise, Nature
from cafe.documents.flux import Paragraphe
from cafe.documents.texte import Balisage

Niveau = Literal[1, 2, 3, 4]


class Titre(Paragraphe):
    """A heading, known to the outline under its title. `clef` names its place, for links."""

    def __init__(
        self,
        texte: Balisage | None,
        style: ParagraphStyle,
        niveau: Niveau = 1,
        clef: str = "",
        **autres: Any,
    ) -> None:
        super().__init__(texte, style, cast(Nature, f"H{niveau}"), **autres)
        self.niveau = niveau
        self.clef = clef

    def split(self, availWidth: float, availHeight: float) -> list[Any]:
        parts = super().split(availWidth, availHeight)
        for part in parts[:1]:
            part.niveau, part.clef = self.niveau, self.clef
        return parts

    def draw(self) -> None:
        canevas = self.canv
        if self.clef:
            canevas.bookmarkPage(self.clef)
            canevas.reperes[self.clef] = canevas.getPageNumber()
            if self.niveau > 1:
                niveau = min(self.niveau - 2, canevas.dernier_niveau + 1)
                canevas.dernier_niveau = niveau
                canevas.addOutlineEntry(
                    self.getPlainText(), self.clef, niveau, closed=int(niveau > 0)
                )
        super().draw()


def titre(
    texte: Balisage,
    style: ParagraphStyle,
    niveau: Niveau,
    clef: str,
    *,
    suite: float,
    largeur: float,
) -> list[Flowable]:
    """A heading that leaves for the next page unless `suite` points of what follows fit under."""
    morceau = Titre(texte, style, niveau, clef)
    hauteur = morceau.wrap(largeur, 10_000)[1] + morceau.getSpaceBefore()
    return [CondPageBreak(min(hauteur + suite, 300)), morceau]


class Sommaire(Flowable):
    """The parts of the document with their pages, which are written once all is laid out."""

    canv: CanevasBalise

    def __init__(self, parties: Sequence[tuple[str, str]], style: ParagraphStyle) -> None:
        """`parties`: (key of the heading, title as it is printed)."""
        super().__init__()
        self.parties = list(parties)
        self.style = style

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width = availWidth
        self.height = len(self.parties) * self.style.leading
        return self.width, self.height

    def draw(self) -> None:
        sommaire, style, canevas = Balise("TOC"), self.style, self.canv
        for rang, (clef, intitule) in enumerate(self.parties, start=1):
            ligne = Balise("P", Balise("TOCI", sommaire))
            y = self.height - rang * style.leading + (style.leading - style.fontSize)
            with canevas.contenu(ligne):
                canevas.setFont(style.fontName, style.fontSize)
                canevas.setFillColor(style.textColor)
                canevas.drawString(0, y, f"{intitule} ")
                canevas.linkRect(
                    intitule, clef, (0, y - 2, self.width, y + style.fontSize), relative=1
                )
            self._draw_page(ligne, clef, y, stringWidth(intitule, style.fontName, style.fontSize))

    def _draw_page(self, ligne: Balise, clef: str, y: float, debut: float) -> None:
        style, canevas = self.style, self.canv
        x, y = canevas.absolutePosition(self.width, y)
        gauche = canevas.absolutePosition(debut, 0)[0]

        def draw_number(_total: int) -> None:
            numero = f"page {canevas.reperes[clef]}"
            canevas.setFont(style.fontName, style.fontSize)
            canevas.setFillColor(style.textColor)
            with canevas.contenu(ligne):
                canevas.drawRightString(x, y, numero)
            fin = x - stringWidth(numero, style.fontName, style.fontSize)
            with canevas.artefact():
                canevas.setLineWidth(0.4)
                canevas.setDash(0.6, 2.4)
                canevas.line(gauche + 6, y, fin - 5, y)
                canevas.setDash()

        canevas.en_fin(draw_number)
