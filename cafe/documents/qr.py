"""QR codes of an address: as squares, as SVG for pages, as text for a terminal.

Error correction level M, quiet zone of four modules, always included. What an address may be is
the caller's business: codes are drawn from the house's own links, never from a request.
"""

from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape

from qrcode.constants import ERROR_CORRECT_M
from qrcode.exceptions import DataOverflowError
from qrcode.main import QRCode

MARGE = 4

Matrice = tuple[tuple[bool, ...], ...]


def qr_matrix(url: str) -> Matrice:
    """Return rows of modules, True for dark, quiet zone included.

    Raises ValueError for an empty address or one too long for any QR code (about 2,300 letters).
    """
    if not url:
        raise ValueError("adresse vide")
    code: QRCode[Any] = QRCode(error_correction=ERROR_CORRECT_M, border=MARGE)
    code.add_data(url)
    try:
        code.make(fit=True)
    except (DataOverflowError, ValueError) as trop_long:
        raise ValueError("adresse trop longue pour un code QR") from trop_long
    return tuple(tuple(bool(module) for module in rangee) for rangee in code.get_matrix())


def dark_runs(matrice: Matrice) -> list[tuple[int, int, int]]:
    """Return the dark runs of each row as (column, row, length), so that no seam shows between."""
    bandes = []
    for ligne, rangee in enumerate(matrice):
        colonne = 0
        for sombre, modules in groupby(rangee):
            longueur = len(list(modules))
            if sombre:
                bandes.append((colonne, ligne, longueur))
            colonne += longueur
    return bandes


def qr_svg(url: str) -> str:
    """Return an inline `<svg>` with the address as its title; its size is left to the stylesheet.

    Only presentation attributes: no style, no script, no XML declaration. It keeps a white ground
    of its own, since a code does not read in reverse on a dark page.
    """
    matrice = qr_matrix(url)
    cote = len(matrice)
    trace = "".join(f"M{x} {y}h{n}v1h-{n}z" for x, y, n in dark_runs(matrice))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {cote} {cote}" role="img" '
        f'shape-rendering="crispEdges"><title>Code QR : {escape(url)}</title>'
        f'<path fill="#fff" d="M0 0h{cote}v{cote}h-{cote}z"/>'
        f'<path fill="#000" d="{trace}"/></svg>'
    )


def qr_terminal(url: str, *, couleurs: bool = False) -> str:
    """Return lines of half blocks, two modules high each.

    Without colours, light modules are drawn and dark ones left blank, for light letters on a dark
    ground. With `couleurs`, ANSI codes set black on white whatever the terminal's theme.
    """
    matrice = qr_matrix(url)
    vide = (False,) * len(matrice)
    rangees = [*matrice, vide] if len(matrice) % 2 else [*matrice]
    lignes = []
    for haut, bas in zip(rangees[::2], rangees[1::2], strict=True):
        ligne = "".join(_DEMI_BLOCS[h, b] for h, b in zip(haut, bas, strict=True))
        lignes.append(f"{_BLANC_SUR_NOIR}{ligne}{_NORMAL}" if couleurs else ligne)
    return "\n".join(lignes)


# Keyed by (upper is dark, lower is dark): ink stands for light.
_DEMI_BLOCS = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
_BLANC_SUR_NOIR = "\x1b[38;5;231;48;5;16m"
_NORMAL = "\x1b[0m"
