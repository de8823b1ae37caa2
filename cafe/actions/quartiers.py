"""A participant says their quartier, if they wish: it serves totals, never a text."""

from __future__ import annotations

from sqlalchemy.orm import Session

from cafe.access.identity import Genre, Identite
from cafe.actions.auteurs import holder
from cafe.actions.core import RuleBroken, action, found, record
from cafe.models import Seance


@action
def say_quartier(session: Session, *, par: Identite, quartier: str) -> None:
    """Keep the quartier of whoever asks, or forget it when it is empty.

    Who: the holder of a participant's secret who has spoken. Rule: one that the démarche names.
    Event: QuartierSaid, without the quartier, unless nothing changed.
    """
    participant = holder(session, par)
    seance = found(session, Seance, participant.seance_id)
    if quartier and quartier not in seance.demarche.quartiers:
        raise RuleBroken("quartier_inconnu", champ="quartier")
    if (participant.quartier or "") == quartier:
        return
    participant.quartier = quartier or None
    record(
        session,
        "QuartierSaid",
        par=Identite(Genre.PARTICIPANT, id=participant.id, seance_id=seance.id),
        demarche_id=seance.demarche_id,
        seance_id=seance.id,
        objets=[("participant", participant.id)],
    )
