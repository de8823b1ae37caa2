"""The sheet of paper of a document that flows: margins, running head, « page n sur N », outline.

All is laid out once: what depends on the number of pages is drawn when the last one is known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from cafe.documents.balisage import CanevasBalise
from cafe.documents.ecritures import join_letters, turn_line
from cafe.documents.polices import ACCENT, FILET, GRIS, NORMALE
from cafe.documents.texte import one_line
from cafe.documents.titres import Feuille, keep_with_what_follows

_CORPS = 7.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What the file says of itself to a shelf or a search engine."""

    titre: str
    auteur: str
    sujet: str


class Gabarit(BaseDocTemplate):
    """A4 pages of one document. `rappel` heads each page after the first, `pied` foots them all."""

    canv: CanevasBalise

    def __init__(
        self, sortie: IO[bytes], feuille: Feuille, *, rappel: str, pied: str, notice: Notice
    ) -> None:
        super().__init__(
            sortie,
            pagesize=A4,
            leftMargin=feuille.laterale,
            rightMargin=feuille.laterale,
            topMargin=feuille.haute,
            bottomMargin=feuille.basse,
            displayDocTitle=1,
            invariant=1,
            lang="fr-FR",
            creator="Café",
            title=one_line(notice.titre),
            author=one_line(notice.auteur),
            subject=one_line(notice.sujet),
        )
        self.feuille = feuille
        self.rappel = turn_line(join_letters(one_line(rappel)))
        self.pied = turn_line(join_letters(one_line(pied)))
        premiere = self._sheet("premiere", feuille.gain_premiere, suivante="suivante")
        self.addPageTemplates([premiere, self._sheet("suivante", 0, suivante=None)])

    def write(self, histoire: Sequence[Flowable]) -> None:
        """Lay the flowables out and write the file."""
        retenue = keep_with_what_follows(histoire, self.feuille)
        self.build(list(retenue), canvasmaker=CanevasBalise)

    def _sheet(self, nom: str, gain: float, *, suivante: str | None) -> PageTemplate:
        cadre = Frame(
            self.leftMargin,
            self.bottomMargin,
            self.width,
            self.height + gain,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        return PageTemplate(nom, [cadre], onPage=self._draw_margins, autoNextPageTemplate=suivante)

    def _draw_margins(self, canevas: Any, _doc: BaseDocTemplate) -> None:
        gauche, droite = self.leftMargin, A4[0] - self.rightMargin
        numero, bas = self.page, self.feuille.pied
        with canevas.artefact("Pagination"):
            canevas.saveState()
            self._set_pen(canevas)
            if numero > 1:
                haut = A4[1] - self.feuille.tete
                canevas.drawString(gauche, haut, _fit(self.rappel, self.width))
                canevas.line(gauche, haut - 5, droite, haut - 5)
            else:
                canevas.setFillColor(ACCENT)
                canevas.rect(0, A4[1] - 6, A4[0], 6, stroke=0, fill=1)
                canevas.setFillColor(GRIS)
            canevas.line(gauche, bas + 11, droite, bas + 11)
            canevas.drawString(gauche, bas, _fit(self.pied, self.width - 80))
            canevas.restoreState()

        def draw_number(total: int) -> None:
            with canevas.artefact("Pagination"):
                self._set_pen(canevas)
                canevas.drawRightString(droite, bas, f"page {numero} sur {total}")

        canevas.en_fin(draw_number)

    def _set_pen(self, canevas: CanevasBalise) -> None:
        canevas.setFont(NORMALE, _CORPS)
        canevas.setFillColor(GRIS)
        canevas.setLineWidth(0.5)
        canevas.setStrokeColor(FILET)


def _fit(texte: str, largeur: float) -> str:
    """The text, cut with « … » when it is wider than the room it has."""
    if stringWidth(texte, NORMALE, _CORPS) <= largeur:
        return texte
    while texte and stringWidth(f"{texte}…", NORMALE, _CORPS) > largeur:
        texte = texte[:-1]
    return f"{texte.rstrip()}…"
