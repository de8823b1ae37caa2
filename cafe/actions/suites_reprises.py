"""Taking back what was passed on to a structure by mistake. No action: ``annulation`` calls it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.core import found, record, require
from cafe.actions.tableau import Geste, check_stands
from cafe.models import Contribution, Evenement, Suite


def take_back_suites(session: Session, geste: Geste, event: Evenement) -> None:
    """Close the suites that a gesture gave and open those that it replaced; all are kept.

    Who: whoever may give one, besides facilitating. Event: SuiteTakenBack.
    """
    require(session, geste.par, Pouvoir.PROPOSER, Lieu(geste.seance.demarche_id))
    given = [found(session, Suite, id_, lock=True) for id_ in event.details["suites"]]
    former = [found(session, Suite, id_, lock=True) for id_ in event.details["remplacees"]]
    for id_ in event.ids("contribution"):
        check_stands(found(session, Contribution, id_))
    for row in given:
        row.fin_le = clock.now()
    # At most one is open for each word at a time.
    session.flush()
    for row in former:
        row.fin_le = None
    record(
        session,
        "SuiteTakenBack",
        par=geste.par,
        demarche_id=geste.seance.demarche_id,
        seance_id=geste.seance.id,
        objets=[(one.genre, one.objet_id) for one in event.objets],
        details={
            "nature": event.details["nature"],
            "suites": event.details["suites"],
            "remplacees": event.details["remplacees"],
            "annule": event.numero,
        },
    )
