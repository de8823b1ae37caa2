"""What the room screen is sent: published words, and nothing of the others but their absence.

The wall of a question is ``mur-<question>``, its words ``parole-<contribution>``, its count
``compte-<question>``. A frozen wall gains nothing and loses at once what is taken off: a
hurtful word must not stay on a wall because the wall is frozen. A hidden wall gets nothing, nor
does one that reads back the suites: it is fetched again when the notes change.
"""

from __future__ import annotations

from cafe.live.lecture import Lecture
from cafe.live.messages import Geste, Operation
from cafe.live.pieces import Pieces
from cafe.live.touches import SANS_EFFET
from cafe.models import Mur
from cafe.models.visibilite import Regard, visible


def wall_operations(lecture: Lecture, pieces: Pieces) -> list[Operation]:
    """The operations that bring a wall from before the events to the rows of now."""
    if lecture.mur in (Mur.MASQUE, Mur.SUITES):
        return []
    natures = lecture.touches.cartes
    operations: list[Operation] = []
    for card in lecture.cartes.values():
        done = natures.get(card.id, set())
        if not done - SANS_EFFET:
            continue
        if visible(card, Regard.ECRAN):
            if lecture.mur is Mur.DIRECT:
                html = pieces.parole(card)
                operations.append(Operation(Geste.APPEND, f"mur-{card.question_id}", html))
        elif done != {"ContributionPosted"}:
            operations.append(Operation(Geste.REMOVE, f"parole-{card.id}"))
    return operations
