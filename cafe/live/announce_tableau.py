"""What boards are sent: operations for the cards, groups and counts that events touched.

The containers of a board page, one set per question: ``libres-``, ``frigo-``, ``refusees-``,
``attente-`` and ``groupes-<question>``; in each group ``cartes-<group>``. Elements:
``carte-<contribution>``, ``groupe-<group>``, its head ``tete-<group>``, what it shows while it is
folded ``apercu-<group>``, ``compte-<question>``, and ``nombre-<column>`` in ``comptes``.
A page that shows another question ignores what it has no container for.
"""

from __future__ import annotations

from cafe.live.lecture import Lecture
from cafe.live.messages import Geste, Operation
from cafe.live.pieces import Pieces
from cafe.models import Statut
from cafe.models.tableau import PLACES, Carte


def board_operations(lecture: Lecture, pieces: Pieces) -> list[Operation]:
    """The operations that bring a board from before the events to the rows of now.

    In this order: new groups, empty; cards where they are; heads; folded groups; groups gone.
    """
    cards = {**lecture.cartes, **lecture.cartes_renumerotees}
    created = lecture.touches.groupes_neufs
    new = [group for group in lecture.groupes if group.id in created]
    kept = [group for group in lecture.groupes if group.id not in created]
    gone = sorted(lecture.touches.groupes - {group.id for group in lecture.groupes})
    return [
        *(_append(f"groupes-{group.question_id}", pieces.groupe(group)) for group in new),
        *(_card(card, pieces) for card in cards.values()),
        *(Operation(Geste.REPLACE, f"tete-{group.id}", pieces.tete(group)) for group in kept),
        *(Operation(Geste.REPLACE, f"apercu-{a.id}", pieces.apercu(a)) for a in lecture.apercus),
        *(Operation(Geste.REMOVE, f"groupe-{group_id}") for group_id in gone),
    ]


def _card(card: Carte, pieces: Pieces) -> Operation:
    # What it is drawn in holds it; by itself it has no place any more.
    if card.statut is Statut.REMPLACEE or card.sous is not None:
        return Operation(Geste.REMOVE, f"carte-{card.id}")
    return _append(container_of(card), pieces.carte(card))


def container_of(card: Carte) -> str:
    """The id of the column, group or drawer in which a card stands."""
    if card.regroupement_id is not None:
        return f"cartes-{card.regroupement_id}"
    return f"{PLACES[card.statut]}-{card.question_id}"


def _append(container: str, html: str) -> Operation:
    return Operation(Geste.APPEND, container, html)
