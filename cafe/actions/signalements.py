"""« J’ai regardé, c’est bon »: a word that the local lists point at, left as it is by a person."""

from __future__ import annotations

from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.actions.core import RuleBroken, action
from cafe.actions.depot import record_word
from cafe.actions.tableau import Geste, check_card, hold_card
from cafe.models import Contribution, Statut


@action
def clear_flag(
    session: Session, *, par: Identite, contribution_id: str, version: int | None
) -> int:
    """Leave a flagged word as it is: it is pointed at no more until its text changes.

    Who: whoever facilitates the séance. Nothing to look at, or looked at already: nothing
    changes. Returns the version, which stays: no other gesture is late because of this one.
    Event: FlagCleared.
    """
    row, geste = hold_card(session, par, contribution_id)
    if row.statut is Statut.RETIREE:
        raise RuleBroken("parole_retiree")
    if row.signalement is None or row.signalement_vu_le is not None:
        return row.version
    check_card(session, row, version)
    row.signalement_vu_le = clock.now()
    said = {"signalement": row.signalement.value}
    record_word(session, "FlagCleared", row, geste.seance, geste.par, details=said)
    return row.version


def restore_flag(session: Session, geste: Geste, row: Contribution, *, annule: int) -> None:
    """Have a word looked at again. Not an action: an undo does it. Event: FlagRestored."""
    row.signalement_vu_le = None
    said = {"signalement": row.signalement.value if row.signalement else None, "annule": annule}
    record_word(session, "FlagRestored", row, geste.seance, geste.par, details=said)
