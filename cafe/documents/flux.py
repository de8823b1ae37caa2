"""Flowables that tag what they draw: paragraphs, pictures, tables.

Each takes `Balisage` (already escaped) or flowables, and knows nothing of any content. They need a
`CanevasBalise`. Sizes and distances come from the styles that are given.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from html import unescape
from typing import Any

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.textobject import PDFTextObject
from reportlab.platypus import Flowable, LongTable, Paragraph
from reportlab.platypus.tables import TableStyle

from cafe.documents.balisage import Balise, CanevasBalise, Nature
from cafe.documents.ecritures import Sens, direction, is_rtl, part_letters, turn_line
from cafe.documents.polices import NORMALE
from cafe.documents.texte import Balisage, plain

# What stays at least of a row that a page may cut.
_DEBUT_DE_RANGEE = 56.0


class _Texte(PDFTextObject):
    """Ends each line with a space, so that its last word and the next one stay apart when read."""

    def _textOut(self, text: str, TStar: int = 0) -> None:
        super()._textOut(f"{text} " if TStar else text, TStar)  # type: ignore[misc]


class Paragraphe(Paragraph):
    """A paragraph, tagged; its lines of right-to-left scripts are turned when they are drawn.

    Cut by a page, it stays one element.
    """

    canv: CanevasBalise
    blPara: Any
    pour_largeur = -1.0

    def __init__(
        self,
        texte: Balisage | None,
        style: ParagraphStyle,
        balise: Balise | Nature = "P",
        *,
        frags: Any = None,
        **autres: Any,
    ) -> None:
        self.a_tourner = texte is not None and is_rtl(texte)
        if self.a_tourner and style.alignment != TA_RIGHT and direction(texte or "") == "R":
            style = ParagraphStyle(style.name, parent=style, alignment=TA_RIGHT)
        if frags is None and texte is not None:
            frags = _plain_frags(texte, style)
        # None when reportlab itself cuts a paragraph: the pieces come in `frags`.
        super().__init__(texte, style, frags=frags, **autres)  # type: ignore[arg-type]
        self.balise = balise if isinstance(balise, Balise) else Balise(balise)
        if self.a_tourner and texte is not None:
            self.balise.texte = part_letters(plain(texte))

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Lines are broken once for each width: pages and tables ask several times."""
        if self.pour_largeur != availWidth or not hasattr(self, "blPara"):
            super().wrap(availWidth, availHeight)
            self.pour_largeur = availWidth
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Any]:
        parts: list[Any] = super().split(availWidth, availHeight)
        for part in parts:
            part.balise = self.balise
            part.a_tourner = self.a_tourner
        return parts

    def draw(self) -> None:
        if self.a_tourner:
            self._turn_lines()
        with self.canv.contenu(self.balise):
            super().draw()

    def beginText(self, x: float, y: float) -> PDFTextObject:
        # At the end of a turned line a space would stand in the margin; its text is told apart.
        return PDFTextObject(self.canv, x, y) if self.a_tourner else _Texte(self.canv, x, y)

    def _turn_lines(self) -> None:
        """A paragraph is drawn once: its lines may be turned in place."""
        disposition = self.blPara
        if disposition.kind == 0:
            sens: Sens = "R" if self.style.alignment == TA_RIGHT else "L"
            disposition.lines = [
                (reste, [turn_line(" ".join(mots), sens)]) for reste, mots in disposition.lines
            ]
            return
        for ligne in disposition.lines:
            ligne.words = [
                mot.clone(text=turn_line(mot.text)) if hasattr(mot, "text") else mot
                for mot in ligne.words
            ]


_SANS_BALISAGE = re.compile("(<b>)?([^<]*)(?(1)</b>)")


def _plain_frags(texte: Balisage, style: ParagraphStyle) -> list[Any] | None:
    """What reportlab's parser would make of a text without markup, or all in bold; None if not."""
    simple = _SANS_BALISAGE.fullmatch(texte)
    if simple is None:
        return None
    modele = _model(style, gras=simple[1] is not None)
    return [modele.clone(text=unescape(simple[2]).strip())]


@lru_cache(maxsize=128)
def _model(style: ParagraphStyle, *, gras: bool) -> Any:
    return Paragraph("<b>x</b>" if gras else "x", style).frags[0]


