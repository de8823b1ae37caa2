"""The page of a file to correct, in millimetres, the same in each format."""

from __future__ import annotations

PAGE_MM = (210, 297)
MARGE_MM = 20
LARGEUR_MM = PAGE_MM[0] - 2 * MARGE_MM
_LOGO_MM = (45.0, 16.0)


def fit_logo(largeur: int, hauteur: int) -> tuple[float, float]:
    """The size at which a logo of so many pixels is printed, its proportions kept."""
    ratio = min(_LOGO_MM[0] / max(1, largeur), _LOGO_MM[1] / max(1, hauteur))
    return largeur * ratio, hauteur * ratio
