"""The two shipped typefaces and the few colours of printed documents.

Fonts are registered when this module is first imported: an import runs once, in one thread, while
documents are drawn in several. Which signs the fonts can draw is answered here; what to print
instead of the others is decided in `texte`.
"""

from reportlab.lib.colors import HexColor, white
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont

from cafe.resources import resource

NORMALE = "DejaVuSans"
GRASSE = "DejaVuSans-Bold"

# The house's own tokens, as on screens.
ENCRE = HexColor("#1c2420")
GRIS = HexColor("#4b5650")
FILET = HexColor("#c9ccbf")
FOND = HexColor("#f4f4ee")
ACCENT = HexColor("#11594a")
ACCENT_PALE = HexColor("#dfeee7")
ACCENT_MOYEN = HexColor("#7fae9f")
BLANC = white


def _register(nom: str) -> frozenset[int]:
    police = TTFont(nom, resource(f"static/vendor/dejavu/{nom}.ttf"))
    registerFont(police)
    return frozenset(police.face.charToGlyph)


# A sign must exist in both faces: the same text may be printed in either.
SIGNES = _register(NORMALE) & _register(GRASSE)
registerFontFamily(NORMALE, normal=NORMALE, bold=GRASSE, italic=NORMALE, boldItalic=GRASSE)


def can_draw(signe: str) -> bool:
    """Tell whether both faces hold a glyph for this one character."""
    return ord(signe) in SIGNES
