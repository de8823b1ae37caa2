"""Typed lists that came into a séance: read from their events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.models.evenement import Evenement, EvenementObjet

_NATURES = ("ContributionsImported", "ImportWithdrawn")


@dataclass(frozen=True)
class Importee:
    """One list: who (an account's or a device's id), when, how many words.

    ``retiree``: all its words were taken back.
    """

    numero: int
    le: datetime
    par: str | None
    client_id: str
    creees: int
    deja: int
    retiree: bool


def imports_of(session: Session, seance_id: str) -> list[Importee]:
    """The lists of a séance, the latest first."""
    rows = session.execute(
        select(
            Evenement.numero, Evenement.nature, Evenement.le, Evenement.auteur_id, Evenement.details
        )
        .where(Evenement.seance_id == seance_id, Evenement.nature.in_(_NATURES))
        .order_by(Evenement.numero.desc())
    ).all()
    gone = {row.details["import"] for row in rows if row.nature == "ImportWithdrawn"}
    return [
        Importee(
            numero=row.numero,
            le=row.le,
            par=row.auteur_id,
            client_id=row.details["client_id"],
            creees=row.details["creees"],
            deja=row.details["deja"],
            retiree=row.numero in gone,
        )
        for row in rows
        if row.nature == "ContributionsImported"
    ]


def words_of_import(session: Session, numero: int) -> list[str]:
    """The ids of the words that a list brought, by the number of its event."""
    return list(
        session.scalars(
            select(EvenementObjet.objet_id).where(
                EvenementObjet.numero == numero, EvenementObjet.genre == "contribution"
            )
        )
    )
