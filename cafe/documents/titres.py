"""Headings of a document that flows, and the list of its parts with their pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Flowable, PageBreak

from cafe.documents.balisage import Balise, CanevasBalise, Nature
from cafe.documents.flux import Paragraphe, Tableau
from cafe.documents.texte import Balisage

Niveau = Literal[1, 2, 3, 4]

# A text up to this height is a mere note on the table under it; of another this much must follow.
_NOTE = 30.0
_LIGNES = 40.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Feuille:
    """An A4 page and its margins, in points. The first page, without running head, starts higher.

    Heads and feet are drawn inside the margins, `tete` below the top and `pied` above the bottom.
    """

    laterale: float
    haute: float
    basse: float
    gain_premiere: float
    tete: float = 12 * mm
    pied: float = 10 * mm

    @property
    def largeur(self) -> float:
        """The width of the text."""
        return A4[0] - 2 * self.laterale

    @property
    def hauteur(self) -> float:
        """The height of the text, on the pages after the first."""
        return A4[1] - self.haute - self.basse


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


def keep_with_what_follows(histoire: Sequence[Flowable], feuille: Feuille) -> Iterator[Flowable]:
    """The same flowables; a heading leaves for the next page rather than end its own."""
    precedent: Flowable | None = None
    for rang, morceau in enumerate(histoire):
        if isinstance(morceau, Titre) and not isinstance(precedent, Titre):
            yield CondPageBreak(_need(histoire[rang:], feuille))
        yield morceau
        precedent = morceau


def _need(suite: Sequence[Flowable], feuille: Feuille) -> float:
    """The height of these headings and of the first lines under them."""
    besoin = 0.0
    for rang, morceau in enumerate(suite):
        if isinstance(morceau, PageBreak):
            break
        besoin += morceau.getSpaceBefore()
        if isinstance(morceau, Tableau):
            besoin += morceau.height_of_start(feuille.largeur)
            break
        hauteur = morceau.wrap(feuille.largeur, feuille.hauteur)[1]
        annonce = any(isinstance(suivant, Tableau) for suivant in suite[rang + 1 : rang + 2])
        if not isinstance(morceau, Titre) and (hauteur > _NOTE or not annonce):
            besoin += min(hauteur, _LIGNES)
            break
        besoin += hauteur + morceau.getSpaceAfter()
    # Asked for more, a page just begun would be left too.
    return min(besoin, feuille.hauteur * 0.7)


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
