"""The sheet that people sign when they come: an XLSX ready to print on A4.

For professionals and appointed people, by name. Residents are counted, never listed.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from cafe.formats.table import storable
from cafe.formats.tableau_xlsx import write_text

TITRES = ("Structure", "Nom", "Fonction", "Signature")
LARGEURS = (34, 26, 32, 34)
_HAUTEUR = 28.0
_A4 = 9
_TRAIT = Side(style="thin", color="9A9F97")


@dataclass(frozen=True, slots=True)
class Signataire:
    """Someone who is expected."""

    structure: str
    nom: str
    fonction: str = ""


@dataclass(frozen=True, slots=True)
class Emargement:
    """The sheet: its heading, who is expected, and how many blank lines for others."""

    titre: str
    precisions: tuple[str, ...]
    signataires: tuple[Signataire, ...]
    lignes_vides: int = 6


def write_emargement(contenu: Emargement) -> bytes:
    """Return the workbook; its head row comes back on each printed page."""
    classeur = Workbook()
    feuille: Any = classeur.active
    feuille.title = "Présences"
    for largeur, lettre in zip(LARGEURS, "ABCD", strict=True):
        feuille.column_dimensions[lettre].width = largeur
    rang = _heading(feuille, contenu)
    _row(feuille, rang, TITRES)
    for cellule in feuille[rang]:
        cellule.font = Font(bold=True)
        cellule.fill = PatternFill("solid", fgColor="E4E4E4")
    feuille.print_title_rows = f"{rang}:{rang}"
    feuille.freeze_panes = feuille.cell(rang + 1, 1)
    expected = [(s.structure, s.nom, s.fonction, "") for s in contenu.signataires]
    for suivant, textes in enumerate([*expected, *[("",) * 4] * contenu.lignes_vides], rang + 1):
        _row(feuille, suivant, textes)
        feuille.row_dimensions[suivant].height = _HAUTEUR
    feuille.page_setup.orientation = "landscape"
    feuille.page_setup.paperSize = _A4
    feuille.page_setup.fitToHeight = 0
    feuille.sheet_properties.pageSetUpPr.fitToPage = True
    feuille.oddFooter.right.text = "Page &P sur &N"
    sortie = io.BytesIO()
    classeur.save(sortie)
    return sortie.getvalue()


def _heading(feuille: Any, contenu: Emargement) -> int:
    """Write the title and its lines; return the row of the table's head."""
    write_text(feuille.cell(1, 1), storable(contenu.titre))
    feuille.cell(1, 1).font = Font(bold=True, size=14)
    for rang, texte in enumerate(contenu.precisions, start=2):
        write_text(feuille.cell(rang, 1), storable(texte))
    return len(contenu.precisions) + 3


def _row(feuille: Any, rang: int, textes: tuple[str, ...]) -> None:
    for colonne, texte in enumerate(textes, start=1):
        cellule = feuille.cell(rang, colonne)
        write_text(cellule, storable(texte))
        cellule.alignment = Alignment(wrap_text=True, vertical="center")
        cellule.border = Border(top=_TRAIT, bottom=_TRAIT, left=_TRAIT, right=_TRAIT)
