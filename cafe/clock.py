"""The one clock of the application.

Everything that asks what time it is asks here, so that a test (or a replayed demo) can
set another clock. Times are aware datetimes in UTC; days are those of where meetings are held.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from babel.dates import get_timezone

_source: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731


def now() -> datetime:
    """The current instant: an aware datetime in UTC."""
    return _source()


def day_of(instant: datetime) -> date:
    """The day that it was where the meetings are held."""
    return instant.astimezone(get_timezone("Europe/Paris")).date()


def set_clock(source: Callable[[], datetime] | None) -> None:
    """Replace the clock (``None`` puts the system's clock back)."""
    global _source
    _source = source or (lambda: datetime.now(UTC))
