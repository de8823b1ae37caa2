"""Days and hours of a séance as instants: the hall's clocks, written without a zone on the form."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from cafe.clock import instant_at
from cafe.models import Seance
from cafe.models.ouverture import ouverture_of


def hours_of(row: Seance) -> tuple[datetime | date | None, datetime | None]:
    """Start and end, from the hall's own clocks; a plain day when no hour is known.

    Of a collecte, its first and last days.
    """
    dates = ouverture_of(row)
    if dates is not None and dates.debut is not None:
        last = time.max if dates.minuit or row.heure_fin is None else row.heure_fin
        return dates.debut, instant_at(dates.dernier, last)
    if row.jour is None or row.heure_debut is None:
        return row.jour, None
    start = instant_at(row.jour, row.heure_debut)
    if row.heure_fin is None:
        return start, None
    # An evening may end after midnight.
    late = timedelta(days=1) if row.heure_fin < row.heure_debut else timedelta()
    return start, instant_at(row.jour + late, row.heure_fin)
