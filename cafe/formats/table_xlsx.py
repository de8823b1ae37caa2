"""Tables as an XLSX workbook: one sheet each, heads frozen, days as days, texts as texts."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from cafe.formats.table import PARIS, Table, Valeur, storable
from cafe.formats.tableau_xlsx import CELLULE_MAX, write_text

# A sheet's name: at most 31 signs, none of these.
_NOM_INTERDIT = re.compile(r"[\[\]:*?/\\']")
_NOM_MAX = 31
_A4 = 9
_JOUR, _INSTANT = "dd/mm/yyyy", "dd/mm/yyyy hh:mm"


def write_xlsx(tables: Sequence[Table]) -> bytes:
    """Write a workbook; a text longer than a cell may hold is cut and says so."""
    classeur = Workbook(write_only=True)
    for table in tables:
        feuille = classeur.create_sheet(_NOM_INTERDIT.sub(" ", table.nom)[:_NOM_MAX])
        feuille.freeze_panes = "A2"
        feuille.print_title_rows = "1:1"
        feuille.page_setup.orientation = "landscape"
        feuille.page_setup.paperSize = _A4
        feuille.page_setup.fitToHeight = 0
        feuille.sheet_properties.pageSetUpPr.fitToPage = True
        for rang, colonne in enumerate(table.colonnes, start=1):
            feuille.column_dimensions[get_column_letter(rang)].width = colonne.largeur
        feuille.append([_head(feuille, colonne.titre) for colonne in table.colonnes])
        for valeurs in table.rangs:
            feuille.append([_cell(feuille, valeur) for valeur in valeurs])
        feuille.auto_filter.ref = (
            f"A1:{get_column_letter(len(table.colonnes))}{len(table.rangs) + 1}"
        )
    sortie = io.BytesIO()
    classeur.save(sortie)
    return sortie.getvalue()


def _head(feuille: Any, titre: str) -> Any:
    cellule = _cell(feuille, titre)
    cellule.font = Font(bold=True)
    cellule.fill = PatternFill("solid", fgColor="E4E4E4")
    return cellule


def _cell(feuille: Any, valeur: Valeur) -> Any:
    cellule = WriteOnlyCell(feuille)
    match valeur:
        case None:
            pass
        case bool():
            write_text(cellule, "oui" if valeur else "non")
        case datetime():
            # A workbook knows no time zone: the hour is that of the wall.
            cellule.value = valeur.astimezone(PARIS).replace(tzinfo=None, microsecond=0)
            cellule.number_format = _INSTANT
        case date():
            cellule.value = valeur
            cellule.number_format = _JOUR
        case int() | float() | Decimal():
            cellule.value = valeur
        case str():
            write_text(cellule, _fitting(storable(valeur)))
    cellule.alignment = Alignment(wrap_text=True, vertical="top")
    return cellule


def _fitting(texte: str) -> str:
    if len(texte) <= CELLULE_MAX - 1000:
        return texte
    return f"{texte[: CELLULE_MAX - 1000]} […]"
