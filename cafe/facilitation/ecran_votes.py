"""A vote on the room screen: its cards while it is hidden, its totals once the room may see."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from cafe.models import EtatScrutin, Scrutin, Seance
from cafe.models.scrutin_lecture import (
    Total,
    current_scrutin,
    result_of,
    scrutins_of,
    totals_shown,
)
from cafe.models.visibilite import Regard

# More lines would be too small for the last row of seats.
LIGNES_MAX = 8


@dataclass(frozen=True)
class VoteEcran:
    """``totaux`` is what fits of the cards still seen, ``autres`` counts those that do not.

    ``montre``: the totals are shown; otherwise only how many have voted. ``maximum`` is the
    longest bar.
    """

    scrutin: Scrutin
    ouvert: bool
    montre: bool
    totaux: tuple[Total, ...]
    autres: int
    maximum: int
    telephone: int
    papier: int
    votants: int
    presents: int | None


def vote_ecran(session: Session, seance: Seance) -> VoteEcran | None:
    """The vote under way, else the one closed last; None before the first."""
    row = current_scrutin(session, seance.id)
    if row is None:
        closed = [s for s in scrutins_of(session, seance.id) if s.clos_le is not None]
        row = max(closed, key=lambda s: str(s.clos_le), default=None)
    if row is None:
        return None
    shown = totals_shown(row, Regard.ECRAN)
    result = result_of(session, row)
    lines = result.classement() if shown else result.totaux
    seen = [total for total in lines if total.carte.titre is not None]
    return VoteEcran(
        scrutin=row,
        ouvert=row.etat is EtatScrutin.OUVERT,
        montre=shown,
        totaux=tuple(seen[:LIGNES_MAX]),
        autres=len(seen[LIGNES_MAX:]),
        maximum=max((total.points for total in seen), default=0) or 1,
        telephone=result.points - result.papier,
        papier=result.papier,
        votants=result.votants,
        presents=result.presents,
    )
