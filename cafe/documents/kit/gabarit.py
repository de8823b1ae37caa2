"""The binder of the kit: sheets that flow and sheets drawn by hand, in one tagged grey file.

A « feuillet » is one paper to hand to somebody: it always starts a page, and its foot says whose
it is when the pile falls on the floor.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

from reportlab.lib.pagesizes import A4
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
)

from cafe.documents.balisage import CanevasBalise
from cafe.documents.kit import styles
from cafe.documents.polices import NORMALE
from cafe.documents.texte import one_line, shorten
from cafe.documents.titres import keep_with_what_follows

Dessin = Callable[[CanevasBalise], None]
_CORPS = 8.0
# A frame takes no piece exactly as high as itself.
_JEU = 1.0


@dataclass
class Feuillet:
    """One paper: its part, its name in the outline and at the foot, and what stands on it.

    Either `histoire` flows, or `dessin` draws one page by hand.
    """

    partie: str
    nom: str
    histoire: Sequence[Flowable] = ()
    dessin: Dessin | None = None
    pages: list[int] = field(default_factory=list)


class CanevasGris(CanevasBalise):
    """A tagged canvas on which every colour is the grey that a black and white printer makes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._enforceColorSpace = styles.grey


class Carnet(BaseDocTemplate):
    """All the feuillets of a kit, in their order; afterwards each knows its pages, from 1."""

    canv: CanevasBalise

    def __init__(
        self, sortie: IO[bytes], titre: str, feuillets: Sequence[Feuillet], *, pied: str
    ) -> None:
        super().__init__(
            sortie,
            pagesize=A4,
            displayDocTitle=1,
            invariant=1,
            lang="fr-FR",
            creator="Café",
            title=one_line(titre),
        )
        self.pied = shorten(one_line(pied), 70)
        self.feuillets = feuillets
        self.addPageTemplates([self._sheet(rang, one) for rang, one in enumerate(feuillets)])

    def write(self) -> None:
        """Lay all out and write the file."""
        histoire: list[Flowable] = []
        for rang, feuillet in enumerate(self.feuillets):
            if rang:
                histoire += [NextPageTemplate(f"feuillet-{rang}"), PageBreak()]
            if feuillet.dessin is not None:
                histoire.append(_Pleine(feuillet.dessin))
            else:
                histoire += keep_with_what_follows(feuillet.histoire, styles.FEUILLE)
        self.build(histoire, canvasmaker=CanevasGris)

    def _sheet(self, rang: int, feuillet: Feuillet) -> PageTemplate:
        if feuillet.dessin is not None:
            zone = (0.0, 0.0, A4[0], A4[1])
        else:
            feuille = styles.FEUILLE
            zone = (feuille.laterale, feuille.basse, feuille.largeur, feuille.hauteur)
        cadre = Frame(*zone, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)

        def begin(canevas: Any, _doc: BaseDocTemplate) -> None:
            self._begin_page(canevas, feuillet)

        return PageTemplate(f"feuillet-{rang}", [cadre], onPage=begin)

    def _begin_page(self, canevas: CanevasBalise, feuillet: Feuillet) -> None:
        if not feuillet.pages:
            self._mark(canevas, feuillet)
        feuillet.pages.append(self.page)
        if feuillet.dessin is not None:
            return
        numero = len(feuillet.pages)
        gauche, bas = styles.FEUILLE.laterale, styles.FEUILLE.pied
        droite = A4[0] - gauche
        with canevas.artefact("Pagination"):
            _set_pen(canevas)
            canevas.line(gauche, bas + 11, droite, bas + 11)
            canevas.drawString(gauche, bas, self.pied)

        def draw_foot(_total: int) -> None:
            pages = len(feuillet.pages)
            nombre = f", page {numero} sur {pages}" if pages > 1 else ""
            with canevas.artefact("Pagination"):
                _set_pen(canevas)
                canevas.drawRightString(droite, bas, f"{feuillet.nom}{nombre}")

        canevas.en_fin(draw_foot)

    def _mark(self, canevas: CanevasBalise, feuillet: Feuillet) -> None:
        rang = next(i for i, one in enumerate(self.feuillets) if one is feuillet)
        clef = f"feuillet-{rang}"
        canevas.bookmarkPage(clef)
        canevas.addOutlineEntry(one_line(feuillet.nom), clef, 0)


class _Pleine(Flowable):
    """A whole page drawn by hand."""

    canv: CanevasBalise

    def __init__(self, dessin: Dessin) -> None:
        super().__init__()
        self.dessin = dessin

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        return availWidth, availHeight - _JEU

    def draw(self) -> None:
        self.canv.translate(0, -_JEU)
        self.dessin(self.canv)


def _set_pen(canevas: CanevasBalise) -> None:
    canevas.setFont(NORMALE, _CORPS)
    canevas.setFillColor(styles.GRIS_TRAIT)
    canevas.setStrokeColor(styles.GRIS_TRAIT)
    canevas.setLineWidth(0.5)
