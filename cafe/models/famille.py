"""The family of a split word: the whole, its parts, their own parts. They hold the same words."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.models.contribution import Contribution, Statut


def family_of(session: Session, row: Contribution) -> list[Contribution]:
    """Every word of its family, itself included, the first whole first."""
    root = row
    while root.origine_id is not None:
        root = session.get_one(Contribution, root.origine_id)
    found, level = [root], [root.id]
    while level:
        parts = parts_of(session, level)
        found += parts
        level = [part.id for part in parts]
    return found


def family_ids(session: Session, ids: Collection[str]) -> set[str]:
    """The ids of every word of the families of those, themselves included."""
    found = set(ids)
    whole, own = Contribution.origine_id, Contribution.id
    for there, here in ((whole, own), (own, whole)):
        level = found
        while level:
            named = session.scalars(select(there).where(here.in_(level)))
            level = {id_ for id_ in named if id_ is not None} - found
            found = found | level
    return found


def parts_of(session: Session, ids: Collection[str]) -> list[Contribution]:
    """The parts that those words were split into, in order, whatever became of them."""
    return list(
        session.scalars(
            select(Contribution)
            .where(Contribution.origine_id.in_(ids))
            .order_by(Contribution.ordre, Contribution.partie, Contribution.id)
        )
    )


def standing_parts(session: Session, ids: Collection[str]) -> dict[str, list[str]]:
    """For each of those words that was split, the ids of the parts that say it now, in order."""
    found: dict[str, list[str]] = {}
    for part in parts_of(session, ids):
        if part.origine_id is not None and part.statut is not Statut.REMPLACEE:
            found.setdefault(part.origine_id, []).append(part.id)
    return found
