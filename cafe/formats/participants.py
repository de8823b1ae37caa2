"""People of a plan of names, from a table: one per row, CSV or XLSX.

Columns, by their usual titles: nom (and prénom), structure, collège, hôte de la table, ensemble,
à part. No database: which tables exist is checked by the action.
"""

from __future__ import annotations

from dataclasses import dataclass

from cafe.formats import tableau_csv, tableau_xlsx
from cafe.formats.colonnes import normalised
from cafe.formats.encodage import WINDOWS_1252, decode
from cafe.formats.lecture import (
    LIMITE_OCTETS,
    AvertissementLecture,
    Code,
    ErreurLecture,
    Journal,
    LectureImpossible,
    in_megabytes,
)
from cafe.formats.tableau import Nature, Rang

PERSONNES_MAX = 2000
LIMITES = {"nom": 120, "structure": 200, "college": 80, "ensemble": 40, "a_part": 40}
COLONNES = {
    "nom": ("nom", "nom et prénom", "nom prénom", "participant", "personne"),
    "prenom": ("prénom",),
    "structure": ("structure", "organisme", "organisation", "association"),
    "college": ("collège", "qualité", "série", "à quel titre"),
    "hote": ("hôte", "hôte de table", "hôte de la table", "anime la table"),
    "ensemble": ("ensemble", "avec"),
    "a_part": ("à part", "séparés", "pas avec"),
}
_CLES = {normalised(titre): cle for cle, titres in COLONNES.items() for titre in titres}
_TITRES_MAX = 20


@dataclass(frozen=True)
class PersonneLue:
    """A row. ``hote``: the number of the table that the person hosts; the two last are the names
    of groups: those who share one are together, or apart."""

    nom: str
    structure: str = ""
    college: str = ""
    hote: int | None = None
    ensemble: str = ""
    a_part: str = ""


@dataclass(frozen=True)
class LecturePersonnes:
    """Nobody as soon as there is one error."""

    personnes: tuple[PersonneLue, ...]
    erreurs: tuple[ErreurLecture, ...]
    avertissements: tuple[AvertissementLecture, ...]


def read_participants(data: bytes, filename: str) -> LecturePersonnes:
    """Read people from a CSV or XLSX file, and say all that is wrong, by line and column."""
    journal = Journal()
    personnes: list[PersonneLue] = []
    try:
        personnes = _people(_rows(data, filename, journal), journal)
    except LectureImpossible as faute:
        journal.keep(faute.erreur)
    return LecturePersonnes(
        () if journal.erreurs else tuple(personnes),
        tuple(journal.erreurs),
        tuple(journal.avertissements),
    )


def _rows(data: bytes, filename: str, journal: Journal) -> tuple[Rang, ...]:
    if len(data) > LIMITE_OCTETS:
        raise LectureImpossible(
            Code.FICHIER_TROP_GROS,
            f"Le fichier pèse {in_megabytes(len(data))} ; la limite est de "
            f"{in_megabytes(LIMITE_OCTETS)}.",
        )
    if data.startswith(b"PK") or filename.lower().endswith(".xlsx"):
        return tableau_xlsx.read_rows(data, journal, lambda rang: "nom" in _keys(rang))
    texte, annonce = tableau_csv.without_hint(decode(data, WINDOWS_1252, journal))
    separateur = annonce or max(tableau_csv.SEPARATEURS, key=texte[:5000].count)
    return tuple(tableau_csv.read_rows(texte, separateur))


def _keys(rang: Rang) -> list[str | None]:
    return [_CLES.get(normalised(cellule.texte)) for cellule in rang.cellules]


def _people(rangs: tuple[Rang, ...], journal: Journal) -> list[PersonneLue]:
    remplis = [rang for rang in rangs if not rang.vide]
    if not remplis:
        raise LectureImpossible(Code.FICHIER_VIDE, "Le fichier est vide : aucune ligne à lire.")
    tete = next((r for r in remplis[:_TITRES_MAX] if "nom" in _keys(r)), None)
    if tete is None:
        raise LectureImpossible(
            Code.COLONNE_MANQUANTE,
            "Aucune colonne « Nom ». La première ligne donne les titres : Nom ; Structure ; "
            "Collège ; Hôte de la table ; Ensemble ; À part.",
        )
    cles = _keys(tete)
    for cellule, cle in zip(tete.cellules, cles, strict=True):
        if cle is None and cellule.texte.strip():
            journal.warn(
                Code.CLES_IGNOREES,
                f"La colonne « {cellule.texte.strip()[:40]} » n’est pas lue.",
                ligne=tete.ligne,
            )
    suite = [rang for rang in remplis if rang.ligne > tete.ligne]
    if len(suite) > PERSONNES_MAX:
        raise LectureImpossible(
            Code.TROP_DE_FICHES, f"{len(suite)} personnes ; la limite est de {PERSONNES_MAX}."
        )
    deja: dict[tuple[str, str], int] = {}
    personnes = []
    for rang in suite:
        personne = _person(rang, cles, journal)
        if personne is None:
            continue
        qui = (normalised(personne.nom), normalised(personne.structure))
        premiere = deja.setdefault(qui, rang.ligne)
        if premiere != rang.ligne:
            journal.error(
                Code.CLE_EN_DOUBLE,
                f"{personne.nom} est déjà à la ligne {premiere}.",
                ligne=rang.ligne,
                colonne="Nom",
            )
        personnes.append(personne)
    if not personnes and not journal.erreurs:
        raise LectureImpossible(Code.AUCUNE_FICHE, "Le fichier ne contient aucune personne.")
    return personnes


def _person(rang: Rang, cles: list[str | None], journal: Journal) -> PersonneLue | None:
    lues: dict[str, str] = {}
    for cellule, cle in zip(rang.cellules, cles, strict=False):
        if cle is None:
            continue
        if cellule.nature in (Nature.FORMULE, Nature.ERREUR):
            journal.error(
                Code.FORMULE,
                "cette cellule contient une formule ou une erreur ; écrivez sa valeur.",
                ligne=rang.ligne,
                colonne=_title(cle),
            )
        texte = " ".join(cellule.texte.split())
        limite = LIMITES.get(cle, LIMITES["nom"])
        if len(texte) > limite:
            journal.error(
                Code.TROP_LONG,
                f"{len(texte)} caractères ; la limite est de {limite}.",
                ligne=rang.ligne,
                colonne=_title(cle),
            )
        lues[cle] = texte
    nom = " ".join(part for part in (lues.get("prenom"), lues.get("nom")) if part)
    if not nom:
        journal.error(
            Code.TYPE, "il manque le nom de la personne.", ligne=rang.ligne, colonne="Nom"
        )
        return None
    hote = lues.get("hote", "")
    if hote and not hote.isdecimal():
        journal.error(
            Code.TYPE,
            f"il faut un numéro de table, le fichier donne « {hote[:20]} ».",
            ligne=rang.ligne,
            colonne=_title("hote"),
        )
        return None
    return PersonneLue(
        nom,
        lues.get("structure", ""),
        lues.get("college", ""),
        int(hote) if hote else None,
        lues.get("ensemble", ""),
        lues.get("a_part", ""),
    )


def _title(cle: str) -> str:
    return {"hote": "Hôte de la table", "a_part": "À part"}.get(cle, COLONNES[cle][0].capitalize())
