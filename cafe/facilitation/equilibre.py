"""« De la 2 vers la 5 : trois personnes »: what to say aloud when tables are uneven."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext, ngettext

from cafe.models.coup_d_oeil import TableeVue
from cafe.rotation.equilibre import even_out

ECART = 2
_EN_LETTRES = ("zéro", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf")


@dataclass(frozen=True)
class Proposition:
    """Sentences to say, how many people they move, and those for whom there is no seat."""

    phrases: tuple[str, ...]
    deplaces: int
    sans_place: int
    comptees: int


def proposition_of(tables: Sequence[TableeVue]) -> Proposition | None:
    """What would make even the tables whose hosts said how many they are; None below two."""
    counted = [table for table in tables if table.comptees]
    if len(counted) < 2:
        return None
    done = even_out(
        [table.personnes for table in counted],
        [table.tablee.capacite for table in counted],
        ECART,
    )
    phrases = tuple(
        gettext(
            "De la %(d_ou)s vers la %(vers)s : %(combien)s",
            d_ou=counted[one.d_ou].tablee.numero,
            vers=counted[one.vers].tablee.numero,
            combien=people(one.combien),
        )
        for one in done.passages
    )
    return Proposition(phrases, done.deplaces, done.sans_place, len(counted))


def people(combien: int) -> str:
    """« trois personnes »: a small number is said, not read."""
    nombre = _EN_LETTRES[combien] if combien < len(_EN_LETTRES) else str(combien)
    said: str = ngettext("%(nombre)s personne", "%(nombre)s personnes", combien, nombre=nombre)
    return said
