"""A voice that nothing else says is marked, so that it is not lost among groups."""

from __future__ import annotations

from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.actions.core import action
from cafe.actions.tableau import (
    Geste,
    check_card,
    check_groupable,
    check_stands,
    hold_card,
    record_card,
)
from cafe.models import Contribution


@action
def mark_lone_voice(
    session: Session, *, par: Identite, contribution_id: str, isolee: bool, version: int | None
) -> int:
    """Mark a published word as a lone voice, or take the mark away; returns its version.

    Who: whoever facilitates the séance. It stays where it is, in a group or not. Already so:
    nothing changes. Event: LoneVoiceMarked or LoneVoiceUnmarked.
    """
    row, geste = hold_card(session, par, contribution_id)
    if (row.isolee_le is not None) is isolee:
        return row.version
    if isolee:
        check_groupable(row)
    check_card(session, row, version)
    return set_lone_voice(session, geste, row, isolee=isolee)


def set_lone_voice(
    session: Session, geste: Geste, row: Contribution, *, isolee: bool, annule: int | None = None
) -> int:
    """Give or take the mark, with its event. Not an action itself: an undo does it too."""
    check_stands(row)
    row.isolee_le = clock.now() if isolee else None
    nature = "LoneVoiceMarked" if isolee else "LoneVoiceUnmarked"
    details: dict[str, object] = {} if annule is None else {"annule": annule}
    return record_card(session, nature, row, geste, details=details)
