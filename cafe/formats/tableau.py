"""A table as the readers of CSV and XLSX hand it over: rows of plain cells."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Nature(StrEnum):
    """What a spreadsheet holds in a cell; a CSV file only holds texts."""

    TEXTE = "texte"
    NOMBRE = "nombre"
    DATE = "date"
    FORMULE = "formule"
    ERREUR = "erreur"


@dataclass(frozen=True, slots=True)
class Cellule:
    """The text of a cell as a person reads it, and what the spreadsheet holds it as."""

    texte: str
    nature: Nature = Nature.TEXTE

    @property
    def vide(self) -> bool:
        """Say whether nothing is written in it."""
        return self.nature is Nature.TEXTE and not self.texte.strip()


@dataclass(frozen=True, slots=True)
class Rang:
    """One row, with its number as an editor or a spreadsheet shows it (the first line is 1)."""

    ligne: int
    cellules: tuple[Cellule, ...]

    @property
    def vide(self) -> bool:
        """Say whether the whole row is blank."""
        return all(cellule.vide for cellule in self.cellules)
