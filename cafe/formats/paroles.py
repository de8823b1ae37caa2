"""A typed list of words: pasted lines, CSV or XLSX, read row by row.

With a line of titles (docs/formats/paroles.md) it is a table; without one, each line is a whole
word and nothing in it is cut. No database: which questions and tables exist is checked elsewhere.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field

from cafe.formats import tableau_csv, tableau_xlsx
from cafe.formats.cellules import rearm
from cafe.formats.colonnes import normalised
from cafe.formats.encodage import WINDOWS_1252, decode
from cafe.formats.lecture import (
    LIMITE_OCTETS,
    Code,
    Journal,
    LectureImpossible,
    in_megabytes,
)
from cafe.formats.tableau import Cellule, Nature, Rang

LIGNES_MAX = 2000
# Two thousand long lines fit; what is pasted beyond is not a list of words.
SIGNES_MAX = 1_000_000
COLONNES = {
    "texte": (
        *("texte", "parole", "paroles", "idée", "idées", "contribution", "contributions"),
        *("mots", "verbatim", "propos", "réponse"),
    ),
    "question": ("question", "n° de question", "numéro de question", "n° question", "thème"),
    "categorie": ("catégorie", "catégories", "type"),
    "table": ("table", "n° de table", "numéro de table", "tablée"),
    "tour": ("tour", "n° de tour", "numéro de tour"),
    "identifiant": ("identifiant", "id", "clé", "référence"),
}
TITRES = {
    "texte": "Texte",
    "question": "Question",
    "categorie": "Catégorie",
    "table": "Table",
    "tour": "Tour",
    "identifiant": "Identifiant",
}
_CLES = {normalised(titre): cle for cle, titres in COLONNES.items() for titre in titres}
_TITRES_DANS = 20
# Never typed: a table of one column is cut by nothing.
_RIEN = "\x1f"


@dataclass(frozen=True, slots=True)
class LigneLue:
    """A row as it was typed; ``ligne`` is its number in the list, as an editor shows it."""

    ligne: int
    texte: str
    question: str = ""
    categorie: str = ""
    table: str = ""
    tour: str = ""
    identifiant: str = ""


@dataclass(frozen=True, slots=True)
class Faute:
    """What stops the list: where, what was typed there, and what to do."""

    ligne: int | None
    colonne: str
    message: str
    tape: str = ""


@dataclass(frozen=True)
class LectureParoles:
    """Rows and faults side by side. ``vides`` counts blank lines left out; ``colonnes`` says what
    each title was read as (None: ignored), and is empty for a list without titles."""

    lignes: tuple[LigneLue, ...] = ()
    fautes: tuple[Faute, ...] = ()
    vides: int = 0
    colonnes: tuple[tuple[str, str | None], ...] = ()


@dataclass
class _Cahier:
    lignes: list[LigneLue] = field(default_factory=list)
    fautes: list[Faute] = field(default_factory=list)
    vides: int = 0


def text_of_file(data: bytes, filename: str) -> tuple[str, tuple[str, ...]]:
    """The list as text, as if it had been pasted, and what to look at in it.

    A workbook becomes a table cut by « ; ». Raises ``LectureImpossible``.
    """
    journal = Journal()
    if len(data) > LIMITE_OCTETS:
        raise LectureImpossible(
            Code.FICHIER_TROP_GROS,
            f"Le fichier pèse {in_megabytes(len(data))} ; la limite est de "
            f"{in_megabytes(LIMITE_OCTETS)}. Gardez le texte seul, ou découpez-le : "
            f"{LIGNES_MAX} lignes à la fois.",
        )
    if data.startswith(b"PK") or filename.lower().endswith((".xlsx", ".xls", ".xlsm")):
        rangs = tableau_xlsx.read_rows(data, journal, lambda rang: "texte" in _keys(rang))
        texte = _as_text(rangs)
        if any(a.code is Code.LIGNES_NON_LUES for a in journal.avertissements):
            raise too_many(tableau_xlsx.LIGNES_MAX, plus=True)
    else:
        texte = decode(data, WINDOWS_1252, journal)
    if not texte.strip():
        raise LectureImpossible(Code.FICHIER_VIDE, "Le fichier est vide : aucune ligne à lire.")
    check_size(texte)
    return texte, tuple(warning.message for warning in journal.avertissements)


def check_size(texte: str) -> None:
    """Raise ``LectureImpossible`` for a list beyond the bounds, saying how to cut it."""
    lines = sum(1 for line in texte.splitlines() if line.strip())
    # A word may hold line ends: only what is beyond any such list is refused before it is read.
    if len(texte) > SIGNES_MAX:
        if lines > LIGNES_MAX:
            raise too_many(lines)
        raise LectureImpossible(
            Code.FICHIER_TROP_GROS,
            f"Cette liste a {_spaced(len(texte))} signes ; la limite est de "
            f"{_spaced(SIGNES_MAX)}. Importez-la en plusieurs fois.",
        )


def too_many(nombre: int, *, plus: bool = False) -> LectureImpossible:
    """The refusal of a list too long: how long it is, the limit, what to do."""
    said = f"plus de {_spaced(nombre)}" if plus else _spaced(nombre)
    parts = -(-nombre // LIGNES_MAX)
    pieces = "plusieurs listes" if plus else f"{_spaced(parts)} listes"
    return LectureImpossible(
        Code.TROP_DE_FICHES,
        f"Cette liste a {said} lignes ; la limite est de {_spaced(LIGNES_MAX)} à la fois. "
        f"Découpez-la en {pieces}, par question par exemple, et importez-les l’une après "
        "l’autre : une ligne déjà importée est reconnue. Rien n’a été créé.",
    )


def read_paroles(texte: str) -> LectureParoles:
    """Read a list; raises ``LectureImpossible`` when it is beyond the bounds or holds nothing."""
    check_size(texte)
    texte, annonce = tableau_csv.without_hint(texte.replace("\x00", ""))
    titres = _header(texte, annonce)
    cahier = _Cahier()
    if titres is None:
        for numero, line in enumerate(texte.splitlines(), start=1):
            if line.strip():
                cahier.lignes.append(LigneLue(numero, _unfolded(line)))
            else:
                cahier.vides += 1
        colonnes: tuple[tuple[str, str | None], ...] = ()
    else:
        tete, separateur = titres
        cles = _keys(tete)
        _check_columns(tete, cles, cahier)
        try:
            for rang in tableau_csv.read_rows(texte, separateur):
                if rang.ligne > tete.ligne:
                    _read_row(rang, cles, cahier)
        except LectureImpossible as faute:
            cahier.fautes.append(Faute(faute.erreur.ligne, "", faute.erreur.message))
        colonnes = tuple(
            (cellule.texte.strip(), cle)
            for cellule, cle in zip(tete.cellules, cles, strict=True)
            if cellule.texte.strip()
        )
    nombre = len(cahier.lignes)
    if nombre > LIGNES_MAX:
        raise too_many(nombre)
    if not nombre and not cahier.fautes:
        raise LectureImpossible(Code.FICHIER_VIDE, "Cette liste est vide : aucune ligne à lire.")
    return LectureParoles(tuple(cahier.lignes), tuple(cahier.fautes), cahier.vides, colonnes)


def _header(texte: str, annonce: str | None) -> tuple[Rang, str] | None:
    """The line of titles and the sign that cuts it; None for a list without titles.

    Titles come first: a word lower down that reads « idée » is a word.
    """
    ligne, first = next(
        ((n, line) for n, line in enumerate(texte.splitlines(), start=1) if line.strip()), (0, "")
    )
    best: tuple[int, Rang, str] | None = None
    for separateur in (annonce,) if annonce else (*tableau_csv.SEPARATEURS, _RIEN):
        try:
            cells = next(csv.reader([first], delimiter=separateur, strict=True))
        except (csv.Error, StopIteration):
            continue
        rang = Rang(ligne, tuple(Cellule(value) for value in cells))
        known = [cle for cle in _keys(rang) if cle]
        if "texte" in known and (best is None or len(known) > best[0]):
            best = (len(known), rang, separateur if len(cells) > 1 else _RIEN)
    return None if best is None else (best[1], best[2])


def _keys(rang: Rang) -> list[str | None]:
    return [_CLES.get(normalised(cellule.texte)) for cellule in rang.cellules]


def _check_columns(tete: Rang, cles: list[str | None], cahier: _Cahier) -> None:
    for cle in sorted({cle for cle in cles if cle and cles.count(cle) > 1}):
        titres = ", ".join(
            f"« {cellule.texte.strip()[:40]} »"
            for cellule, found in zip(tete.cellules, cles, strict=True)
            if found == cle
        )
        cahier.fautes.append(
            Faute(
                tete.ligne,
                TITRES[cle],
                f"Plusieurs colonnes donnent la même chose : {titres}. Gardez-en une.",
            )
        )


def _read_row(rang: Rang, cles: list[str | None], cahier: _Cahier) -> None:
    if rang.vide:
        cahier.vides += 1
        return
    lues = {
        cle: rearm(cellule.texte, formules=True).strip()
        for cellule, cle in zip(rang.cellules, cles, strict=False)
        if cle
    }
    texte = _unfolded(lues.pop("texte", ""))
    surplus = [c.texte.strip() for c in rang.cellules[len(cles) :] if not c.vide]
    if surplus:
        cahier.fautes.append(
            Faute(
                rang.ligne,
                "",
                "Cette ligne a plus de cellules que de titres. Si le texte contient le signe qui "
                "sépare les colonnes, mettez-le entre guillemets.",
                " … ".join([texte, *surplus])[:200],
            )
        )
        return
    cahier.lignes.append(LigneLue(rang.ligne, texte, **lues))


def _unfolded(texte: str) -> str:
    """A tab is what cuts columns, never a sign of a word."""
    return texte.replace("\t", " ").strip()


def _as_text(rangs: tuple[Rang, ...]) -> str:
    """The rows of a sheet as a pasted table; blank rows stay, so that numbers are the sheet's."""
    for rang in rangs:
        for place, cellule in enumerate(rang.cellules):
            if cellule.nature in (Nature.FORMULE, Nature.ERREUR):
                raise LectureImpossible(
                    Code.FORMULE,
                    f"Ligne {rang.ligne}, colonne {place + 1} : cette cellule contient une formule "
                    "ou une erreur, et seules les valeurs sont lues. Dans votre tableur : copiez "
                    "la feuille, puis « Collage spécial », « Valeurs ».",
                    ligne=rang.ligne,
                )
    head = next((rang for rang in rangs[:_TITRES_DANS] if "texte" in _keys(rang)), None)
    # What stands above the titles is the name of the sheet, not a word.
    kept = [rang for rang in rangs if head is None or rang.ligne >= head.ligne]
    filled = {p for rang in kept for p, cellule in enumerate(rang.cellules) if not cellule.vide}
    out = io.StringIO(newline="")
    pen = csv.writer(out, delimiter=";", lineterminator="\n")
    ligne = 1
    for rang in kept:
        out.write("\n" * (rang.ligne - ligne))
        cells = [cellule.texte for cellule in rang.cellules]
        if head is None and len(filled) <= 1:
            # A list without titles: each cell is a word, on one line.
            out.write(" ".join("".join(cells).split()) + "\n")
        else:
            pen.writerow(cells)
        ligne = rang.ligne + 1
    return out.getvalue()


def _spaced(nombre: int) -> str:
    return f"{nombre:,}".replace(",", "\u202f")
