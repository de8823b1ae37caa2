"""Tables that leave the application, whatever they hold: CSV in two variants, and XLSX.

French: UTF-8 with its mark, semicolons, CRLF, decimal commas, « oui » and « non ». Machine: UTF-8
without mark, commas, keys for heads, decimal points, « true » and « false ». Days are ISO in both.
What people type in a séance must never compute: CSV cells are disarmed as `cellules` says, XLSX
cells are texts.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from cafe.formats.cellules import disarm

Valeur = str | int | float | Decimal | bool | date | datetime | None
PARIS = ZoneInfo("Europe/Paris")

# Signs that XML cannot hold, so that no workbook may; half of a pair has no bytes in UTF-8.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HALVES = re.compile("[\ud800-\udfff]")


class Variante(StrEnum):
    """Who opens the file: a person here, or a program anywhere."""

    FRANCAISE = "francaise"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Colonne:
    """A column: its key for programs, its title for people, its width in characters."""

    cle: str
    titre: str
    largeur: int = 24


@dataclass(frozen=True, slots=True)
class Table:
    """A table and its name. Raises ValueError for a row that has not one value per column."""

    nom: str
    colonnes: tuple[Colonne, ...]
    rangs: tuple[tuple[Valeur, ...], ...]

    def __post_init__(self) -> None:
        for numero, rang in enumerate(self.rangs, start=1):
            if len(rang) != len(self.colonnes):
                raise ValueError(
                    f"ligne {numero} : {len(rang)} valeurs pour {len(self.colonnes)} colonnes"
                )


def write_csv(table: Table, variante: Variante = Variante.FRANCAISE) -> bytes:
    """Return the file's bytes."""
    machine = variante is Variante.MACHINE
    sortie = io.StringIO(newline="")
    plume = csv.writer(sortie, delimiter="," if machine else ";", lineterminator="\r\n")
    plume.writerow([colonne.cle if machine else colonne.titre for colonne in table.colonnes])
    for rang in table.rangs:
        plume.writerow([_text(valeur, machine=machine) for valeur in rang])
    return sortie.getvalue().encode("utf-8" if machine else "utf-8-sig")


def storable(texte: str) -> str:
    """Return the text without the signs that no file of text or XML may hold."""
    return _HALVES.sub("\ufffd", _FORBIDDEN.sub("", texte))


def _text(valeur: Valeur, *, machine: bool) -> str:
    match valeur:
        case None:
            return ""
        case bool():
            return ("true" if valeur else "false") if machine else ("oui" if valeur else "non")
        case datetime():
            return valeur.astimezone(PARIS).isoformat(
                sep="T" if machine else " ", timespec="seconds"
            )
        case date():
            return valeur.isoformat()
        case float() | Decimal():
            texte = format(Decimal(str(valeur)), "f")
            return texte if machine else texte.replace(".", ",")
        case int():
            return str(valeur)
        case str():
            return disarm(storable(valeur), formules=True)
