"""The drawn pieces that sections are made of: headings, quotations, bars. Tables are in `tableaux`.

Each takes `Balisage` (already escaped) or numbers, and knows nothing of the content's dataclasses.
"""

from typing import Literal

from reportlab.lib.colors import Color
from reportlab.platypus import CondPageBreak, Flowable, Paragraph

from cafe.documents.compte_rendu import styles
from cafe.documents.polices import ACCENT, ACCENT_MOYEN, ACCENT_PALE
from cafe.documents.texte import Balisage

# What must still fit under a heading, by its level, for it to stay on the page: some text, and
# the smaller heading that often comes first.
_SUITE_D_UN_TITRE = {0: 70.0, 1: 112.0, 2: 48.0}
_STYLES_DE_TITRE = {0: styles.SECTION, 1: styles.QUESTION, 2: styles.GROUPE}


class Titre(Paragraph):
    """A heading known to the outline and, for its first two levels, to the contents.

    `clef` names its place in the file, so that links can reach it.
    """

    def __init__(
        self, texte: Balisage, niveau: Literal[0, 1, 2], clef: str, *, sommaire: bool = True
    ) -> None:
        super().__init__(texte, _STYLES_DE_TITRE[niveau])
        self.balisage = texte
        self.niveau = niveau
        self.clef = clef
        self.sommaire = sommaire and niveau < 2


def titre(
    texte: Balisage, niveau: Literal[0, 1, 2], clef: str, *, sommaire: bool = True
) -> list[Flowable]:
    """A heading that leaves for the next page rather than stay alone at the foot of this one."""
    morceau = Titre(texte, niveau, clef, sommaire=sommaire)
    hauteur = morceau.wrap(styles.LARGEUR, styles.HAUTEUR)[1] + morceau.getSpaceBefore()
    besoin = min(hauteur + _SUITE_D_UN_TITRE[niveau], styles.HAUTEUR / 2)
    return [CondPageBreak(besoin), morceau]


class Citation(Paragraph):
    """Someone's words, with a rule along their side, on each page they flow over."""

    def draw(self) -> None:
        canevas = self.canv
        canevas.saveState()
        canevas.setStrokeColor(ACCENT_MOYEN)
        canevas.setLineWidth(1.6)
        canevas.line(1, 0, 1, self.height - 2)
        canevas.restoreState()
        super().draw()


class Barre(Flowable):
    """A share of the whole (0 to 1) as a bar; its number always stands beside it."""

    def __init__(self, part: float, largeur: float) -> None:
        super().__init__()
        self.width = largeur
        self.height = 9.5
        self.part = part

    def draw(self) -> None:
        self.canv.setFillColor(ACCENT_PALE)
        self.canv.rect(0, 0, self.width, 7, stroke=0, fill=1)
        self.canv.setFillColor(ACCENT)
        self.canv.rect(0, 0, max(1.0, self.width * self.part), 7, stroke=0, fill=1)


def nuance(texte: Balisage, couleur: Color, *, corps: float | None = None) -> Balisage:
    """The text in another colour, and in another size (points) if one is given."""
    taille = f' size="{corps}"' if corps else ""
    return Balisage(f'<font color="#{couleur.hexval()[2:]}"{taille}>{texte}</font>')
