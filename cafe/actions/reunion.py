"""What the actions of a meeting have in common: who writes in it, until when, its point 0.

Not actions: those of ``points``, ``presences``, ``documents_joints`` and ``seances`` call them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.core import RuleBroken, found, record, require
from cafe.models import DocumentJoint, Ligne, Point, Seance
from cafe.models.base import new_id
from cafe.models.compte_rendu import still_written

Numbered = TypeVar("Numbered", Point, DocumentJoint)

TITRE_POINT_ZERO = "Suites de la dernière réunion"


def hold_reunion(session: Session, par: Identite, seance_id: str) -> tuple[Identite, Seance]:
    """Who writes in a meeting, and the meeting, held until commit. Raises the refusal.

    Who: those who take notes (the chef de projet among them).
    """
    row = found(session, Seance, seance_id, lock=True)
    who = require(session, par, Pouvoir.NOTER, Lieu(row.demarche_id, row.id))
    check_still_written(session, row)
    return who, row


def check_still_written(session: Session, seance: Seance) -> None:
    """Raises ``rencontre_close`` when points, présences, notes and documents change no more."""
    if not still_written(session, seance):
        raise RuleBroken("rencontre_close")


def insert_point_zero(session: Session, seance: Seance) -> str:
    """The id of « suites de la dernière réunion », made when there is none yet."""
    known = session.scalar(select(Point.id).where(Point.seance_id == seance.id, Point.ordre == 0))
    if known is not None:
        return known
    row = Point(
        id=new_id(),
        seance_id=seance.id,
        ordre=0,
        titre=TITRE_POINT_ZERO,
        cree_le=clock.now(),
    )
    session.add(row)
    session.flush()
    return row.id


def drop_empty_point_zero(session: Session, seance: Seance) -> None:
    """A séance that leaves its group has no last meeting; what was noted of it stays."""
    row = session.scalar(select(Point).where(Point.seance_id == seance.id, Point.ordre == 0))
    if row is not None and not holds_lines(session, row.id):
        session.delete(row)
        session.flush()


def holds_lines(session: Session, point_id: str) -> bool:
    """Whether something was noted under a point, even if it was taken out since."""
    return session.scalar(select(Ligne.id).where(Ligne.point_id == point_id).limit(1)) is not None


def number(session: Session, rows: Sequence[Numbered]) -> None:
    """Number them from 1 in that order, out of one another's way first: a place is unique."""
    moved = [(place, row) for place, row in enumerate(rows, start=1) if row.ordre != place]
    for place, row in moved:
        row.ordre = -place
    session.flush()
    for place, row in moved:
        row.ordre = place
    session.flush()


def record_reunion(
    session: Session, nature: str, who: Identite, seance: Seance, genre: str, id_: str
) -> None:
    """The Evenement of one object of a meeting."""
    record(
        session,
        nature,
        par=who,
        demarche_id=seance.demarche_id,
        seance_id=seance.id,
        objets=[("seance", seance.id), (genre, id_)],
    )
