"""All that a reader should stop at in one text, in the order in which it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from cafe.reperage.coordonnees import addresses_in
from cafe.reperage.insultes import insults_in
from cafe.reperage.noms import names_in
from cafe.reperage.texte import flatten


class Genre(StrEnum):
    """What was found; the first of them is said when there are several."""

    COORDONNEES = "coordonnees"
    NOM = "nom"
    INSULTE = "insulte"


@dataclass(frozen=True, slots=True)
class Repere:
    """A passage of a text: ``texte[debut:fin]``."""

    genre: Genre
    debut: int
    fin: int


def look(texte: str) -> tuple[Repere, ...]:
    """The passages of a text, first one first; none overlaps another."""
    plat = flatten(texte)
    found = [
        *(Repere(Genre.COORDONNEES, *place) for place in addresses_in(plat)),
        *(Repere(Genre.NOM, *place) for place in names_in(texte, plat)),
        *(Repere(Genre.INSULTE, *place) for place in insults_in(plat)),
    ]
    return _apart(found)


def main_kind(texte: str) -> Genre | None:
    """What is most to be looked at in a text; None where there is nothing."""
    kinds = {repere.genre for repere in look(texte)}
    return next((genre for genre in Genre if genre in kinds), None)


def _apart(found: Sequence[Repere]) -> tuple[Repere, ...]:
    kept: list[Repere] = []
    for repere in sorted(found, key=lambda one: (one.debut, -one.fin)):
        if not kept or repere.debut >= kept[-1].fin:
            kept.append(repere)
    return tuple(kept)
