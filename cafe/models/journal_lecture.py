"""The journal of a board as it is read: its gestures by pages, which are undone, by whom.

Rows only; the French of a gesture is told where it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cafe.models.evenement import Evenement
from cafe.models.journal_tableau import ALLURES, CARTES, GROUPES, MARQUES, REGARDS, SUITES

# A backup brought back is nobody's gesture.
NATURES = (CARTES | GROUPES | MARQUES | REGARDS | ALLURES | SUITES) - {"ErasuresReplayed"}
# Read back in growing lots: what somebody did last is nearly always near the end, and asking for
# many of theirs at once would read every word that came in between.
_PREMIER_LOT, _LOT = 2, 128
_EQUIPE = ("compte", "appareil")


def gestures_of(
    session: Session,
    seance_id: str,
    *,
    avant: int | None = None,
    auteur_id: str | None = None,
    limit: int,
) -> list[Evenement]:
    """The gestures of a board, the newest first: those before a number, or of one author."""
    query = select(Evenement).where(
        Evenement.seance_id == seance_id, Evenement.nature.in_(sorted(NATURES))
    )
    if avant is not None:
        query = query.where(Evenement.numero < avant)
    if auteur_id is not None:
        query = query.where(Evenement.auteur_id == auteur_id)
    return list(session.scalars(query.order_by(Evenement.numero.desc()).limit(limit)))


def undos_of(session: Session, seance_id: str, numeros: Collection[int]) -> dict[int, Evenement]:
    """Which of these gestures are undone, and by which event."""
    if not numeros:
        return {}
    rows = session.scalars(
        select(Evenement).where(
            Evenement.seance_id == seance_id,
            Evenement.numero > min(numeros),
            Evenement.nature.in_(sorted(NATURES)),
            Evenement.details["annule"].as_integer().in_(sorted(numeros)),
        )
    )
    return {int(event.details["annule"]): event for event in rows}


def authors_of(session: Session, seance_id: str) -> list[Evenement]:
    """The latest gesture of each account or device that has made any on the board."""
    latest = (
        select(func.max(Evenement.numero))
        .where(
            Evenement.seance_id == seance_id,
            Evenement.nature.in_(sorted(NATURES)),
            Evenement.auteur_genre.in_(_EQUIPE),
        )
        .group_by(Evenement.auteur_id)
    )
    return list(session.scalars(select(Evenement).where(Evenement.numero.in_(latest))))


def last_standing(
    session: Session, seance_id: str, auteur_id: str, returns: Callable[[Evenement], bool]
) -> Evenement | None:
    """Somebody's last gesture that has a way back, and that they have not undone themselves."""
    undone: set[int] = set()
    for event in _backwards(session, seance_id, auteur_id):
        if (annule := event.details.get("annule")) is not None:
            undone.add(int(annule))
        elif event.numero not in undone and returns(event):
            return event
    return None


def _backwards(session: Session, seance_id: str, auteur_id: str) -> Iterator[Evenement]:
    avant: int | None = None
    lot = _PREMIER_LOT
    while events := gestures_of(session, seance_id, avant=avant, auteur_id=auteur_id, limit=lot):
        yield from events
        if len(events) < lot:
            return
        avant, lot = events[-1].numero, min(4 * lot, _LOT)
