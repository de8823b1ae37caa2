"""The drawn pieces that sections are made of: headings, quotations, bars. Tables are in `tableaux`.

Each takes `Balisage` (already escaped) or numbers, and knows nothing of the content's dataclasses.
"""

from collections.abc import Sequence

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable

from cafe.documents import titres
from cafe.documents.balisage import Balise, CanevasBalise
from cafe.documents.compte_rendu import styles
from cafe.documents.flux import Paragraphe
from cafe.documents.polices import ACCENT, ACCENT_MOYEN, ACCENT_PALE
from cafe.documents.texte import Balisage

_STYLES = {2: styles.SECTION, 3: styles.QUESTION, 4: styles.GROUPE}


def titre(texte: Balisage, niveau: titres.Niveau, clef: str) -> titres.Titre:
    """A heading; `clef` names its place."""
    return titres.Titre(texte, _STYLES[niveau], niveau, clef)


class Citation(Paragraphe):
    """Someone's words, with a rule along their side, on each page they flow over."""

    def draw(self) -> None:
        with self.canv.artefact():
            self.canv.setStrokeColor(ACCENT_MOYEN)
            self.canv.setLineWidth(1.4)
            self.canv.line(1, 0, 1, self.height - 2)
        super().draw()


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
