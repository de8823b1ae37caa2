"""Several cards at once: one gesture, one event, all of them or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from cafe.access.identity import Identite
from cafe.actions.cibles import check_not_last
from cafe.actions.core import Missing, RuleBroken, Stale, action, found
from cafe.actions.moderation import decide
from cafe.actions.proches import with_near_ones
from cafe.actions.tableau import (
    Geste,
    check_card,
    check_groupable,
    check_stands,
    enter,
    hold_board,
    leave,
    open_members,
    open_target,
)
from cafe.actions.tableau_groupes import Provenance, record_cards
from cafe.models import Contribution, Statut
from cafe.models.regroupement import open_appartenance

LOT_MAX = 500


@action
def move_contributions(
    session: Session,
    *,
    par: Identite,
    seance_id: str,
    cartes: Mapping[str, int | None],
    regroupement_id: str | None,
) -> int:
    """Put cards (id → version) at the end of a group, or out of any (None); returns how many moved.

    Who: whoever facilitates the séance. Cards already there stay where they are. One that is not
    where the page showed it refuses them all, by name (``Stale.details["cartes"]``): nothing is
    done by halves. Event: ContributionsMoved.
    """
    geste = hold_board(session, par, seance_id)
    chosen = _held(session, geste, cartes)
    target = open_target(session, geste.seance, regroupement_id) if regroupement_id else None
    there = {row.id: _group_of(session, row) for row in chosen}
    # Who moved one meanwhile is said before what can no more be done with it.
    check_versions(session, [row for row in chosen if there[row.id] != regroupement_id], cartes)
    rows = with_near_ones(session, chosen)
    if target is not None:
        if any(row.question_id != target.question_id for row in rows):
            raise RuleBroken("autre_question")
        for row in rows:
            check_groupable(row)
    moving = [row for row in rows if _group_of(session, row) != regroupement_id]
    if not moving:
        return 0
    check_not_last(session, [row.id for row in moving])
    rang = 0.0
    if target is not None and (members := open_members(session, target.id)):
        rang = members[-1].rang
    moved: Provenance = {}
    for place, row in enumerate(moving, start=1):
        moved[row.id] = leave(session, row, geste.par)
        if target is not None:
            enter(session, row, target, geste.par, rang + place, "")
    record_cards(
        session,
        "ContributionsMoved",
        moving,
        geste,
        moved,
        {"vers": regroupement_id},
        autres=(regroupement_id,) if regroupement_id else (),
    )
    return len(moving)


@action
def chill_contributions(
    session: Session, *, par: Identite, seance_id: str, cartes: Mapping[str, int | None]
) -> int:
    """Put cards (id → version) « au frigo » at once; returns how many went.

    Same rules as one by one, all of them or none. Event: ContributionsChilled.
    """
    geste = hold_board(session, par, seance_id)
    moving = [row for row in _held(session, geste, cartes) if row.statut is not Statut.FRIGO]
    check_versions(session, moving, cartes)
    for row in moving:
        check_stands(row)
    if not moving:
        return 0
    check_not_last(session, [row.id for row in moving])
    moved: Provenance = {row.id: leave(session, row, geste.par) for row in moving}
    before = {row.id: row.statut.value for row in moving}
    details: dict[str, object] = {"statuts": before}
    flagged = [r.id for r in moving if r.signalement is not None and r.signalement_vu_le is None]
    if flagged:
        details["a_voir"] = flagged  # undone, they are to be looked at again
    for row in moving:
        decide(session, row, geste, Statut.FRIGO, None, "")
    record_cards(session, "ContributionsChilled", moving, geste, moved, details)
    return len(moving)


def check_size(nombre: int) -> None:
    """Refuse more cards at once than a board can be held for."""
    if nombre > LOT_MAX:
        raise RuleBroken("lot_trop_grand", maximum=LOT_MAX, nombre=nombre)


def _held(session: Session, geste: Geste, cartes: Mapping[str, int | None]) -> list[Contribution]:
    check_size(len(cartes))
    rows = [found(session, Contribution, id_, lock=True) for id_ in cartes]
    if any(row.seance_id != geste.seance.id for row in rows):
        raise Missing
    return sorted(rows, key=lambda row: row.ordre)


def check_versions(
    session: Session, rows: Iterable[Contribution], cartes: Mapping[str, int | None]
) -> None:
    """Refuse them all when some are not as the page showed them; says which ones, and who.

    ``Stale.details``: cartes (ids), nombre, qui.
    """
    gone: list[str] = []
    first: Stale | None = None
    for row in rows:
        try:
            check_card(session, row, cartes.get(row.id))
        except Stale as stale:
            first = first or stale
            gone.append(row.id)
    if first is not None:
        qui = first.details["qui"]
        raise Stale("lot_change", nombre=len(gone), cartes=gone, qui=qui, version=None)


def _group_of(session: Session, row: Contribution) -> str | None:
    current = open_appartenance(session, row.id)
    return current.regroupement_id if current else None
