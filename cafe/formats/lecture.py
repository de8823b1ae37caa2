"""What reading a file gives: the fiches or the reasons why not, and the bounds of a file.

The words shown to people are here and in the readers, in French, each beside a stable code
(docs/formats/fiches.md). No parsing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from cafe.models.fiche_contenu import ContenuFiche

LIMITE_OCTETS = 5_000_000
LIMITE_FICHES = 2_000
LIMITE_ERREURS = 100
LIMITE_NUMERO = 20
LIMITE_INTITULE = 500
# Under the 32,767 characters of an Excel cell, so that what came in can go out again.
LIMITE_CHAMP = 30_000


class Code(StrEnum):
    """What a message is about, for programs; stable and documented one by one."""

    FICHIER_TROP_GROS = "fichier_trop_gros"
    FICHIER_VIDE = "fichier_vide"
    FORMAT_INCONNU = "format_inconnu"
    ENCODAGE_WINDOWS = "encodage_windows"
    ENCODAGE_ILLISIBLE = "encodage_illisible"
    JSON_INVALIDE = "json_invalide"
    STRUCTURE_JSON = "structure_json"
    CLE_EN_DOUBLE = "cle_en_double"
    CSV_INVALIDE = "csv_invalide"
    XLSX_ANCIEN = "xlsx_ancien"
    XLSX_MACROS = "xlsx_macros"
    XLSX_DEMESURE = "xlsx_demesure"
    XLSX_ABIME = "xlsx_abime"
    XLSX_INCONNU = "xlsx_inconnu"
    COLONNE_MANQUANTE = "colonne_manquante"
    COLONNE_EN_DOUBLE = "colonne_en_double"
    CORRESPONDANCE = "correspondance"
    CELLULE_EN_TROP = "cellule_en_trop"
    FORMULE = "formule"
    ERREUR_TABLEUR = "erreur_tableur"
    NUMERO_DATE = "numero_date"
    AUCUNE_FICHE = "aucune_fiche"
    TROP_DE_FICHES = "trop_de_fiches"
    NUMERO_VIDE = "numero_vide"
    INTITULE_VIDE = "intitule_vide"
    NUMERO_EN_DOUBLE = "numero_en_double"
    TYPE = "type"
    TROP_LONG = "trop_long"
    TROP_IMBRIQUE = "trop_imbrique"
    CARACTERE_INTERDIT = "caractere_interdit"
    CLES_IGNOREES = "cles_ignorees"
    CLES_SUPPLEMENTAIRES = "cles_supplementaires"
    CLE_VOISINE = "cle_voisine"
    NUMERO_NOMBRE = "numero_nombre"
    FEUILLE = "feuille"
    LIGNES_NON_LUES = "lignes_non_lues"


@dataclass(frozen=True, slots=True)
class ErreurLecture:
    """One reason why nothing of the file may be imported.

    ``ligne`` is the line of the file as an editor or a spreadsheet numbers it (for a fiche in
    JSON, the line where it opens); ``colonne`` is the title of the column, the key, or for a
    syntax error the position in the line.
    """

    ligne: int | None
    colonne: str | None
    code: Code
    message: str


@dataclass(frozen=True, slots=True)
class AvertissementLecture:
    """Something to look at before importing; same fields as an error, but it stops nothing."""

    ligne: int | None
    colonne: str | None
    code: Code
    message: str


@dataclass(frozen=True, slots=True)
class LectureFiches:
    """The outcome of reading a file; ``fiches`` is empty as soon as there is one error.

    ``correspondance`` gives for each column of the file (each published key, for JSON) the key
    it was read as, or None when it is ignored. ``lues`` counts the fiches seen, right or wrong.
    ``erreurs_omises`` counts the errors beyond the first ``LIMITE_ERREURS``.
    """

    fiches: tuple[ContenuFiche, ...] = ()
    correspondance: dict[str, str | None] = field(default_factory=dict)
    erreurs: tuple[ErreurLecture, ...] = ()
    avertissements: tuple[AvertissementLecture, ...] = ()
    format: str = ""
    lues: int = 0
    erreurs_omises: int = 0


class LectureImpossible(Exception):
    """Nothing more can be read; raised inside the readers only, never out of them."""

    def __init__(
        self, code: Code, message: str, *, ligne: int | None = None, colonne: str | None = None
    ) -> None:
        super().__init__(message)
        self.erreur = ErreurLecture(ligne, colonne, code, message)


class Journal:
    """Gathers errors and warnings while a file is read."""

    def __init__(self) -> None:
        self.erreurs: list[ErreurLecture] = []
        self.avertissements: list[AvertissementLecture] = []
        self.omises = 0

    def error(
        self, code: Code, message: str, *, ligne: int | None = None, colonne: str | None = None
    ) -> None:
        """Note an error; beyond the bound it is only counted."""
        self.keep(ErreurLecture(ligne, colonne, code, message))

    def keep(self, erreur: ErreurLecture) -> None:
        """Note an error already made."""
        if len(self.erreurs) < LIMITE_ERREURS:
            self.erreurs.append(erreur)
        else:
            self.omises += 1

    def warn(
        self, code: Code, message: str, *, ligne: int | None = None, colonne: str | None = None
    ) -> None:
        """Note something to look at; beyond the same bound it is dropped."""
        if len(self.avertissements) < LIMITE_ERREURS:
            self.avertissements.append(AvertissementLecture(ligne, colonne, code, message))


def in_megabytes(octets: int) -> str:
    """Write a size the French way: « 50,0 Mo »."""
    return f"{octets / 1_000_000:.1f} Mo".replace(".", ",")
