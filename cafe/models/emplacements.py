"""Where each word of a board stands, without its text: what counts are made of. Read only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from cafe.models.contribution import Statut
from cafe.models.question import questions_of
from cafe.models.tableau import PLACES, Carte, cards_of_question, nest
from cafe.models.visibilite import Regard, visible

# The count of the words that wait in the queue, whatever their question.
A_RELIRE = "a-relire"


@dataclass(frozen=True)
class Place:
    """A word's question, its group if any, its state; ``sous``: it stands under another word;
    ``a_relire``: it waits for somebody's eye."""

    question_id: str
    regroupement_id: str | None
    statut: Statut
    sous: bool = False
    a_relire: bool = False

    @property
    def noms(self) -> tuple[str, ...]:
        """The counts that hold it: its column's (``libres-<question>``), its question's, the
        queue's."""
        alone = self.regroupement_id is None and not self.sous
        column = PLACES.get(self.statut) if alone else None
        shown = visible(self, Regard.ECRAN)
        return (
            *((f"{column}-{self.question_id}",) if column else ()),
            *((f"compte-{self.question_id}",) if shown else ()),
            *((A_RELIRE,) if self.a_relire else ()),
        )


def counts_of_question(question_id: str) -> set[str]:
    """The names of all the counts that its words may enter, but for the queue's."""
    return {f"{name}-{question_id}" for name in (*PLACES.values(), "compte")}


def place_of(card: Carte) -> Place:
    """Where a card stands."""
    flagged = card.signalement is not None and card.statut is Statut.PUBLIEE
    return Place(
        card.question_id,
        card.regroupement_id,
        card.statut,
        card.sous is not None,
        card.statut is Statut.EN_ATTENTE or flagged,
    )


def places_of(session: Session, seance_id: str) -> Mapping[str, Place]:
    """The places of every word of a séance, by its id."""
    found: dict[str, Place] = {}
    for question in questions_of(session, seance_id):
        for card in nest(cards_of_question(session, question.id)):
            found[card.id] = place_of(card)
            found |= {near.id: place_of(near) for near in card.proches}
    return found
