"""What a fiche says: its form as a mapping, and the three states of each of its fields.

Pure values: no table, no HTML, no file format. The form itself (which fields, in which
order, under which heading) is in ``fiche_formulaire``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


class EtatChamp(StrEnum):
    """Where the value of a field stands; the last two must never be shown alike."""

    REMPLI = "rempli"
    VIDE = "vide"
    NON_IMPORTE = "non_importe"


@dataclass(frozen=True, slots=True)
class ContenuFiche:
    """The content of one fiche, exactly as it was imported.

    ``champs`` maps a key to a JSON value. A key that is absent was not imported; a key whose
    value is null, blank or an empty list was left blank in the source. Keys outside the form
    are kept as they are, so that an export gives back what came in, order and types included.
    """

    champs: dict[str, Json]

    @classmethod
    def from_dict(cls, champs: Mapping[str, Json]) -> ContenuFiche:
        """Take a copy of ``champs``, so that nobody else holds the inner lists."""
        return cls(deepcopy(dict(champs)))

    def to_dict(self) -> dict[str, Json]:
        """Give a copy of the mapping, in its own key order, ready for a JSON column or file."""
        return deepcopy(self.champs)

    @property
    def numero(self) -> str:
        """The displayed number (« 1.3 »), empty when the fiche has none."""
        return self.texte("numero").strip()

    @property
    def intitule(self) -> str:
        """The title, empty when the fiche has none."""
        return self.texte("intitule").strip()

    def texte(self, cle: str) -> str:
        """The text of a field, empty when it is blank, absent or not a text."""
        valeur = self.champs.get(cle)
        return valeur if isinstance(valeur, str) else ""

    def liste(self, cle: str) -> tuple[str, ...]:
        """The texts of a list field in order, empty when it is blank, absent or no list."""
        valeur = self.champs.get(cle)
        return tuple(v for v in valeur if isinstance(v, str)) if isinstance(valeur, list) else ()

    def is_identical_to(self, other: ContenuFiche) -> bool:
        """Say whether both hold the same keys in the same order with values of the same types.

        Stricter than ``==``, for which 1, 1.0 and true are equal and key order is nothing.
        """
        return json.dumps(self.champs) == json.dumps(other.champs)


def state_of(contenu: ContenuFiche, cle: str) -> EtatChamp:
    """Tell whether a field is filled, blank in the source, or was not imported."""
    if cle not in contenu.champs:
        return EtatChamp.NON_IMPORTE
    return EtatChamp.VIDE if is_blank(contenu.champs[cle]) else EtatChamp.REMPLI


def is_blank(valeur: Json) -> bool:
    """Say whether a value means « nothing »: null, white space, or holding only such values.

    Zero and false are values.
    """
    if valeur is None:
        return True
    if isinstance(valeur, str):
        return not valeur.strip()
    if isinstance(valeur, list):
        return all(is_blank(element) for element in valeur)
    if isinstance(valeur, dict):
        return all(is_blank(element) for element in valeur.values())
    return False
