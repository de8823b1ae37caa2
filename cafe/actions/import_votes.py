"""The ballots of a séance's file, written anew. Not an action: runs inside the import.

The file says what each ballot holds, not whose it was: each comes from somebody new, of whom
nothing else is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.jetons import new_jeton
from cafe.actions.core import RuleBroken
from cafe.actions.depot import insert_participant
from cafe.formats.seance_json import Rang
from cafe.models import EtatScrutin, Gommette, RangCarte, RangScrutin, Scrutin
from cafe.models.scrutin import POINTS_MAX
from cafe.models.scrutin_lecture import scrutins_of


def insert_ballots(session: Session, seance_id: str, rangs: Sequence[Rang]) -> None:
    """Write the dots of a séance whose votes are written already.

    Raises ``seance_incoherente`` for limits out of bounds; one dot too many breaks the
    constraints of the base.
    """
    votes = {row.id: row for row in scrutins_of(session, seance_id)}
    for row in votes.values():
        _allow(session, row)
    session.flush()
    ballots: dict[tuple[str, int], list[Rang]] = defaultdict(list)
    for rang in rangs:
        if not 1 <= rang["points"] <= votes[rang["scrutin_id"]].par_carte:
            raise RuleBroken("seance_incoherente")
        ballots[rang["scrutin_id"], rang["votant"]].append(rang)
    for (scrutin_id, _), lines in ballots.items():
        when = votes[scrutin_id].clos_le or clock.now()
        voter = insert_participant(session, seance_id, new_jeton(), when)
        dots = [(line["cible_id"], n) for line in lines for n in range(1, line["points"] + 1)]
        session.add_all(
            Gommette(
                scrutin_id=scrutin_id,
                participant_id=voter,
                cible_id=cible_id,
                rang=rang,
                rang_carte=rang_carte,
                le=when,
            )
            for rang, (cible_id, rang_carte) in enumerate(dots, start=1)
        )


def _allow(session: Session, row: Scrutin) -> None:
    """The ranks that a vote allows, as its opening wrote them."""
    if not 1 <= row.par_carte <= row.points <= POINTS_MAX:
        raise RuleBroken("seance_incoherente")
    if row.etat is EtatScrutin.PREPARE:
        return
    session.add_all(RangScrutin(scrutin_id=row.id, rang=n) for n in range(1, row.points + 1))
    session.add_all(RangCarte(scrutin_id=row.id, rang=n) for n in range(1, row.par_carte + 1))
