"""The one clock of the application.

Everything that asks what time it is asks here, so that a test (or a replayed demo) can
set another clock. Times are aware datetimes in UTC; days are those of where meetings are held.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from babel.dates import get_timezone

# Years that a calendar of meetings may hold: at both ends instants cannot be told.
ANNEES = range(1900, 9999)

_source: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731


def now() -> datetime:
    """The current instant: an aware datetime in UTC."""
    return _source()


def day_of(instant: datetime) -> date:
    """The day that it was where the meetings are held."""
    return instant.astimezone(_paris()).date()


def instant_at(jour: date, heure: time) -> datetime:
    """That hour of that day on the clocks of where meetings are held, as an aware UTC instant.

    An hour that does not exist, in spring, is the one after it.
    """
    # Never ``datetime(…, tzinfo=…)`` with a zone of pytz: it would take the solar time of the
    # nineteenth century, nine minutes off.
    said = datetime.combine(jour, heure, UTC)
    instant = said
    for _ in range(2):  # the second time, the offset is that of the instant itself
        instant = said - (instant.astimezone(_paris()).utcoffset() or timedelta())
    return instant


def _paris() -> tzinfo:
    zone: tzinfo = get_timezone("Europe/Paris")
    return zone


def set_clock(source: Callable[[], datetime] | None) -> None:
    """Replace the clock (``None`` puts the system's clock back)."""
    global _source
    _source = source or (lambda: datetime.now(UTC))
