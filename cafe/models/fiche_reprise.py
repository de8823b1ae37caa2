"""What a new import changes: each fiche of the file against the one already held.

Pure. A key that the file does not have was not imported by it: what was held stays. A field
blank on both sides stays as it was, however each file writes « nothing ».
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from cafe.models.fiche_contenu import ContenuFiche, Json, is_blank


class Sort(StrEnum):
    """What an import does of a fiche."""

    NOUVELLE = "nouvelle"
    MODIFIEE = "modifiee"
    INCHANGEE = "inchangee"
    ABSENTE = "absente"  # held, and not in the file: it stays


@dataclass(frozen=True, slots=True)
class Comparaison:
    """One fiche: what becomes of it, the content it will have, and which keys change."""

    numero: str
    sort: Sort
    contenu: ContenuFiche
    cles: tuple[str, ...] = ()


def compare_fiches(
    tenues: Mapping[str, ContenuFiche], lues: Iterable[ContenuFiche]
) -> tuple[Comparaison, ...]:
    """Compare fiches read with those held (by number): file order, then those left alone."""
    found = [_compare(tenues.get(lue.numero), lue) for lue in lues]
    seen = {comparaison.numero for comparaison in found}
    absentes = [
        Comparaison(numero, Sort.ABSENTE, contenu)
        for numero, contenu in tenues.items()
        if numero not in seen
    ]
    return (*found, *absentes)


def _compare(tenue: ContenuFiche | None, lue: ContenuFiche) -> Comparaison:
    if tenue is None:
        return Comparaison(lue.numero, Sort.NOUVELLE, lue, tuple(lue.champs))
    changed = tuple(
        cle
        for cle, valeur in lue.champs.items()
        if cle not in tenue.champs or not _same(tenue.champs[cle], valeur)
    )
    if not changed:
        return Comparaison(lue.numero, Sort.INCHANGEE, tenue)
    merged = tenue.champs | {cle: lue.champs[cle] for cle in changed}
    return Comparaison(lue.numero, Sort.MODIFIEE, ContenuFiche.from_dict(merged), changed)


def _same(tenue: Json, lue: Json) -> bool:
    # As JSON: for Python 1, 1.0 and true would be equal.
    return json.dumps(tenue) == json.dumps(lue) or (is_blank(tenue) and is_blank(lue))
