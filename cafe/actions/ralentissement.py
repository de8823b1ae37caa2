"""Slowing down one participant, and lifting it: her next words wait to be read, one a minute.

Never by address: other people of the same room, or of the same phone line, are not touched. Nobody
says who it is: the gesture is « whoever wrote this ».
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.actions.core import RuleBroken, action, found
from cafe.actions.depot import record_word
from cafe.actions.tableau import Geste, hold_card
from cafe.models import Contribution, Participant, Phase, Statut


@action
def slow_down(session: Session, *, par: Identite, contribution_id: str) -> None:
    """Have the next words of whoever wrote this one wait to be read, and come one a minute.

    Who: whoever facilitates the séance. Rules: sent by its author, not typed by the team; not
    withdrawn; before the compte rendu has left. What she wrote before stays as it is. Already so:
    nothing changes. Event: ParticipantSlowedDown.
    """
    row, geste, who = _author(session, par, contribution_id)
    if row.statut is Statut.RETIREE:
        raise RuleBroken("parole_retiree")
    if row.saisie_par is not None:
        raise RuleBroken("ralentir_une_saisie")
    if who.ralenti_le is not None:
        return
    set_pace(session, geste, row, who, slow=True)


@action
def lift_slow_down(session: Session, *, par: Identite, contribution_id: str) -> None:
    """Take whoever wrote this word at their own pace again; what waits still waits.

    Who: as to slow down. Not slowed down: nothing changes. Event: SlowDownLifted.
    """
    row, geste, who = _author(session, par, contribution_id)
    if who.ralenti_le is None:
        return
    set_pace(session, geste, row, who, slow=False)


def _author(
    session: Session, par: Identite, contribution_id: str
) -> tuple[Contribution, Geste, Participant]:
    row, geste = hold_card(session, par, contribution_id)
    return row, geste, hold_author(session, geste, row)


def hold_author(session: Session, geste: Geste, row: Contribution) -> Participant:
    """Whoever wrote that word, locked; refused once the compte rendu has left."""
    if geste.seance.phase is Phase.CLOSE:
        raise RuleBroken("rencontre_close")
    return found(session, Participant, row.participant_id, lock=True)


def set_pace(
    session: Session,
    geste: Geste,
    row: Contribution,
    who: Participant,
    *,
    slow: bool,
    annule: int | None = None,
) -> None:
    """Slow her down or not, with its event. Not an action itself: an undo does it too."""
    who.ralenti_le = clock.now() if slow else None
    who.ralenti_par = geste.par.id if slow else None
    nature = "ParticipantSlowedDown" if slow else "SlowDownLifted"
    details = {} if annule is None else {"annule": annule}
    record_word(session, nature, row, geste.seance, geste.par, details=details)
