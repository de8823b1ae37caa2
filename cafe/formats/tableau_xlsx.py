"""XLSX bytes to rows and back, through openpyxl, after ``archive_xlsx`` has let them in."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from cafe.formats.archive_xlsx import check_workbook
from cafe.formats.lecture import Code, Journal, LectureImpossible
from cafe.formats.tableau import Cellule, Nature, Rang

LIGNES_MAX = 10_000
COLONNES_MAX = 200
CELLULE_MAX = 32_767

_FIGE = re.compile(r"_x(005F|000[9A-D])_", re.IGNORECASE)
_A_FIGER = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_DECIMALES = re.compile(r"^0\.(0+)$")


def read_rows(data: bytes, journal: Journal, is_header: Callable[[Rang], bool]) -> tuple[Rang, ...]:
    """Give the rows of the first sheet that has a header row, else of the first sheet.

    Raises ``LectureImpossible`` on anything that is not a workbook fit to be opened.
    """
    check_workbook(data)
    with warnings.catch_warnings():
        # Extensions that openpyxl drops (validation lists, styles) hold nothing that we read.
        warnings.simplefilter("ignore")
        try:
            return _rows_of_best_sheet(data, journal, is_header)
        # openpyxl lets errors of any type out on damaged parts; none may leave the reader.
        except Exception as faute:
            raise LectureImpossible(
                Code.XLSX_ABIME,
                "Ce classeur est abîmé et ne peut pas être lu. Ouvrez-le dans votre tableur, "
                "puis enregistrez-le de nouveau en .xlsx ou en CSV UTF-8.",
            ) from faute


def _rows_of_best_sheet(
    data: bytes, journal: Journal, is_header: Callable[[Rang], bool]
) -> tuple[Rang, ...]:
    classeur = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    try:
        feuilles = classeur.worksheets
        if not feuilles:
            return ()
        lue = next((f for f in feuilles if any(map(is_header, islice(_rows(f), 20)))), feuilles[0])
        if (lue.max_row or 0) > LIGNES_MAX:
            journal.warn(
                Code.LIGNES_NON_LUES,
                f"La feuille « {lue.title} » annonce {lue.max_row} lignes ; seules les "
                f"{LIGNES_MAX} premières ont été lues.",
            )
        if len(feuilles) > 1:
            journal.warn(Code.FEUILLE, f"Feuille lue : « {lue.title} ».")
        return tuple(_rows(lue))
    finally:
        classeur.close()


def _rows(feuille: Any) -> Iterable[Rang]:
    lignes = feuille.iter_rows(min_row=1, max_row=LIGNES_MAX, min_col=1, max_col=COLONNES_MAX)
    for numero, cellules in enumerate(lignes, start=1):
        # A row that the file skips is made of one shared cell: no need to read 200 of them.
        remplies = [place for place, c in enumerate(cellules, start=1) if c is not EMPTY_CELL]
        if remplies:
            yield Rang(numero, tuple(_cell(cellule) for cellule in cellules[: remplies[-1]]))


def _cell(cellule: Any) -> Cellule:
    valeur = cellule.value
    if valeur is None:
        return Cellule("")
    if cellule.data_type == "f":
        return Cellule("", Nature.FORMULE)
    if cellule.data_type == "e":
        return Cellule(str(valeur), Nature.ERREUR)
    if isinstance(valeur, str):
        return Cellule(_FIGE.sub(lambda m: chr(int(m[1], 16)), valeur))
    if isinstance(valeur, bool):
        return Cellule("VRAI" if valeur else "FAUX", Nature.NOMBRE)
    if isinstance(valeur, (int, float)):
        return Cellule(_number(valeur, cellule.number_format), Nature.NOMBRE)
    if isinstance(valeur, (date, time, timedelta)):
        return Cellule(_date(valeur), Nature.DATE)
    return Cellule(str(valeur), Nature.ERREUR)


def _number(valeur: int | float, format_: str) -> str:
    if (trouve := _DECIMALES.match(format_ or "")) is not None:
        return f"{valeur:.{len(trouve[1])}f}"
    if isinstance(valeur, float) and valeur.is_integer() and abs(valeur) < 1e15:
        return str(int(valeur))
    return str(valeur)


def _date(valeur: date | time | timedelta) -> str:
    if isinstance(valeur, datetime):
        jour = f"{valeur:%d/%m/}{valeur.year:04d}"
        return jour if valeur.time() == time.min else f"{jour} {valeur:%H:%M}"
    if isinstance(valeur, date):
        return f"{valeur:%d/%m/}{valeur.year:04d}"
    return str(valeur)


def write_rows(titres: Sequence[tuple[str, int]], rangs: Iterable[Sequence[str | int]]) -> bytes:
    """Write one sheet « Fiches »: titles with the width of their column, then the rows.

    Texts are written as texts: none can become a formula. Raises ``ValueError`` when a text is
    longer than a cell may hold, or has a control character, rather than change it.
    """
    # Made before the workbook is: one left half-written keeps its temporary file.
    contenus = [[_guarded(valeur) for valeur in valeurs] for valeurs in rangs]
    classeur = Workbook(write_only=True)
    feuille = classeur.create_sheet("Fiches")
    feuille.freeze_panes = "C2"
    for rang, (_, largeur) in enumerate(titres, start=1):
        feuille.column_dimensions[get_column_letter(rang)].width = largeur
    tetes = []
    for titre, _ in titres:
        tete = _written(feuille, titre)
        tete.font = Font(bold=True)
        tete.fill = PatternFill("solid", fgColor="E4E4E4")
        tetes.append(tete)
    feuille.append(tetes)
    for valeurs in contenus:
        feuille.append([_written(feuille, valeur) for valeur in valeurs])
    sortie = io.BytesIO()
    classeur.save(sortie)
    return sortie.getvalue()


def write_text(cellule: Any, texte: str) -> None:
    """Put a text in a cell as a text, whatever its first signs are."""
    if texte:
        cellule.value = _A_FIGER.sub("_x005F_", texte)
        # openpyxl has just guessed a formula or an error value from the first sign.
        cellule.data_type = "s"
        # Keeps the text a text when someone edits the cell in a spreadsheet.
        cellule.quotePrefix = texte[0] in "=+-@"


def _guarded(valeur: str | int) -> str | int:
    if isinstance(valeur, str):
        longueur = len(_A_FIGER.sub("_x005F_", valeur))
        if longueur > CELLULE_MAX or ILLEGAL_CHARACTERS_RE.search(valeur):
            raise ValueError(f"a text of {longueur} characters does not fit in an XLSX cell")
    return valeur


def _written(feuille: Any, valeur: str | int) -> Any:
    cellule = WriteOnlyCell(feuille)
    if isinstance(valeur, int):
        cellule.value = valeur
    else:
        write_text(cellule, valeur)
    cellule.alignment = Alignment(wrap_text=True, vertical="top")
    return cellule
