"""Words that stand under another go where it goes. Not actions: those that move cards call it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from cafe.actions.core import RuleBroken, found
from cafe.actions.tableau import Geste, enter, leave, open_members
from cafe.actions.tableau_groupes import Provenance
from cafe.models import Appartenance, Contribution, Regroupement
from cafe.models.rapprochement import near_ones_of, principals_of
from cafe.models.regroupement import open_appartenance


def near_rows(session: Session, row: Contribution) -> list[Contribution]:
    """The words that stand under that one, held until commit."""
    return [found(session, Contribution, id_, lock=True) for id_ in near_ones_of(session, row.id)]


def check_own_place(session: Session, row: Contribution) -> None:
    """Refuse to move by itself what stands under another word."""
    if principals_of(session, [row.id]):
        raise RuleBroken("parole_rapprochee")


def with_near_ones(session: Session, rows: Iterable[Contribution]) -> list[Contribution]:
    """Those words, each followed by the ones that stand under it, none twice.

    One that stands under a word that is not among them is refused (``parole_rapprochee``).
    """
    rows = list(rows)
    chosen = {row.id for row in rows}
    above = principals_of(session, chosen)
    if any(principal not in chosen for principal in above.values()):
        raise RuleBroken("parole_rapprochee")
    return [one for row in rows if row.id not in above for one in (row, *near_rows(session, row))]


def own_places(session: Session, regroupement_id: str) -> list[Appartenance]:
    """The places of a group, in order: those of the words that stand under no other."""
    members = open_members(session, regroupement_id)
    under = principals_of(session, [member.contribution_id for member in members])
    return [member for member in members if member.contribution_id not in under]


def realign(session: Session, regroupement_id: str) -> None:
    """Give what stands under a word the rank of that word, once its group was renumbered."""
    session.flush()
    members = {m.contribution_id: m for m in open_members(session, regroupement_id)}
    for near, head in principals_of(session, members).items():
        members[near].rang = members[head].rang


def follow(
    session: Session, geste: Geste, head: Contribution, rows: Sequence[Contribution]
) -> Provenance:
    """Bring words to the question, group and rank of that one; returns where each one stood."""
    current = open_appartenance(session, head.id)
    moved: Provenance = {}
    for row in rows:
        moved[row.id] = leave(session, row, geste.par)
        row.question_id = head.question_id
        if current is not None:
            group = session.get_one(Regroupement, current.regroupement_id)
            enter(session, row, group, geste.par, current.rang, "")
    session.flush()
    return moved
