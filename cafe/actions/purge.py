"""What is kept no longer than needed: the traits of participants, dead links."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Genre, Identite
from cafe.actions.core import NotAllowed, action, record
from cafe.models import Invitation, JetonReinitialisation, Participant, Seance

JOURS_PAR_MOIS = 30
LIENS_GARDES = timedelta(days=30)


@dataclass(frozen=True)
class Purge:
    """How much was (or would be) removed."""

    participants: int
    liens: int


@action
def purge(session: Session, *, par: Identite, mois: int = 12, essai: bool = False) -> Purge:
    """Detach the participants of séances closed for that long; drop links dead for a month.

    Detached: quality, quarter and table are forgotten. Words stay, with their receipts.
    ``essai`` only counts. Who: the command line. Event: Purged, unless nothing was removed.
    """
    if par.genre is not Genre.SYSTEME:
        raise NotAllowed
    now = clock.now()
    old = select(Seance.id).where(Seance.close_le < now - timedelta(days=mois * JOURS_PAR_MOIS))
    people = and_(
        Participant.seance_id.in_(old),
        or_(
            Participant.qualite.is_not(None),
            Participant.quartier.is_not(None),
            Participant.tablee_id.is_not(None),
        ),
    )
    dead = now - LIENS_GARDES
    resets = JetonReinitialisation.expire_le < dead
    invitations = and_(Invitation.expire_le < dead, Invitation.acceptee_le.is_(None))

    done = Purge(_count(session, people), _count(session, resets) + _count(session, invitations))
    if essai or done == Purge(0, 0):
        return done
    session.execute(
        update(Participant).where(people).values(qualite=None, quartier=None, tablee_id=None)
    )
    session.execute(delete(JetonReinitialisation).where(resets))
    session.execute(delete(Invitation).where(invitations))
    record(
        session,
        "Purged",
        par=par,
        demarche_id=None,
        details={"participants": done.participants, "liens": done.liens},
    )
    return done


def _count(session: Session, where: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).where(where)) or 0
