"""Read a file of fiches, whatever it is: the one door for rooms and the command line.

Nothing is written anywhere; no bytes make it raise.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from cafe.formats.controle import FicheLue, check_fiches
from cafe.formats.encodage import UTF_8
from cafe.formats.fiches_json import read_json
from cafe.formats.fiches_tableau import read_csv, read_xlsx
from cafe.formats.lecture import (
    LIMITE_OCTETS,
    Code,
    Journal,
    LectureFiches,
    LectureImpossible,
    in_megabytes,
)

_AUTRES = {
    b"%PDF": "un PDF",
    b"\x89PNG": "une image",
    b"\xff\xd8\xff": "une image",
    b"{\\rtf": "un document RTF",
}


def read_fiches(
    data: bytes,
    filename: str,
    correspondance: Mapping[str, str | None] | None = None,
    encodage: str = UTF_8,
) -> LectureFiches:
    """Read fiches from a JSON, CSV or XLSX file and say all that is wrong with it.

    ``filename`` helps to tell the format; the bytes decide. ``correspondance`` overrides what
    columns of a table are read as (title → published key, or None to ignore the column).
    ``encodage`` is « utf-8 », or « windows-1252 » when the person has asked for it.
    """
    journal = Journal()
    lues: list[FicheLue] = []
    colonnes: dict[str, str | None] = {}
    format_ = ""
    try:
        format_ = _format_of(data, filename)
        match format_:
            case "json":
                lues, colonnes = read_json(data, encodage, journal)
            case "xlsx":
                lues, colonnes = read_xlsx(data, correspondance, journal)
            case _:
                lues, colonnes = read_csv(data, encodage, correspondance, journal)
    except LectureImpossible as faute:
        journal.keep(faute.erreur)
    fiches = check_fiches(lues, journal)
    return LectureFiches(
        fiches=() if journal.erreurs else fiches,
        correspondance=colonnes,
        erreurs=tuple(journal.erreurs),
        avertissements=tuple(journal.avertissements),
        format=format_,
        lues=len(lues),
        erreurs_omises=journal.omises,
    )


def _format_of(data: bytes, filename: str) -> str:
    """Tell « json », « csv » or « xlsx »; raise ``LectureImpossible`` for anything else."""
    if len(data) > LIMITE_OCTETS:
        raise LectureImpossible(
            Code.FICHIER_TROP_GROS,
            f"Le fichier pèse {in_megabytes(len(data))} ; la limite est de "
            f"{in_megabytes(LIMITE_OCTETS)}. Enlevez les images, ou découpez-le en plusieurs "
            "fichiers.",
        )
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise LectureImpossible(Code.FICHIER_VIDE, "Le fichier est vide.")
    for debut, nom in _AUTRES.items():
        if data.startswith(debut):
            raise LectureImpossible(
                Code.FORMAT_INCONNU, f"Ce fichier est {nom}. Il faut un JSON, un CSV ou un .xlsx."
            )
    extension = PurePath(filename.lower()).suffix
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")):
        return "xlsx"
    if extension in (".xlsx", ".xlsm", ".xls", ".ods"):
        raise LectureImpossible(
            Code.XLSX_INCONNU,
            "Ce fichier n'est pas un classeur .xlsx, malgré son nom. Ouvrez-le dans votre "
            "tableur, puis enregistrez-le en .xlsx ou en CSV UTF-8.",
        )
    if extension == ".json":
        return "json"
    if extension in (".csv", ".tsv", ".txt"):
        return "csv"
    debut_utile = data.lstrip(b" \t\r\n\xef\xbb\xbf\xff\xfe\x00")[:1]
    return "json" if debut_utile in (b"{", b"[") else "csv"
