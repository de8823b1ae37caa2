"""The ordre du jour: points numbered from 1, and point 0 for the suites of the last meeting."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.actions.champs import first_try, one_line
from cafe.actions.core import RuleBroken, action, check_version, found
from cafe.actions.reunion import (
    hold_reunion,
    holds_lines,
    insert_point_zero,
    number,
    record_reunion,
)
from cafe.models import Point, Seance

TITRE_POINT_MAX = 300
DUREE_MAX = 600
POINTS_MAX = 60


@action
def add_point(
    session: Session,
    *,
    par: Identite,
    seance_id: str,
    titre: str,
    duree_minutes: int | None = None,
    point_id: str | None = None,
) -> str:
    """Add a point at the end of the ordre du jour; returns its id.

    Who: those who take notes. ``point_id`` is the page's own, so that a second try finds the
    first. ``duree_minutes``: 1 to 600. Event: PointAdded.
    """
    who, seance = hold_reunion(session, par, seance_id)
    id_, first = first_try(session, Point, point_id, seance_id=seance.id)
    if first is not None:
        return first.id
    points = _numbered(session, seance.id)
    if len(points) >= POINTS_MAX:
        raise RuleBroken("trop_de_points", champ="titre", maximum=POINTS_MAX)
    row = Point(id=id_, seance_id=seance.id, ordre=len(points) + 1, cree_le=clock.now())
    _fill(row, titre, duree_minutes)
    session.add(row)
    record_reunion(session, "PointAdded", who, seance, "point", row.id)
    return row.id


@action
def rename_point(
    session: Session,
    *,
    par: Identite,
    point_id: str,
    titre: str,
    duree_minutes: int | None = None,
    version: int | None = None,
) -> int:
    """Give a point another title and duration; returns its new version.

    Who: those who take notes. Point 0 keeps its name. Event: PointRenamed.
    """
    who, seance, row = _held(session, par, point_id, version)
    _fill(row, titre, duree_minutes)
    row.version += 1
    record_reunion(session, "PointRenamed", who, seance, "point", row.id)
    return row.version


@action
def move_point(
    session: Session, *, par: Identite, point_id: str, ordre: int, version: int | None = None
) -> int:
    """Put a point at another place, counted from 1; returns its new version.

    Who: those who take notes. A place beyond the ends is the nearest one; the place it has
    changes nothing. Event: PointMoved.
    """
    who, seance, row = _held(session, par, point_id, version)
    points = _numbered(session, seance.id)
    place = min(max(ordre, 1), len(points))
    if row.ordre == place:
        return row.version
    points.remove(row)
    points.insert(place - 1, row)
    number(session, points)
    row.version += 1
    record_reunion(session, "PointMoved", who, seance, "point", row.id)
    return row.version


@action
def remove_point(
    session: Session, *, par: Identite, point_id: str, version: int | None = None
) -> None:
    """Take a point off the ordre du jour; those after it move up.

    Who: those who take notes. Rule: nothing was ever noted under it. Event: PointRemoved.
    """
    who, seance, row = _held(session, par, point_id, version)
    if holds_lines(session, row.id):
        raise RuleBroken("point_utilise")
    session.delete(row)
    session.flush()
    number(session, _numbered(session, seance.id))
    record_reunion(session, "PointRemoved", who, seance, "point", point_id)


@action
def ensure_point_zero(session: Session, *, par: Identite, seance_id: str) -> str:
    """The id of « suites de la dernière réunion »; made if the séance has none yet.

    Who: those who take notes. Rule: the séance is a meeting of a groupe. A séance put in a
    groupe has it at once (see ``create_seance``). Event: PointAdded, unless it was there.
    """
    who, seance = hold_reunion(session, par, seance_id)
    if seance.groupe_id is None:
        raise RuleBroken("seance_sans_groupe")
    known = session.scalar(select(Point.id).where(Point.seance_id == seance.id, Point.ordre == 0))
    if known is not None:
        return known
    id_ = insert_point_zero(session, seance)
    record_reunion(session, "PointAdded", who, seance, "point", id_)
    return id_


def _held(
    session: Session, par: Identite, point_id: str, version: int | None
) -> tuple[Identite, Seance, Point]:
    """A numbered point of a séance that is held: its points move one at a time."""
    seance_id = found(session, Point, point_id).seance_id
    who, seance = hold_reunion(session, par, seance_id)
    row = found(session, Point, point_id, lock=True)
    if row.ordre == 0:
        raise RuleBroken("point_zero")
    check_version(row, version)
    return who, seance, row


def _fill(row: Point, titre: str, duree_minutes: int | None) -> None:
    if duree_minutes is not None and not 1 <= duree_minutes <= DUREE_MAX:
        raise RuleBroken("duree_impossible", champ="duree", maximum=DUREE_MAX)
    row.titre = one_line(titre, "titre", TITRE_POINT_MAX, "point_vide")
    row.duree_minutes = duree_minutes


def _numbered(session: Session, seance_id: str) -> list[Point]:
    """The points from 1 on, in order."""
    return list(
        session.scalars(
            select(Point).where(Point.seance_id == seance_id, Point.ordre > 0).order_by(Point.ordre)
        )
    )
