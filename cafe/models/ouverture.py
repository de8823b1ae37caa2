"""When a collecte opens and closes: its dates, on the clocks of where it is held.

Only a collecte with a last day has any: any other séance is opened and ended by whoever leads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.models.question import Question
from cafe.models.seance import Format, Phase, Seance


@dataclass(frozen=True)
class Ouverture:
    """From when (None: when somebody opens it) to when words are taken; aware UTC instants.

    ``minuit``: it closes at the end of ``dernier``, its last day, no hour having been given.
    """

    debut: datetime | None
    fin: datetime
    dernier: date
    minuit: bool

    def begun(self, at: datetime) -> bool:
        """Whether its hour has come, and it is not over."""
        return self.debut is not None and self.debut <= at < self.fin

    def over(self, at: datetime) -> bool:
        """Whether it is closed: a word that still comes is late."""
        return at >= self.fin


def ouverture_of(seance: Seance) -> Ouverture | None:
    """The dates of a séance; None when it has none to keep."""
    return ouverture_between(
        seance.format, seance.jour, seance.heure_debut, seance.jour_fin, seance.heure_fin
    )


def ouverture_between(
    format_: Format,
    jour: date | None,
    heure_debut: time | None,
    jour_fin: date | None,
    heure_fin: time | None,
) -> Ouverture | None:
    """The same, of plain values. Without hours: whole days, the last one included."""
    if format_ is not Format.COLLECTE or jour_fin is None:
        return None
    if any(day is not None and day.year not in clock.ANNEES for day in (jour, jour_fin)):
        return None
    whole = heure_fin is None or heure_fin == time.min
    after = jour_fin + timedelta(days=1) if heure_fin is None else jour_fin
    return Ouverture(
        debut=clock.instant_at(jour, heure_debut or time.min) if jour else None,
        fin=clock.instant_at(after, heure_fin or time.min),
        dernier=after - timedelta(days=1) if whole else jour_fin,
        minuit=whole,
    )


def due_phase(session: Session, seance: Seance, at: datetime) -> Phase | None:
    """The phase that the dates of a collecte ask of it now; None when they ask nothing.

    One that has no question does not open, and one that somebody ended stays so.
    """
    dates = ouverture_of(seance)
    if dates is None:
        return None
    if seance.phase is Phase.OUVERTE and dates.over(at):
        return Phase.TERMINEE
    asks = select(Question.id).where(Question.seance_id == seance.id).limit(1)
    if (
        seance.phase is Phase.PREPARATION
        and seance.repetition_de is None
        and dates.begun(at)
        and session.scalar(asks) is not None
    ):
        return Phase.OUVERTE
    return None


def due_seances(session: Session, at: datetime) -> list[str]:
    """The ids of the collectes whose dates ask for another phase."""
    rows = session.scalars(
        select(Seance).where(
            Seance.format == Format.COLLECTE,
            Seance.jour_fin.is_not(None),
            Seance.phase.in_((Phase.PREPARATION, Phase.OUVERTE)),
        )
    )
    return [row.id for row in rows if due_phase(session, row, at) is not None]
