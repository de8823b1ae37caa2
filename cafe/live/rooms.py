"""The rooms of Socket.IO (« salles »): their names are built and read here, nowhere else.

A client asks for a salle by name: ``tableau:<séance>``, ``ecran:<séance>``,
``notes:<séance>``, ``conduite:<séance>``, ``table:<séance>:<table>`` or
``telephones:<séance>``. A phone is also put into a room of its own, which no client names.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cafe.access.permits import Lieu, Pouvoir


class Genre(StrEnum):
    """Who sits in a salle; it decides what is sent there."""

    TABLEAU = "tableau"
    ECRAN = "ecran"
    NOTES = "notes"
    CONDUITE = "conduite"
    TABLE = "table"
    TELEPHONES = "telephones"


POUVOIRS: dict[Genre, Pouvoir] = {
    Genre.TABLEAU: Pouvoir.VOIR_TABLEAU,
    Genre.ECRAN: Pouvoir.VOIR_ECRAN,
    Genre.NOTES: Pouvoir.NOTER,
    Genre.CONDUITE: Pouvoir.ANIMER,
    Genre.TABLE: Pouvoir.SAISIR,
    Genre.TELEPHONES: Pouvoir.CONTRIBUER,
}


@dataclass(frozen=True)
class Salle:
    """One audience of one séance; ``tablee_id`` only for that of a table."""

    genre: Genre
    seance_id: str
    tablee_id: str | None = None

    @property
    def nom(self) -> str:
        """The name on the wire."""
        place = f":{self.tablee_id}" if self.tablee_id else ""
        return f"{self.genre.value}:{self.seance_id}{place}"

    def lieu(self, demarche_id: str) -> Lieu:
        """Where one asks to sit down."""
        return Lieu(demarche_id, self.seance_id, self.tablee_id)


def parse_salle(nom: object) -> Salle | None:
    """The salle of a name; None for anything that is not one."""
    if not isinstance(nom, str):
        return None
    genre, seance_id, tablee_id = (*nom.split(":", 2), "", "")[:3]
    if genre not in set(Genre) or not seance_id or max(len(seance_id), len(tablee_id)) > 36:
        return None
    if (genre == Genre.TABLE) != bool(tablee_id):
        return None
    return Salle(Genre(genre), seance_id, tablee_id or None)


def phone_room(jeton_hash: str) -> str:
    """The room of one participant's phones, by what the base keeps of their secret.

    Known before the participant is born, so that the first word needs no second join.
    """
    return f"participant:{jeton_hash}"
