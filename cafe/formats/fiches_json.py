"""Fiches as JSON: the format that keeps everything, unknown keys included.

Reading accepts a list of fiches, or an object whose ``fiches`` key holds it. Writing gives the
same keys back in the same order.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from cafe.formats.controle import FicheLue
from cafe.formats.encodage import decode
from cafe.formats.lecture import LIMITE_FICHES, Code, Journal, LectureImpossible
from cafe.models.fiche_contenu import ContenuFiche, Json
from cafe.models.fiche_formulaire import CHAMPS_PAR_CLE

_JETON = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]', re.DOTALL)

_FAUTES = {
    "Expecting property name enclosed in double quotes": "il faut une clé entre guillemets",
    "Expecting value": "il faut une valeur",
    "Expecting ',' delimiter": "il manque une virgule",
    "Expecting ':' delimiter": "il manque un deux-points",
    "Unterminated string starting at": "ce guillemet n'est jamais refermé",
    "Invalid control character at": "un retour à la ligne dans un texte s'écrit \\n",
    "Extra data": "il y a du texte après la fin",
    "Illegal trailing comma before end of object": "il y a une virgule de trop",
    "Illegal trailing comma before end of array": "il y a une virgule de trop",
}


def read_json(
    data: bytes, encodage: str, journal: Journal
) -> tuple[list[FicheLue], dict[str, str | None]]:
    """Read the fiches of a JSON file, and which published keys it has; faults to the journal."""
    texte = decode(data, encodage, journal)
    contenu = _parse(texte, journal)
    fiches = _fiches_of(contenu, journal)
    if len(fiches) > LIMITE_FICHES:
        lignes = [1] * len(fiches)
    else:
        lignes = _opening_lines(texte, 1 if isinstance(contenu, list) else 2, len(fiches))
    lues: list[FicheLue] = []
    for rang, (fiche, ligne) in enumerate(zip(fiches, lignes, strict=True), start=1):
        if isinstance(fiche, dict):
            lues.append(FicheLue(fiche, ligne, {}))
        else:
            journal.error(
                Code.TYPE,
                f"L'élément {rang} de la liste n'est pas une fiche : il faut un objet "
                "entre accolades.",
                ligne=ligne,
            )
    cles = dict.fromkeys(cle for fiche in lues for cle in fiche.champs)
    _warn_of_other_keys([cle for cle in cles if cle not in CHAMPS_PAR_CLE], journal)
    return lues, {cle: cle for cle in cles if cle in CHAMPS_PAR_CLE}


def write_fiches_json(fiches: Iterable[ContenuFiche], meta: Mapping[str, Json]) -> bytes:
    """Write fiches as a UTF-8 JSON object: the keys of ``meta``, then ``fiches``.

    Raises ``ValueError`` when ``meta`` has a key ``fiches``.
    """
    if "fiches" in meta:
        raise ValueError("« fiches » holds the fiches: meta may not have this key")
    objet = {**meta, "fiches": [fiche.champs for fiche in fiches]}
    return (json.dumps(objet, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _parse(texte: str, journal: Journal) -> Json:
    doubles: dict[str, None] = {}

    def pairs(paires: list[tuple[str, Any]]) -> dict[str, Any]:
        objet: dict[str, Any] = {}
        for cle, valeur in paires:
            if cle in objet:
                doubles[cle] = None
            objet[cle] = valeur
        return objet

    try:
        contenu: Json = json.loads(
            texte, object_pairs_hook=pairs, parse_float=_finite, parse_constant=_refuse_constant
        )
    except json.JSONDecodeError as faute:
        raise LectureImpossible(
            Code.JSON_INVALIDE,
            f"JSON invalide à la ligne {faute.lineno}, colonne {faute.colno} : "
            f"{_FAUTES.get(faute.msg, 'la syntaxe est inattendue')}.",
            ligne=faute.lineno,
            colonne=str(faute.colno),
        ) from None
    except (ValueError, RecursionError):
        raise LectureImpossible(
            Code.JSON_INVALIDE,
            "JSON invalide : un nombre est hors limites (NaN, Infinity, des milliers de "
            "chiffres) ou les listes sont trop imbriquées.",
        ) from None
    for cle in doubles:
        journal.error(
            Code.CLE_EN_DOUBLE,
            f"La clé « {cle[:80]} » figure deux fois dans le même objet.",
            colonne=cle[:80],
        )
    return contenu


def _finite(nombre: str) -> float:
    valeur = float(nombre)
    if not math.isfinite(valeur):
        raise ValueError(nombre)
    return valeur


def _refuse_constant(nom: str) -> float:
    raise ValueError(nom)


def _fiches_of(contenu: Json, journal: Journal) -> list[Json]:
    if isinstance(contenu, list):
        return contenu
    if not isinstance(contenu, dict) or not isinstance(contenu.get("fiches"), list):
        raise LectureImpossible(
            Code.STRUCTURE_JSON,
            "Il faut une liste de fiches, ou un objet dont la clé « fiches » est cette liste.",
        )
    autres = [cle for cle in contenu if cle != "fiches"]
    if autres:
        journal.warn(Code.CLES_IGNOREES, f"Clés ignorées au niveau du fichier : {_quoted(autres)}.")
    fiches = contenu["fiches"]
    return fiches if isinstance(fiches, list) else []


def _warn_of_other_keys(autres: list[str], journal: Journal) -> None:
    if not autres:
        return
    journal.warn(
        Code.CLES_SUPPLEMENTAIRES,
        f"Clés hors du formulaire, gardées telles quelles : {_quoted(autres)}.",
    )
    for cle in autres[:20]:
        proche = get_close_matches(cle[:80], CHAMPS_PAR_CLE, n=1, cutoff=0.85)
        if proche:
            journal.warn(
                Code.CLE_VOISINE,
                f"La clé « {cle[:80]} » ressemble à « {proche[0]} » : est-ce une faute de frappe ?",
                colonne=cle[:80],
            )


def _quoted(cles: list[str]) -> str:
    suite = f" et {len(cles) - 20} autres" if len(cles) > 20 else ""
    return ", ".join(f"« {cle[:80]} »" for cle in cles[:20]) + suite


def _opening_lines(texte: str, profondeur: int, nombre: int) -> list[int]:
    """The line where each element of the list of fiches opens; ``texte`` is valid JSON.

    ``profondeur`` is how many brackets are open around an element: 1 in a top-level list, 2 in
    an object. Elements that are not objects are given the line of the one before.
    """
    lignes: list[int] = []
    ouverts = 0
    dans_les_fiches = profondeur == 1
    derniere_cle = ""
    ligne, vu = 1, 0
    for jeton in _JETON.finditer(texte):
        signe = jeton[0]
        if signe[0] == '"':
            if ouverts == 1:
                derniere_cle = signe
        elif signe in "{[":
            if dans_les_fiches and ouverts == profondeur and signe == "{":
                ligne, vu = ligne + texte.count("\n", vu, jeton.start()), jeton.start()
                lignes.append(ligne)
            ouverts += 1
            if profondeur == 2 and ouverts == 2:
                dans_les_fiches = signe == "[" and json.loads(derniere_cle) == "fiches"
        else:
            ouverts -= 1
    return (lignes + [ligne] * nombre)[:nombre]
