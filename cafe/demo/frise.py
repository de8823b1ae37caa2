"""The demo's timeline: gestures planned in any order, played in the order of their dates.

So each row has its date, and the events are numbered as if the demo had been lived.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import ParamSpec

from cafe import clock
from cafe.documents.francais import local

P = ParamSpec("P")


@dataclass
class Frise:
    """What happens when. ``maintenant`` is the instant at which the demo is built."""

    maintenant: datetime
    _gestes: list[tuple[datetime, int, Callable[[], object]]] = field(default_factory=list)

    @property
    def aujourd_hui(self) -> date:
        """The day it is in the town."""
        return local(self.maintenant).date()

    def day(self, jour: int) -> date:
        """The date of a day counted from today."""
        return self.aujourd_hui + timedelta(days=jour)

    def at(self, jour: int, heure: str, minutes: float = 0) -> datetime:
        """The instant of a day counted from today, at « 17:30 » by the town's clocks."""
        as_utc = datetime.combine(self.day(jour), time.fromisoformat(heure), UTC)
        # Asked of the instant: a zone of pytz put on a date would give the time of 1891.
        shift = local(as_utc).utcoffset() or timedelta()
        return as_utc - shift + timedelta(minutes=minutes)

    def plan(
        self, quand: datetime, geste: Callable[P, object], *args: P.args, **kwargs: P.kwargs
    ) -> None:
        """Note a call to make. Two of the same instant are played as they were planned."""
        if quand > self.maintenant:
            raise ValueError(f"nothing of the demo has happened yet on {quand}")
        self._gestes.append((quand, len(self._gestes), partial(geste, *args, **kwargs)))

    def play(self, au_fil: Callable[[float], object] | None = None) -> None:
        """Make every gesture with the clock at its date; the clock is put back in any case.

        ``au_fil`` hears how far it is, from 0 to 1.
        """
        shown = self.maintenant
        clock.set_clock(lambda: shown)
        ordered = sorted(self._gestes, key=lambda planned: planned[:2])
        try:
            for done, (quand, _, geste) in enumerate(ordered, start=1):
                shown = quand
                geste()
                if au_fil is not None:
                    au_fil(done / len(ordered))
        finally:
            clock.set_clock(None)
