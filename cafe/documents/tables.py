"""Tables as files. For now CSV in its French variant, which spreadsheets here open at once.

UTF-8 with its mark, semicolons, CRLF, decimal commas, ISO dates. A cell that a spreadsheet would
run as a formula is disarmed by an apostrophe: what people type in a séance must never compute.
"""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import StringIO

from cafe.documents.francais import local

Cellule = str | int | float | Decimal | bool | date | datetime | None

_AMORCES = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_bytes(entetes: Sequence[str], lignes: Iterable[Sequence[Cellule]]) -> bytes:
    """Return the file's bytes. Raises ValueError for a row that has not one cell per head."""
    sortie = StringIO(newline="")
    plume = csv.writer(sortie, delimiter=";", lineterminator="\r\n")
    plume.writerow([_disarm(entete) for entete in entetes])
    for rang, ligne in enumerate(lignes, start=1):
        if len(ligne) != len(entetes):
            raise ValueError(f"ligne {rang} : {len(ligne)} cellules pour {len(entetes)} colonnes")
        plume.writerow([_write(cellule) for cellule in ligne])
    return sortie.getvalue().encode("utf-8-sig", errors="replace")


def _write(cellule: Cellule) -> str:
    match cellule:
        case None:
            return ""
        case bool():
            return "oui" if cellule else "non"
        case datetime():
            return local(cellule).isoformat(sep=" ", timespec="seconds")
        case date():
            return cellule.isoformat()
        case float() | Decimal():
            return format(Decimal(str(cellule)), "f").replace(".", ",")
        case int():
            return str(cellule)
        case str():
            return _disarm(cellule)


def _disarm(texte: str) -> str:
    return f"'{texte}" if texte.startswith(_AMORCES) else texte
