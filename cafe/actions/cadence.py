"""How many gestures of one person are taken in a minute: counted in memory, at the same cost
whoever else taps. A restart forgets, which costs nothing: what is limited is a game."""

from __future__ import annotations

from collections import OrderedDict, deque
from datetime import datetime, timedelta

MINUTE = timedelta(minutes=1)


class Cadence:
    """The instants of the last minute, by person; whoever stopped longer ago is not held."""

    def __init__(self, par_minute: int) -> None:
        self.par_minute = par_minute
        self._gestes: OrderedDict[str, deque[datetime]] = OrderedDict()

    def take(self, qui: str, now: datetime) -> bool:
        """One more gesture of somebody: False, and not counted, where it is one too many."""
        self._forget(now)
        gestes = self._gestes.setdefault(qui, deque())
        while gestes and gestes[0] <= now - MINUTE:
            gestes.popleft()
        if len(gestes) >= self.par_minute:
            return False
        gestes.append(now)
        self._gestes.move_to_end(qui)
        return True

    def held(self) -> int:
        """How many people are held in memory."""
        return len(self._gestes)

    def _forget(self, now: datetime) -> None:
        """Those whose last gesture is the oldest come first: each is dropped once."""
        while self._gestes:
            qui, gestes = next(iter(self._gestes.items()))
            if gestes and gestes[-1] > now - MINUTE:
                return
            del self._gestes[qui]
