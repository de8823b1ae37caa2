"""The counts of a board's words, told apart from the words and a few times a second at most.

Each word changes its question's count and its column's: said with each of a hundred words a second
they would weigh more than the words. Their message bears the number of the words just sent: a page
that lost these sees the hole at once.
"""

from __future__ import annotations

import time
from collections.abc import Mapping

from sqlalchemy.orm import Session

from cafe.live.effectifs import Effectifs
from cafe.live.lecture import wall_of
from cafe.live.messages import Geste, Operation
from cafe.live.pieces import Pieces
from cafe.live.rooms import Genre, Salle
from cafe.live.salles import Salles
from cafe.models import Mur
from cafe.models.emplacements import A_RELIRE
from cafe.models.relecture import only_disagreed
from cafe.models.tableau import Carte

SECONDS = 0.3


class Comptes:
    """Which counts have changed, and when that may be said next."""

    def __init__(self, salles: Salles, pieces: Pieces) -> None:
        self._salles = salles
        self._pieces = pieces
        self._effectifs = Effectifs()
        self._changed: dict[str, set[str]] = {}
        self._next = 0.0

    def follow(
        self,
        session: Session,
        seance_id: str,
        touched: Mapping[str, set[str]],
        cards: Mapping[str, Carte],
    ) -> None:
        """Words of a séance came, went or changed state; ``cards`` are those still there."""
        if changed := self._effectifs.follow(session, seance_id, touched, cards):
            self._changed.setdefault(seance_id, set()).update(changed)

    def forget(self, seance_id: str) -> None:
        """Nobody looks at that séance any more."""
        self._effectifs.forget(seance_id)
        self._changed.pop(seance_id, None)

    def wait(self, longest: float) -> float:
        """Seconds until counts are due; ``longest`` when none is."""
        return min(longest, max(0.0, self._next - time.monotonic())) if self._changed else longest

    def say(self, session: Session) -> None:
        """Tell boards, and walls that are neither frozen nor hidden, what is due."""
        if not self._changed or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + SECONDS
        changed, self._changed = self._changed, {}
        for seance_id, names in changed.items():
            self._tell(session, Salle(Genre.TABLEAU, seance_id), names)
            if wall_of(session, seance_id) is Mur.DIRECT:
                # How many words wait or were refused is none of the room's business.
                shown = {name for name in names if name.startswith("compte-")}
                self._tell(session, Salle(Genre.ECRAN, seance_id), shown)

    def _tell(self, session: Session, salle: Salle, names: set[str]) -> None:
        if names and self._salles.present(salle):
            said = [self._operation(session, salle.seance_id, name) for name in sorted(names)]
            self._salles.send(salle, self._salles.numero(salle), said)

    def _operation(self, session: Session, seance_id: str, name: str) -> Operation:
        count = self._effectifs.count(seance_id, name)
        if name == A_RELIRE:
            waiting = count + only_disagreed(session, seance_id)
            return Operation(Geste.REPLACE, name, self._pieces.a_relire(seance_id, waiting))
        kind, _, place = name.partition("-")
        if kind == "compte":
            return Operation(Geste.REPLACE, name, self._pieces.compte(place, count))
        return Operation(Geste.REPLACE, f"nombre-{name}", self._pieces.nombre(name, count))
