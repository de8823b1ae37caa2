"""The votes of a séance as its file holds them: cards, ballots without a name, counts of paper.

A ballot is what one person gave, under a number that means nothing elsewhere: not in another
vote, not beside the words of the same person. Totals that may not be seen stay in the base.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.models.scrutin import CibleScrutin, Gommette, PapierScrutin, Scrutin
from cafe.models.scrutin_lecture import scrutins_of, totals_shown
from cafe.models.visibilite import Regard


@dataclass(frozen=True)
class LigneBulletin:
    """How many dots the ballot of that number has on a card."""

    scrutin_id: str
    votant: int
    cible_id: str
    points: int


@dataclass(frozen=True)
class Urnes:
    """Rows of the votes that may be seen from there, in a stable order."""

    scrutins: list[Scrutin]
    cartes: list[CibleScrutin]
    bulletins: list[LigneBulletin]
    papiers: list[PapierScrutin]


def votes_of_file(
    session: Session, seance_id: str, word_ids: Iterable[str], regard: Regard
) -> Urnes:
    """The votes of a séance whose totals may be seen, and for the team those not opened yet.

    A hidden vote under way is not in the file: without its dots it would say that nobody voted.
    Outside the team a card whose word may not be seen is left out with its dots, and the last
    count of paper stands alone.
    """
    in_team = regard is Regard.TABLEAU
    rows = scrutins_of(session, seance_id)
    counted = [row for row in rows if totals_shown(row, regard)]
    kept = [row for row in rows if row in counted or (in_team and not row.ouvert_le)]
    words = set(word_ids)
    cards = [
        card
        for row in kept
        for card in row.cibles
        if card.contribution_id is None or card.contribution_id in words
    ]
    known = {card.id: card.ordre for card in cards}
    papers = list(
        session.scalars(
            select(PapierScrutin)
            .join(CibleScrutin, CibleScrutin.id == PapierScrutin.cible_id)
            .where(CibleScrutin.scrutin_id.in_([row.id for row in counted]))
            .order_by(PapierScrutin.le, PapierScrutin.id)
        )
    )
    papers = [paper for paper in papers if paper.cible_id in known]
    if not in_team:
        papers = list({paper.cible_id: paper for paper in papers}.values())
    ballots = [line for row in counted for line in _ballots(session, row.id, known)]
    return Urnes(kept, cards, ballots, papers)


def _ballots(session: Session, scrutin_id: str, ordre: dict[str, int]) -> Iterator[LigneBulletin]:
    """Ballots in the order of what they hold: neither who came first nor who they are."""
    given: dict[str, Counter[str]] = defaultdict(Counter)
    dots = select(Gommette.participant_id, Gommette.cible_id).where(
        Gommette.scrutin_id == scrutin_id
    )
    for voter, card in session.execute(dots):
        if card in ordre:
            given[voter][card] += 1
    ballots = sorted(
        sorted((ordre[card], points, card) for card, points in ballot.items())
        for ballot in given.values()
    )
    for votant, ballot in enumerate(ballots, start=1):
        for _, points, card in ballot:
            yield LigneBulletin(scrutin_id, votant, card, points)
