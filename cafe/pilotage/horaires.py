"""Days and hours of a séance as instants: the hall's clocks, written without a zone on the form."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from flask_babel import to_utc

from cafe.models import Seance


def hours_of(row: Seance) -> tuple[datetime | date | None, datetime | None]:
    """Start and end, from the hall's own clocks; a plain day when no hour is known."""
    if row.jour is None or row.heure_debut is None:
        return row.jour, None
    start = instant_at(row.jour, row.heure_debut)
    if row.heure_fin is None:
        return start, None
    # An evening may end after midnight.
    late = timedelta(days=1) if row.heure_fin < row.heure_debut else timedelta()
    return start, instant_at(row.jour + late, row.heure_fin)


def instant_at(jour: date, heure: time) -> datetime:
    """That hour of that day on the hall's clocks, as an aware UTC instant."""
    # Never ``datetime(…, tzinfo=…)`` with the zone of Flask-Babel: it would take the solar
    # time of the nineteenth century, nine minutes off.
    instant: datetime = to_utc(datetime.combine(jour, heure))
    return instant.replace(tzinfo=UTC)
