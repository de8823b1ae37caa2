"""The sheet of paper: running head, « page n sur N », contents and outline.

The document is laid out again until the contents and the number of pages no longer move.
"""

from dataclasses import dataclass
from typing import IO, Any

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate
from reportlab.platypus.doctemplate import IndexingFlowable
from reportlab.platypus.tableofcontents import TableOfContents
from reportlab.platypus.tables import TableStyle

from cafe.documents.compte_rendu import styles
from cafe.documents.compte_rendu.blocs import Titre
from cafe.documents.polices import ACCENT, FILET, GRIS, NORMALE
from cafe.documents.texte import one_line

_CORPS = 8
# The first page has no running head: its text starts higher.
_GAIN_PREMIERE = 8 * mm


class Pagination(IndexingFlowable):
    """Takes no room; remembers how many pages the last layout had."""

    def __init__(self) -> None:
        super().__init__()
        self.total = 0
        self._page = 0

    def wrap(self, *_: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        """Nothing shows."""

    def notify(self, kind: str, stuff: Any) -> None:
        if kind == "page":
            self._page = stuff

    def isSatisfied(self) -> int:
        stable = self._page == self.total
        self.total = self._page
        return int(stable)


@dataclass(frozen=True, slots=True)
class Notice:
    """What the file says of itself to a shelf or a search engine."""

    titre: str
    auteur: str
    sujet: str


class Gabarit(BaseDocTemplate):
    """A4 pages of one document. `rappel` heads each page after the first, `pied` foots them all."""

    def __init__(
        self, sortie: IO[bytes], pagination: Pagination, *, rappel: str, pied: str, notice: Notice
    ) -> None:
        super().__init__(
            sortie,
            pagesize=styles.PAGE,
            leftMargin=styles.MARGE_LATERALE,
            rightMargin=styles.MARGE_LATERALE,
            topMargin=styles.MARGE_HAUTE,
            bottomMargin=styles.MARGE_BASSE,
            displayDocTitle=1,
            invariant=1,
            lang="fr-FR",
            creator="Café",
            title=one_line(notice.titre),
            author=one_line(notice.auteur),
            subject=one_line(notice.sujet),
        )
        self.pagination = pagination
        self.rappel = one_line(rappel)
        self.pied = one_line(pied)
        self.addPageTemplates(
            [
                self._sheet("premiere", self.height + _GAIN_PREMIERE, suivante="suivante"),
                self._sheet("suivante", self.height, suivante=None),
            ]
        )

    def _sheet(self, nom: str, hauteur: float, *, suivante: str | None) -> PageTemplate:
        cadre = Frame(
            self.leftMargin,
            self.bottomMargin,
            self.width,
            hauteur,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        return PageTemplate(nom, [cadre], onPage=self._draw_margins, autoNextPageTemplate=suivante)

    def afterFlowable(self, flowable: Flowable) -> None:
        """Tell the contents and the outline of each heading once it has its place."""
        if not isinstance(flowable, Titre):
            return
        self.canv.bookmarkPage(flowable.clef)
        self.canv.addOutlineEntry(
            flowable.getPlainText(), flowable.clef, flowable.niveau, closed=flowable.niveau == 1
        )
        if flowable.sommaire:
            self.notify("TOCEntry", (flowable.niveau, flowable.balisage, self.page, flowable.clef))

    def afterPage(self) -> None:
        self.notify("page", self.page)

    def _draw_margins(self, canevas: Canvas, _doc: BaseDocTemplate) -> None:
        gauche, droite = self.leftMargin, self.pagesize[0] - self.rightMargin
        canevas.saveState()
        canevas.setFont(NORMALE, _CORPS)
        canevas.setFillColor(GRIS)
        canevas.setLineWidth(0.5)
        canevas.setStrokeColor(FILET)
        if self.page > 1:
            haut = self.pagesize[1] - 15 * mm
            canevas.drawString(gauche, haut, _fit(self.rappel, self.width))
            canevas.line(gauche, haut - 6, droite, haut - 6)
        else:
            canevas.setFillColor(ACCENT)
            canevas.rect(0, self.pagesize[1] - 8, self.pagesize[0], 8, stroke=0, fill=1)
            canevas.setFillColor(GRIS)
        bas = 13 * mm
        page = f"page {self.page} sur {self.pagination.total}"
        canevas.line(gauche, bas + 12, droite, bas + 12)
        canevas.drawString(gauche, bas, _fit(self.pied, self.width - 80))
        canevas.drawRightString(droite, bas, page)
        canevas.restoreState()


def sommaire() -> TableOfContents:
    """The contents: sections, and the questions under theirs, each a link to its page."""
    return TableOfContents(
        levelStyles=[styles.SOMMAIRE, styles.SOMMAIRE_DETAIL],
        dotsMinLevel=-1,
        tableStyle=TableStyle(
            [
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 2),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
                ("LINEBELOW", (0, 0), (-1, -1), 0.3, FILET),
            ]
        ),
    )


def _fit(texte: str, largeur: float) -> str:
    """The text, cut with « … » when it is wider than the room it has."""
    if stringWidth(texte, NORMALE, _CORPS) <= largeur:
        return texte
    while texte and stringWidth(f"{texte}…", NORMALE, _CORPS) > largeur:
        texte = texte[:-1]
    return f"{texte.rstrip()}…"
