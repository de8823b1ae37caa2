"""What boards are sent: operations for the cards, groups and counts that events touched.

The containers of a board page, one set per question: ``libres-``, ``frigo-``, ``refusees-``,
``attente-`` and ``groupes-<question>``; in each group ``cartes-<group>``. Elements:
``carte-<contribution>``, ``groupe-<group>``, its head ``tete-<group>``, ``compte-<question>``.
A page that shows another question ignores what it has no container for.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from cafe.live.messages import Geste, Operation
from cafe.live.pieces import Pieces
from cafe.live.touches import Touches
from cafe.models.tableau import (
    PLACES,
    Carte,
    Groupe,
    cards_by_id,
    cards_in_group,
    groups_by_id,
    published_counts,
)


def board_operations(session: Session, touches: Touches, pieces: Pieces) -> list[Operation]:
    """The operations that bring a board from before the events to the rows of now.

    In this order: new groups, empty; cards where they are; heads; groups gone; counts.
    """
    cards = {card.id: card for card in cards_by_id(session, touches.cartes)}
    for group_id in touches.groupes_renumerotes:
        cards |= {card.id: card for card in cards_in_group(session, group_id)}
    heads = touches.groupes | {c.regroupement_id for c in cards.values() if c.regroupement_id}
    groups = groups_by_id(session, heads)
    gone = sorted(touches.groupes - {group.id for group in groups})
    new = [group for group in groups if group.id in touches.groupes_neufs]
    counts = published_counts(session, touches.questions)
    return [
        *(_append(f"groupes-{group.question_id}", pieces.groupe(group)) for group in new),
        *(_append(container_of(card), pieces.carte(card)) for card in cards.values()),
        *(_head(group, pieces) for group in groups if group.id not in touches.groupes_neufs),
        *(Operation(Geste.REMOVE, f"groupe-{group_id}") for group_id in gone),
        *(count_operation(question, counts[question], pieces) for question in sorted(counts)),
    ]


def container_of(card: Carte) -> str:
    """The id of the column, group or drawer in which a card stands."""
    if card.regroupement_id is not None:
        return f"cartes-{card.regroupement_id}"
    return f"{PLACES[card.statut]}-{card.question_id}"


def count_operation(question_id: str, published: int, pieces: Pieces) -> Operation:
    """The new count of a question, for boards and walls alike."""
    html = pieces.compte(question_id, published)
    return Operation(Geste.REPLACE, f"compte-{question_id}", html)


def _append(container: str, html: str) -> Operation:
    return Operation(Geste.APPEND, container, html)


def _head(group: Groupe, pieces: Pieces) -> Operation:
    return Operation(Geste.REPLACE, f"tete-{group.id}", pieces.tete(group))
