"""The countdown as every screen gets it: when the step ends, what time the server has.

Read only. A screen never uses its own clock: it counts from ``maintenant``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cafe import clock
from cafe.models.etape import Etape
from cafe.models.seance import Phase, Seance


@dataclass(frozen=True)
class Compte:
    """Milliseconds. ``fin``: the end while the clock runs; ``pause``: what is left while it is
    stopped; both None where nothing is timed. ``jusqua`` is the end, for pages without script."""

    fin: int | None
    maintenant: int
    pause: int | None = None
    jusqua: datetime | None = None

    @property
    def actif(self) -> bool:
        """Whether there is anything to count."""
        return self.fin is not None or self.pause is not None


def minuteur_of(seance: Seance, etape: Etape | None) -> Compte:
    """The countdown of a séance at its étape under way."""
    now = clock.now()
    at = milliseconds(now) or 0
    if seance.phase is not Phase.OUVERTE or etape is None or etape.fin_prevue_le is None:
        return Compte(None, at)
    if etape.pause_le is not None:
        left = etape.fin_prevue_le - etape.pause_le
        return Compte(None, at, pause=int(left.total_seconds() * 1000))
    return Compte(milliseconds(etape.fin_prevue_le), at, jusqua=etape.fin_prevue_le)


def milliseconds(instant: datetime | None) -> int | None:
    """Milliseconds since 1970, as they travel."""
    return None if instant is None else int(instant.timestamp() * 1000)
