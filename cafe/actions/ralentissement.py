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
    who.ralenti_le, who.ralenti_par = clock.now(), geste.par.id
    _record(session, "ParticipantSlowedDown", row, geste)


@action
def lift_slow_down(session: Session, *, par: Identite, contribution_id: str) -> None:
    """Take whoever wrote this word at their own pace again; what waits still waits.

    Who: as to slow down. Not slowed down: nothing changes. Event: SlowDownLifted.
    """
    row, geste, who = _author(session, par, contribution_id)
    if who.ralenti_le is None:
        return
    who.ralenti_le = who.ralenti_par = None
    _record(session, "SlowDownLifted", row, geste)


def _author(
    session: Session, par: Identite, contribution_id: str
) -> tuple[Contribution, Geste, Participant]:
    row, geste = hold_card(session, par, contribution_id)
    if geste.seance.phase is Phase.CLOSE:
        raise RuleBroken("rencontre_close")
    return row, geste, found(session, Participant, row.participant_id, lock=True)


def _record(session: Session, nature: str, row: Contribution, geste: Geste) -> None:
    record_word(session, nature, row, geste.seance, geste.par)
