"""The one clock of the application.

Everything that asks what time it is asks here, so that a test (or a replayed demo) can
set another clock. Times are aware datetimes in UTC; only templates know of Europe/Paris.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

_source: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731


def now() -> datetime:
    """The current instant: an aware datetime in UTC."""
    return _source()


def set_clock(source: Callable[[], datetime] | None) -> None:
    """Replace the clock (``None`` puts the system's clock back)."""
    global _source
    _source = source or (lambda: datetime.now(UTC))
