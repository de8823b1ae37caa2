"""Who may touch a word as its author: the holder of the secret that it was sent with.

Not actions: those of a participant begin here.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from cafe.access.identity import Genre, Identite
from cafe.access.jetons import hash_jeton
from cafe.actions.core import Missing, NotAllowed, RuleBroken, found
from cafe.models import Contribution, Participant, Statut
from cafe.models.participant import participant_by_jeton


def holder(session: Session, par: Identite) -> Participant:
    """The participant whose secret is shown. Raises ``NotAllowed``, ``Missing``."""
    if par.genre is not Genre.PARTICIPANT or not par.jeton:
        raise NotAllowed
    participant = participant_by_jeton(session, hash_jeton(par.jeton))
    if participant is None:
        raise Missing
    return participant


def own_word(session: Session, par: Identite, contribution_id: str) -> Contribution:
    """The holder's own word, held until commit. Raises the refusals of `holder`.

    Another's word is ``Missing``, as one that is not; a withdrawn one is ``deja_retiree``, one
    that was split ``parole_partagee``: its parts are what may be changed.
    """
    participant = holder(session, par)
    row = found(session, Contribution, contribution_id, lock=True)
    if row.participant_id != participant.id:
        raise Missing
    if row.statut is Statut.RETIREE:
        raise RuleBroken("deja_retiree")
    if row.statut is Statut.REMPLACEE:
        raise RuleBroken("parole_partagee")
    return row


def author_of(row: Contribution) -> Identite:
    """The author of a word, as an event names them."""
    return Identite(Genre.PARTICIPANT, id=row.participant_id, seance_id=row.seance_id)
