"""How many words stand in each column of a board, kept as words come and go.

Counted anew, they would cost more the more words there are. One reading when a board begins to be
followed, then each word that an event names is moved from one count to another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sqlalchemy.orm import Session

from cafe.models.emplacements import A_RELIRE, Place, counts_of_question, place_of, places_of
from cafe.models.question import questions_of
from cafe.models.tableau import Carte

# A word's place says nothing of what its author objects.
_DESACCORDS = frozenset({"ObjectionPosted", "ObjectionAnswered"})
_NEUVES = frozenset({"ContributionPosted", "ContributionsImported"})


class _Board:
    """The places of one séance's words, and how many each holds."""

    def __init__(self, places: Mapping[str, Place]) -> None:
        self.places = dict(places)
        self.counts = Counter(name for place in places.values() for name in place.noms)

    def put(self, card_id: str, place: Place | None) -> set[str]:
        """A word is there now, or nowhere; returns the counts that changed."""
        former = self.places.pop(card_id, None)
        if place is not None:
            self.places[card_id] = place
        before = set(former.noms) if former else set()
        after = set(place.noms) if place else set()
        self.counts.subtract(before - after)
        self.counts.update(after - before)
        return before ^ after


class Effectifs:
    """The counts of the boards that somebody follows, by name: ``libres-<question>``…"""

    def __init__(self) -> None:
        self._boards: dict[str, _Board] = {}

    def follow(
        self,
        session: Session,
        seance_id: str,
        touched: Mapping[str, set[str]],
        cards: Mapping[str, Carte],
    ) -> set[str]:
        """Take in what events touched; returns the names of the counts to say again.

        ``touched``: by which natures of events. ``cards``: those that are still there, and those
        that stand with them.
        """
        board = self._boards.get(seance_id)
        if board is None:
            # The rows of now hold what was touched. Nobody knows where a word stood before, unless
            # it has just come: what it left may hold nothing any more, and says so too.
            self._boards[seance_id] = _Board(places_of(session, seance_id))
            if all(natures <= _NEUVES for natures in touched.values()):
                return {
                    A_RELIRE,
                    *(name for card in cards.values() for name in place_of(card).noms),
                }
            questions = questions_of(session, seance_id)
            return {A_RELIRE}.union(*(counts_of_question(question.id) for question in questions))
        changed: set[str] = set()
        if any(natures & _DESACCORDS for natures in touched.values()):
            changed.add(A_RELIRE)
        for card_id in {*touched, *cards}:
            card = cards.get(card_id)
            changed |= board.put(card_id, place_of(card) if card else None)
        return changed

    def forget(self, seance_id: str) -> None:
        """Nobody follows that board: what happens to it is no longer heard."""
        self._boards.pop(seance_id, None)

    def count(self, seance_id: str, name: str) -> int:
        """How many words that count holds."""
        board = self._boards.get(seance_id)
        return board.counts[name] if board else 0
