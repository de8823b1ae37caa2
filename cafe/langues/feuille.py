"""The phone's sentences as one spreadsheet that a town fills: out as XLSX or CSV, and back in.

A row is found by its mark (« repère »), never by its place: rows may be sorted. Nothing is
kept when one row is wrong; every wrong row is told by its number in the file.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog

from cafe.formats.cellules import rearm
from cafe.formats.encodage import decode
from cafe.formats.lecture import Journal, LectureImpossible
from cafe.formats.table import Colonne, Table, write_csv
from cafe.formats.table_xlsx import write_xlsx
from cafe.formats.tableau import Rang
from cafe.formats.tableau_csv import read_rows as read_csv_rows
from cafe.formats.tableau_csv import without_hint
from cafe.formats.tableau_xlsx import read_rows as read_xlsx_rows
from cafe.langues.catalogue import Phrase, fault, phrases, read_source, translate
from cafe.langues.langue import CodeInconnu, check_code, locale_of

TAILLE_MAX = 5 * 1024 * 1024
_TRADUCTION = re.compile(r"^\s*traduction\s*:\s*(\S+)\s*$", re.IGNORECASE)
_REPERE = "repère"


class FeuilleRefusee(Exception):
    """Why nothing of the file was kept: one French sentence per row."""

    def __init__(self, erreurs: list[str]) -> None:
        super().__init__("\n".join(erreurs))
        self.erreurs = erreurs


@dataclass(frozen=True)
class Feuille:
    """What a filled spreadsheet says: the code of its language and its catalogue."""

    code: str
    catalogue: Catalog


def empty_catalogue(code: str) -> Catalog:
    """A catalogue of that language without a sentence."""
    return Catalog(locale=locale_of(code), project="Café", charset="utf-8", fuzzy=False)


def export_sheet(code: str, known: Catalog | None, suffix: str) -> bytes:
    """The spreadsheet of a language, with what is translated already. ``.xlsx`` or ``.csv``."""
    table = Table(
        nom=f"Téléphone {code}",
        colonnes=(
            Colonne("repere", "Repère", 12),
            Colonne("forme", "Forme", 14),
            Colonne("francais", "Français", 60),
            Colonne("traduction", f"Traduction : {code}", 60),
        ),
        rangs=tuple(
            (_mark(p), _form(p), p.francais, p.traduction)
            for p in phrases(read_source(), known if known is not None else empty_catalogue(code))
        ),
    )
    return write_csv(table) if suffix == ".csv" else write_xlsx([table])


def read_sheet(path: Path) -> Feuille:
    """A filled spreadsheet. Raises ``FeuilleRefusee`` naming each row that is wrong."""
    rows = _rows(path)
    head, code, marks, texts = _header(rows)
    catalogue = empty_catalogue(code)
    wanted = {_mark(p): p for p in phrases(read_source(), catalogue)}
    said: dict[str, str] = {}
    faults = []
    for row in rows[head + 1 :]:
        mark, text = _cell(row, marks).strip().lower(), _cell(row, texts).strip()
        phrase = wanted.get(mark)
        if phrase is None:
            if mark:
                faults.append(f"Ligne {row.ligne} : le repère « {mark} » n’est pas à nous.")
        elif why := fault(phrase.francais, text, plural=phrase.forme is not None):
            faults.append(f"Ligne {row.ligne} : {why} (« {phrase.francais} »).")
        elif mark in said:
            faults.append(f"Ligne {row.ligne} : le repère « {mark} » est là deux fois.")
        said.setdefault(mark, text)
    absent = [p for mark, p in wanted.items() if mark not in said]
    faults += [f"La ligne de « {p.francais} » manque dans le fichier." for p in absent]
    if faults:
        raise FeuilleRefusee(faults)
    for message in read_source():
        if message.id:
            one = isinstance(message.id, str)
            forms: list[int | None] = [None] if one else list(range(catalogue.num_plurals))
            first = message.id if isinstance(message.id, str) else message.id[0]
            translate(catalogue, message, [said[_mark_of(first, form)] for form in forms])
    return Feuille(code, catalogue)


def _mark(phrase: Phrase) -> str:
    return _mark_of(phrase.id, phrase.forme)


def _mark_of(sentence: str, forme: int | None) -> str:
    """Letters only at the start, so that no spreadsheet takes it for a number."""
    digest = hashlib.sha256(sentence.encode()).hexdigest()[:8]
    return f"t{digest}" if forme is None else f"t{digest}-{forme + 1}"


def _form(phrase: Phrase) -> str:
    return "" if phrase.forme is None else f"nombre, forme {phrase.forme + 1}"


def _rows(path: Path) -> tuple[Rang, ...]:
    try:
        if path.stat().st_size > TAILLE_MAX:
            raise FeuilleRefusee(["Le fichier est trop gros : 5 Mo au plus."])
        data = path.read_bytes()
        journal = Journal()
        if data.startswith(b"PK"):
            return read_xlsx_rows(data, journal, _is_header)
        text, hint = without_hint(decode(data, "", journal))
        first = text.partition("\n")[0]
        rows = tuple(read_csv_rows(text, hint or max(";,\t", key=first.count)))
    except LectureImpossible as error:
        raise FeuilleRefusee([str(error)]) from error
    except OSError as error:
        raise FeuilleRefusee([f"Le fichier ne peut pas être lu : {error.strerror}."]) from error
    return rows


def _is_header(row: Rang) -> bool:
    return any(_TRADUCTION.match(cell.texte) for cell in row.cellules)


def _header(rows: tuple[Rang, ...]) -> tuple[int, str, int, int]:
    """Where the titles stand: their row, the code, the columns of marks and translations."""
    for place, row in enumerate(rows[:20]):
        titles = [cell.texte.strip() for cell in row.cellules]
        found = [(c, m[1]) for c, title in enumerate(titles) if (m := _TRADUCTION.match(title))]
        marks = [c for c, title in enumerate(titles) if title.lower() in (_REPERE, "repere")]
        if found and marks:
            column, code = found[0]
            try:
                return place, check_code(code), marks[0], column
            except CodeInconnu as error:
                raise FeuilleRefusee([f"Ligne {row.ligne} : {error}"]) from error
    raise FeuilleRefusee(
        [
            "Les colonnes « Repère » et « Traduction : code » manquent. Partez du fichier "
            "donné par « cafe langues exporter »."
        ]
    )


def _cell(row: Rang, column: int) -> str:
    text = row.cellules[column].texte if column < len(row.cellules) else ""
    return rearm(text, formules=True)
