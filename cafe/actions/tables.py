"""The tables of a world café as they are prepared: how many, where, how many seats, whose.

A host is a first name that people call; the device that serves the table is an ``Acces``.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.core import RuleBroken, action, check_version, found, record, require
from cafe.actions.deroule import set_tables
from cafe.models import Phase, Seance
from cafe.models.question import tablees_of

# Above this, not everybody at a table gets to speak in the time of a tour.
CONFORT = 8
CAPACITE_MAX = 40
PLACE_MAX = 120


@dataclass(frozen=True)
class TablePrevue:
    """A table to be; ``capacite`` in seats, None where nobody said."""

    place: str = ""
    capacite: int | None = None
    hote: str = ""


@action
def arrange_tables(
    session: Session,
    *,
    par: Identite,
    seance_id: str,
    tables: tuple[TablePrevue, ...],
    personnes: int | None = None,
    version: int | None,
) -> int:
    """Have those tables, numbered from 1 in that order; returns the new version of the séance.

    ``personnes``: how many are expected; they must find a seat where every table says how many
    it has. Who: chef de projet. A table that has been used stays. Event: TablesArranged.
    """
    seance = found(session, Seance, seance_id, lock=True)
    who = require(session, par, Pouvoir.PREPARER, Lieu(seance.demarche_id, seance.id))
    check_version(seance, version)
    if seance.phase is Phase.CLOSE:
        raise RuleBroken("rencontre_close")
    _check_seats(tables, personnes)
    set_tables(session, seance, len(tables))
    for row, said in zip(tablees_of(session, seance.id), tables, strict=True):
        row.place = said.place.strip()[:PLACE_MAX]
        row.capacite = said.capacite
        row.hote = said.hote.strip()[:PLACE_MAX]
    seance.version += 1
    record(
        session,
        "TablesArranged",
        par=who,
        demarche_id=seance.demarche_id,
        seance_id=seance.id,
        objets=[("seance", seance.id)],
        details={"tables": len(tables)},
    )
    return seance.version


def _check_seats(tables: tuple[TablePrevue, ...], personnes: int | None) -> None:
    if not tables:
        raise RuleBroken("aucune_table", champ="nombre")
    for numero, table in enumerate(tables, start=1):
        if table.capacite is not None and not 1 <= table.capacite <= CAPACITE_MAX:
            raise RuleBroken(
                "capacite_invalide", champ="tables", numero=numero, maximum=CAPACITE_MAX
            )
    seats = [table.capacite for table in tables if table.capacite is not None]
    if personnes is None or len(seats) < len(tables):
        return
    if sum(seats) < personnes:
        raise RuleBroken(
            "places_insuffisantes", champ="personnes", places=sum(seats), personnes=personnes
        )
