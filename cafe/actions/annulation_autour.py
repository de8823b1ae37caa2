"""The inverses of gestures around a card: its flag, its author's pace, to whom it was passed on.

Not actions: ``annulation`` calls them, once nothing has changed the same thing since.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from cafe.actions.core import found
from cafe.actions.ralentissement import hold_author, set_pace
from cafe.actions.signalements import restore_flag
from cafe.actions.suites_reprises import take_back_suites
from cafe.actions.tableau import Geste, check_stands
from cafe.models import Contribution, Evenement


def _flag_again(session: Session, geste: Geste, event: Evenement) -> None:
    (id_,) = event.ids("contribution")
    row = found(session, Contribution, id_, lock=True)
    check_stands(row)
    restore_flag(session, geste, row, annule=event.numero)


def _pace_back(session: Session, geste: Geste, event: Evenement) -> None:
    (id_,) = event.ids("contribution")
    row = found(session, Contribution, id_, lock=True)
    who = hold_author(session, geste, row)
    slowed = event.nature == "ParticipantSlowedDown"
    set_pace(session, geste, row, who, slow=not slowed, annule=event.numero)


INVERSES_AUTOUR: dict[str, Callable[[Session, Geste, Evenement], None]] = {
    "FlagCleared": _flag_again,
    "ParticipantSlowedDown": _pace_back,
    "SlowDownLifted": _pace_back,
    "SuiteGiven": take_back_suites,
}