class _EtatTableau:
    """What the parts of one table share when pages cut it."""

    def __init__(self, *, tetes_de_ligne: bool) -> None:
        self.balise = Balise("Table")
        self.tetes_de_ligne = tetes_de_ligne
        self.tete_faite = False
        self.rangee: list[Balise] = []
        self.repetee = False


class Tableau(LongTable):
    """A table, tagged, or a mere arrangement of pieces on the page (`mise_en_page`).

    `repeatRows` heads come back on each page: only the first ones are read. With `tetes_de_ligne`
    the first cell of each row is its head.
    """

    canv: CanevasBalise
    repeatRows: int
    splitInRow: int
    _rowHeights: list[float]
    etat: _EtatTableau | None = None

    def tag(self, *, tetes_de_ligne: bool = False, mise_en_page: bool = False) -> "Tableau":
        """Say what the table is, once, before it is laid out; returns it."""
        self.etat = None if mise_en_page else _EtatTableau(tetes_de_ligne=tetes_de_ligne)
        self._renderCB = _mark
        # Without a font of its own a cell calls Helvetica, which no file of ours carries.
        self.setStyle(TableStyle([("FONTNAME", (0, 0), (-1, -1), NORMALE)]))
        return self

    def height_of_start(self, largeur: float) -> float:
        """The height, in points, of its head and of the least that may stand under it."""
        self.wrap(largeur, 10_000)
        tete, rangees = self._rowHeights[: self.repeatRows], self._rowHeights[self.repeatRows :]
        debut = rangees[0] if rangees else 0.0
        return float(sum(tete) + (min(debut, _DEBUT_DE_RANGEE) if self.splitInRow else debut))

    def onSplit(self, T: Any, byRow: int = 1) -> None:
        T.etat = self.etat


def _mark(table: Tableau, moment: str, *ou: Any) -> None:
    """Called by reportlab all along the drawing of a table, which says where it stands."""
    match moment:
        case "startBG" | "startLines":
            table.canv.begin_artefact()
        case "endBG" | "endLines":
            table.canv.end_artefact()
        case "startRow" if table.etat:
            _start_row(table, table.etat, ou[0])
        case "endRow" if table.etat and table.etat.repetee:
            table.canv.end_artefact()
        case "startCell" if table.etat:
            table.canv.enter(table.etat.rangee[ou[1]])
        case "endCell" if table.etat:
            table.canv.leave()


def _start_row(table: Any, etat: _EtatTableau, numero: int) -> None:
    tete = numero < table.repeatRows
    etat.repetee = tete and etat.tete_faite
    if etat.repetee:
        table.canv.begin_artefact("Pagination")
        return
    etat.tete_faite |= tete
    cases = table._cellvalues[numero]
    etat.rangee = _continued_row(cases)
    if not etat.rangee:
        rangee = Balise("TR", etat.balise)
        etat.rangee = [_cell(etat, rangee, colonne, tete=tete) for colonne in range(len(cases))]
        for case in etat.rangee:
            table.canv.attach(case)


def _cell(etat: _EtatTableau, rangee: Balise, colonne: int, *, tete: bool) -> Balise:
    if tete:
        return Balise("TH", rangee, portee="Column")
    if colonne == 0 and etat.tetes_de_ligne:
        return Balise("TH", rangee, portee="Row")
    return Balise("TD", rangee)


def _continued_row(cases: Sequence[Any]) -> list[Balise]:
    """The cells of which these are the end, cut by a page: some of their text is drawn already."""
    for case in cases:
        for morceau in case if isinstance(case, list | tuple) else ():
            balise: Balise | None = getattr(morceau, "balise", None)
            if balise is None or not balise.posee:
                continue
            while balise is not None and balise.nature not in {"TD", "TH"}:
                balise = balise.parent
            if balise is not None and balise.parent is not None:
                return [b for b in balise.parent.enfants if isinstance(b, Balise)]
    return []


def height_of(morceaux: Sequence[Flowable], largeur: float) -> float:
    """How high these pieces stand one above the other, in points, however pages cut them."""
    total = apres = 0.0
    for morceau in morceaux:
        total += morceau.wrap(largeur, 10_000)[1] + max(apres, morceau.getSpaceBefore())
        apres = morceau.getSpaceAfter()
    return total
