"""Long drawings, under way in native threads: kept in memory for a few minutes, never on disk.

One process serves (ADR 0005), so that one dictionary knows them all. An erasure empties it: what
was drawn before may still hold the words.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cafe import clock
from cafe.models.base import new_id
from cafe.threads import Tache, start_in_native_thread

DUREE = timedelta(minutes=10)
GARDEES = 8


@dataclass(frozen=True)
class Fabrication:
    """One drawing: for which séance, under which name, since when; ``jeton`` is its address."""

    seance_id: str
    extension: str
    nom: str
    contributions: int
    tache: Tache[bytes]
    debut: datetime = field(default_factory=clock.now)
    jeton: str = field(default_factory=new_id)

    @property
    def secondes(self) -> int:
        """How long ago it began."""
        return int((clock.now() - self.debut).total_seconds())


class Fabrique:
    """The drawings of one application, the latest ones only."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Fabrication] = OrderedDict()

    def start(
        self,
        *,
        seance_id: str,
        extension: str,
        nom: str,
        contributions: int,
        work: Callable[[], bytes],
    ) -> Fabrication:
        """Begin a drawing and come back at once."""
        self._forget_old()
        made = Fabrication(seance_id, extension, nom, contributions, start_in_native_thread(work))
        self._known[made.jeton] = made
        return made

    def get(self, jeton: str, seance_id: str) -> Fabrication | None:
        """A drawing of that séance; None once it is forgotten."""
        self._forget_old()
        found = self._known.get(jeton)
        return found if found is not None and found.seance_id == seance_id else None

    def clear(self) -> None:
        """Forget all of them: a text was erased."""
        self._known.clear()

    def _forget_old(self) -> None:
        limit = clock.now() - DUREE
        for jeton in [j for j, made in self._known.items() if made.debut < limit]:
            del self._known[jeton]
        while len(self._known) >= GARDEES:
            self._known.popitem(last=False)
