"""What the room screen is sent: published words, and nothing of the others but their absence.

The wall of a question is ``mur-<question>``, its words ``parole-<contribution>``, its count
``compte-<question>``. A frozen wall gains nothing and loses at once what is taken off: a
hurtful word must not stay on a wall because the wall is frozen. A hidden wall gets nothing.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.live.announce_tableau import count_operation
from cafe.live.messages import Geste, Operation
from cafe.live.pieces import Pieces
from cafe.live.touches import Touches
from cafe.models import Mur, Seance
from cafe.models.tableau import cards_by_id, published_counts
from cafe.models.visibilite import Regard, visible

# These leave the wall as it is: it does not show groups, and a word never shown is no news.
_SANS_EFFET = frozenset(
    {"ContributionMoved", "RegroupementCreated", "RegroupementClosed", "RegroupementRenamed"}
)


def wall_operations(
    session: Session, seance_id: str, touches: Touches, pieces: Pieces
) -> list[Operation]:
    """The operations that bring a wall from before the events to the rows of now."""
    mur = session.scalar(select(Seance.mur).where(Seance.id == seance_id))
    if mur is Mur.MASQUE:
        return []
    touched = [card for card, natures in touches.cartes.items() if natures - _SANS_EFFET]
    operations: list[Operation] = []
    for card in cards_by_id(session, touched):
        if visible(card, Regard.ECRAN):
            if mur is Mur.DIRECT:
                html = pieces.parole(card)
                operations.append(Operation(Geste.APPEND, f"mur-{card.question_id}", html))
        elif touches.cartes[card.id] != {"ContributionPosted"}:
            operations.append(Operation(Geste.REMOVE, f"parole-{card.id}"))
    if mur is Mur.DIRECT and touched:
        counts = published_counts(session, touches.questions)
        operations += [count_operation(q, counts[q], pieces) for q in sorted(counts)]
    return operations
