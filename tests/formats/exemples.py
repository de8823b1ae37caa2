"""Files of fiches for tests: the fictional fixture, and small ones made on the spot."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from cafe.formats.fiches import read_fiches
from cafe.formats.lecture import LectureFiches
from cafe.models.fiche_contenu import ContenuFiche

FICTIVES = Path(__file__).with_name("fiches_fictives.json")


def raw_fiches() -> list[dict[str, Any]]:
    """The fictional fiches as the JSON file has them."""
    fiches: list[dict[str, Any]] = json.loads(FICTIVES.read_bytes())["fiches"]
    return fiches


def fictional_fiches() -> tuple[ContenuFiche, ...]:
    """The fictional fiches, read by the application."""
    lecture = read_fiches(FICTIVES.read_bytes(), FICTIVES.name)
    assert lecture.erreurs == ()
    return lecture.fiches


def as_json(*fiches: object) -> bytes:
    """A JSON file that holds these fiches."""
    return json.dumps(list(fiches), ensure_ascii=False, indent=1).encode()


def as_csv(*lignes: str, encodage: str = "utf-8") -> bytes:
    """A CSV file of these lines."""
    return "\r\n".join([*lignes, ""]).encode(encodage)


def as_xlsx(*rangs: list[Any], feuille: str = "Fiches") -> bytes:
    """A workbook of one sheet that holds these rows."""
    classeur = Workbook()
    classeur.active.title = feuille
    for rang in rangs:
        classeur.active.append(rang)
    return saved(classeur)


def saved(classeur: Workbook) -> bytes:
    """The bytes of a workbook."""
    sortie = io.BytesIO()
    classeur.save(sortie)
    return sortie.getvalue()


def with_member(data: bytes, nom: str, contenu: bytes) -> bytes:
    """The same archive with one more member, or another content for it."""
    sortie = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as copie,
    ):
        for membre in source.infolist():
            if membre.filename != nom:
                copie.writestr(membre.filename, source.read(membre))
        copie.writestr(nom, contenu)
    return sortie.getvalue()


def codes(lecture: LectureFiches) -> list[str]:
    """The codes of the errors, in order."""
    return [str(erreur.code) for erreur in lecture.erreurs]


def warnings_of(lecture: LectureFiches) -> list[str]:
    """The codes of the warnings, in order."""
    return [str(avertissement.code) for avertissement in lecture.avertissements]
