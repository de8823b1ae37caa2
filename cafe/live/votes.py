"""The totals of a vote on room screens: told once a second at most, however many people vote.

A thousand phones give their dots within two minutes; each dot is an event. Phones hear of none
of them, boards neither; a screen that shows the vote or the plenary fetches itself again.
"""

from __future__ import annotations

import time

from sqlalchemy.orm import Session

from cafe.live.rooms import Genre, Salle
from cafe.live.salles import Salles
from cafe.models import Seance
from cafe.models.vue_ecran import VUES_DES_VOTES, vue_of

SECONDS = 1.0


class Votes:
    """Which séances had dots given, and when that may be said next."""

    def __init__(self, salles: Salles) -> None:
        self._salles = salles
        self._changed: dict[str, int] = {}
        self._next = 0.0

    def note(self, seance_id: str, numero: int) -> None:
        """Dots were given, taken back or counted on paper, up to that event."""
        self._changed[seance_id] = numero

    def wait(self, longest: float) -> float:
        """Seconds until something is due; ``longest`` when nothing is."""
        return min(longest, max(0.0, self._next - time.monotonic())) if self._changed else longest

    def say(self, session: Session) -> None:
        """Have the screens that show these votes fetch themselves again."""
        if not self._changed or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + SECONDS
        changed, self._changed = self._changed, {}
        for seance_id, numero in changed.items():
            screens = Salle(Genre.ECRAN, seance_id)
            seance = session.get(Seance, seance_id) if self._salles.present(screens) else None
            if seance is not None and vue_of(seance) in VUES_DES_VOTES:
                self._salles.ask_refetch(screens, max(numero, self._salles.numero(screens)))
