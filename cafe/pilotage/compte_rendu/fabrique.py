"""Long drawings, under way elsewhere: kept in memory for a few minutes, never on disk.

One process serves (ADR 0005), so that one dictionary knows them all.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cafe import clock
from cafe.models.base import new_id
from cafe.threads import Tache

DUREE = timedelta(minutes=10)
GARDEES = 8


@dataclass(frozen=True)
class Fabrication:
    """One drawing: for which séance, under which name, since when; ``jeton`` is its address.

    ``numero`` is the last event that it was composed with.
    """

    seance_id: str
    extension: str
    nom: str
    contributions: int
    numero: int
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

    def keep(
        self,
        tache: Tache[bytes],
        *,
        seance_id: str,
        extension: str,
        nom: str,
        contributions: int,
        numero: int,
    ) -> Fabrication:
        """Keep a drawing that has just begun; with too many, the oldest one gives way."""
        self._forget_old()
        while len(self._known) >= GARDEES:
            self._known.popitem(last=False)
        made = Fabrication(seance_id, extension, nom, contributions, numero, tache)
        self._known[made.jeton] = made
        return made

    def get(self, jeton: str, seance_id: str) -> Fabrication | None:
        """A drawing of that séance; None once it is forgotten."""
        self._forget_old()
        found = self._known.get(jeton)
        return found if found is not None and found.seance_id == seance_id else None

    def forget(self, jeton: str) -> None:
        """Drop a drawing: a text that it may print was erased since."""
        self._known.pop(jeton, None)

    def _forget_old(self) -> None:
        limit = clock.now() - DUREE
        for jeton in [j for j, made in self._known.items() if made.debut < limit]:
            del self._known[jeton]
