"""The door of a séance: the qualities people are counted by, how many came, the last one counted.

Read only. Residents are counted, never named; who counted is kept, so that each station takes
back its own last one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.models.rotation import Badge, Pointage
from cafe.models.seance import Effectif

# Where a séance has none of its own. They are kept and printed as they are: French, in the base.
QUALITES = (
    "habitant·e·s",
    "conseillers citoyens",
    "associations",
    "institutions",
    "entreprises",
    "élu·e·s",
)


@dataclass(frozen=True)
class Comptes:
    """How many came as what, in the order of the page."""

    par_qualite: Mapping[str, int]

    @property
    def total(self) -> int:
        """Everybody counted so far."""
        return sum(self.par_qualite.values())


def offered_qualites(session: Session, seance_id: str) -> tuple[str, ...]:
    """The qualities of the page of accueil: those of the séance and of its badges, or the usual
    ones."""
    known = session.scalars(
        select(Effectif.qualite)
        .where(Effectif.seance_id == seance_id)
        .order_by(Effectif.ordre, Effectif.qualite)
    )
    series = session.execute(
        select(Badge.serie).where(Badge.seance_id == seance_id).group_by(Badge.serie)
    ).scalars()
    own = dict.fromkeys([*known, *sorted(series)])
    return tuple(own) or QUALITES


def counts_at_the_door(session: Session, seance_id: str) -> Comptes:
    """What the séance's présences say, nought for a quality that nobody has yet."""
    rows = session.execute(
        select(Effectif.qualite, Effectif.nombre).where(Effectif.seance_id == seance_id)
    )
    counted = {qualite: nombre for qualite, nombre in rows}
    return Comptes({q: counted.get(q, 0) for q in offered_qualites(session, seance_id)})


def last_pointage(session: Session, seance_id: str, par: str) -> Pointage | None:
    """The last person that this account or device counted and did not take back."""
    return session.scalar(
        select(Pointage)
        .where(
            Pointage.seance_id == seance_id,
            Pointage.par == par,
            Pointage.annule_le.is_(None),
        )
        .order_by(Pointage.le.desc(), Pointage.id.desc())
        .limit(1)
    )
