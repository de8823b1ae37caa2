"""The counts of published words, told apart from the words and a few times a second at most.

Each word changes its question's count, and counting costs more the more words there are: said
with each of a hundred words a second it would cost more than the words. Their message bears the
number of the words just sent: a page that lost these sees the hole at once.
"""

from __future__ import annotations

import time
from collections.abc import Iterable

from sqlalchemy.orm import Session

from cafe.live.lecture import wall_of
from cafe.live.messages import Geste, Operation
from cafe.live.pieces import Pieces
from cafe.live.rooms import Genre, Salle
from cafe.live.salles import Salles
from cafe.models import Mur
from cafe.models.tableau import published_counts

SECONDS = 0.3


class Comptes:
    """Which questions must be counted again, and when that may be said next."""

    def __init__(self, salles: Salles, pieces: Pieces) -> None:
        self._salles = salles
        self._pieces = pieces
        self._changed: dict[str, set[str]] = {}
        self._next = 0.0

    def note(self, seance_id: str, questions: Iterable[str]) -> None:
        """Words of these questions came, went or changed state."""
        if found := set(questions):
            self._changed.setdefault(seance_id, set()).update(found)

    def wait(self, longest: float) -> float:
        """Seconds until counts are due; ``longest`` when none is."""
        return min(longest, max(0.0, self._next - time.monotonic())) if self._changed else longest

    def say(self, session: Session) -> None:
        """Tell boards, and walls that are neither frozen nor hidden, what is due."""
        if not self._changed or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + SECONDS
        changed, self._changed = self._changed, {}
        for seance_id, questions in changed.items():
            audiences = [Salle(Genre.TABLEAU, seance_id)]
            if wall_of(session, seance_id) is Mur.DIRECT:
                audiences.append(Salle(Genre.ECRAN, seance_id))
            audiences = [salle for salle in audiences if self._salles.present(salle)]
            if audiences:
                operations = self._operations(session, questions)
                for salle in audiences:
                    self._salles.send(salle, self._salles.numero(salle), operations)

    def _operations(self, session: Session, questions: set[str]) -> list[Operation]:
        return [
            Operation(Geste.REPLACE, f"compte-{question}", self._pieces.compte(question, count))
            for question, count in published_counts(session, sorted(questions)).items()
        ]
