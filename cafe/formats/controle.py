"""Whether a mapping may be the content of a fiche: types, bounds, characters, numbers.

Shared by all the readers, so that a fault is told in the same words whatever the file. No
parsing, no cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cafe.formats.cellules import NUMERO_ENJEU
from cafe.formats.lecture import (
    LIMITE_CHAMP,
    LIMITE_FICHES,
    LIMITE_INTITULE,
    LIMITE_NUMERO,
    Code,
    Journal,
)
from cafe.models.fiche_contenu import ContenuFiche, Json, is_blank
from cafe.models.fiche_formulaire import CHAMPS_PAR_CLE, CLES_OBLIGATOIRES, Champ, TypeChamp

PROFONDEUR_MAX = 20
ANNEES = range(1900, 2200)

# Characters that neither XML (so no XLSX, no DOCX) nor PostgreSQL can keep.
_INTERDIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_ATTENDU = {
    TypeChamp.TEXTE: "un texte",
    TypeChamp.TEXTE_LONG: "un texte",
    TypeChamp.DATE_LIBRE: "un texte (« 2022 », « janvier 2016 », « durée du contrat »)",
    TypeChamp.LISTE: "une liste de textes",
    TypeChamp.LISTE_ENJEUX: "une liste d'enjeux, chacun avec « numero » et « libelle »",
    TypeChamp.ANNEE: f"une année entre {ANNEES[0]} et {ANNEES[-1]}",
}


@dataclass(frozen=True, slots=True)
class FicheLue:
    """A mapping as it was read, with where: its line, and how its file titles each key."""

    champs: dict[str, Json]
    ligne: int | None
    titres: dict[str, str]

    def title_of(self, cle: str) -> str:
        """What the reader of the file knows this key as."""
        return self.titres.get(cle, cle)

    @property
    def nom(self) -> str:
        """How to speak of it in a message."""
        numero = self.champs.get("numero")
        if isinstance(numero, str) and numero.strip():
            return f"Fiche « {numero.strip()[:LIMITE_NUMERO]} »"
        return "Fiche sans numéro"


def check_fiches(fiches: list[FicheLue], journal: Journal) -> tuple[ContenuFiche, ...]:
    """Check every fiche, then the numbers together; faults go to the journal, in file order."""
    if not fiches and not journal.erreurs:
        journal.error(Code.AUCUNE_FICHE, "Le fichier ne contient aucune fiche.")
    if len(fiches) > LIMITE_FICHES:
        journal.error(
            Code.TROP_DE_FICHES,
            f"Le fichier contient {len(fiches)} fiches ; la limite est de {LIMITE_FICHES} par "
            "fichier. Découpez-le.",
        )
        return ()
    deja: dict[str, FicheLue] = {}
    for fiche in fiches:
        _check_required(fiche, journal)
        for cle, valeur in fiche.champs.items():
            _check_field(fiche, cle, valeur, journal)
        _check_number(fiche, deja, journal)
    return tuple(ContenuFiche(fiche.champs) for fiche in fiches)


def _check_required(fiche: FicheLue, journal: Journal) -> None:
    for cle in CLES_OBLIGATOIRES:
        if cle not in fiche.champs or is_blank(fiche.champs[cle]):
            titre = fiche.title_of(cle)
            suite = "n'a pas de numéro" if cle == "numero" else "n'a pas d'intitulé"
            journal.error(
                Code.NUMERO_VIDE if cle == "numero" else Code.INTITULE_VIDE,
                f"{fiche.nom} : elle {suite}. Remplissez « {titre} ».",
                ligne=fiche.ligne,
                colonne=titre,
            )


def _check_number(fiche: FicheLue, deja: dict[str, FicheLue], journal: Journal) -> None:
    numero = fiche.champs.get("numero")
    if not isinstance(numero, str) or not numero.strip():
        return
    premiere = deja.setdefault(numero.strip(), fiche)
    if premiere is fiche:
        return
    lieu = (
        f"aux lignes {premiere.ligne} et {fiche.ligne}"
        if premiere.ligne != fiche.ligne
        else f"deux fois à la ligne {fiche.ligne}"
    )
    journal.error(
        Code.NUMERO_EN_DOUBLE,
        f"Le numéro « {numero.strip()[:LIMITE_NUMERO]} » figure {lieu}. Chaque fiche doit avoir "
        "son numéro.",
        ligne=fiche.ligne,
        colonne=fiche.title_of("numero"),
    )


def _check_field(fiche: FicheLue, cle: str, valeur: Json, journal: Journal) -> None:
    def error(code: Code, message: str) -> None:
        titre = fiche.title_of(cle)[:80]
        journal.error(
            code, f"{fiche.nom}, « {titre} » : {message}", ligne=fiche.ligne, colonne=titre
        )

    if _is_too_deep(valeur):
        error(
            Code.TROP_IMBRIQUE,
            f"plus de {PROFONDEUR_MAX} listes ou objets les uns dans les autres.",
        )
        return
    if (champ := CHAMPS_PAR_CLE.get(cle)) is not None:
        if (faute := _type_fault(champ, valeur)) is not None:
            error(Code.TYPE, f"il faut {_ATTENDU[champ.type]}, le fichier donne {faute}.")
            return
        limite = {"numero": LIMITE_NUMERO, "intitule": LIMITE_INTITULE}.get(cle, LIMITE_CHAMP)
        longueur = sum(len(texte) + 1 for texte in _texts(valeur)) - 1
        if longueur > limite:
            error(Code.TROP_LONG, f"{longueur} caractères ; la limite est de {limite}.")
    for texte in (cle, *_texts(valeur)):
        if (trouve := _INTERDIT.search(texte)) is not None:
            error(
                Code.CARACTERE_INTERDIT,
                f"caractère invisible interdit (U+{ord(trouve[0]):04X}). Supprimez-le.",
            )
            return


def _type_fault(champ: Champ, valeur: Json) -> str | None:
    """Name what was found when it is not what the field takes; null is always taken."""
    if valeur is None:
        return None
    match champ.type:
        case TypeChamp.LISTE:
            if not isinstance(valeur, list):
                return _named(valeur)
            return next(
                (_named(v, "dans la liste") for v in valeur if not isinstance(v, str)), None
            )
        case TypeChamp.LISTE_ENJEUX:
            if not isinstance(valeur, list):
                return _named(valeur)
            return next((_named(v, "dans la liste") for v in valeur if not _is_enjeu(v)), None)
        case TypeChamp.ANNEE:
            juste = isinstance(valeur, int) and not isinstance(valeur, bool) and valeur in ANNEES
            return None if juste else _named(valeur)
        case _:
            return None if isinstance(valeur, str) else _named(valeur)


def _is_enjeu(valeur: Json) -> bool:
    if not isinstance(valeur, dict):
        return False
    numero, libelle = valeur.get("numero"), valeur.get("libelle")
    if isinstance(numero, str):
        juste = NUMERO_ENJEU.fullmatch(numero) is not None
    elif isinstance(numero, int) and not isinstance(numero, bool):
        juste = 0 <= numero < 10_000
    else:
        juste = numero is None
    return juste and (libelle is None or isinstance(libelle, str))


def _named(valeur: Json, ou: str = "") -> str:
    if valeur is None:
        nom = "null"
    elif isinstance(valeur, bool):
        nom = "un vrai ou faux"
    elif isinstance(valeur, (int, float)):
        nom = f"le nombre {str(valeur)[:20]}"
    elif isinstance(valeur, str):
        nom = f"le texte « {valeur[:40]} »"
    else:
        nom = "une liste" if isinstance(valeur, list) else "un objet"
    return f"{nom} {ou}".strip()


def _texts(valeur: Json) -> Iterator[str]:
    if isinstance(valeur, str):
        yield valeur
    elif isinstance(valeur, list):
        for element in valeur:
            yield from _texts(element)
    elif isinstance(valeur, dict):
        for cle, element in valeur.items():
            yield cle
            yield from _texts(element)


def _is_too_deep(valeur: Json) -> bool:
    niveau: list[Json] = [valeur]
    for _ in range(PROFONDEUR_MAX):
        niveau = [enfant for v in niveau for enfant in _children(v)]
        if not niveau:
            return False
    return True


def _children(valeur: Json) -> list[Json]:
    if isinstance(valeur, dict):
        return list(valeur.values())
    return valeur if isinstance(valeur, list) else []
