"""A card changes place: into a group, within it, out of it, to another question."""

from __future__ import annotations

from sqlalchemy.orm import Session

from cafe.access.identity import Identite
from cafe.actions.cibles import check_not_last
from cafe.actions.core import RuleBroken, action, found
from cafe.actions.proches import check_own_place, follow, near_rows, own_places, realign
from cafe.actions.tableau import (
    MOTIF_MAX,
    Geste,
    Place,
    check_card,
    check_groupable,
    check_stands,
    enter,
    hold_card,
    leave,
    make_room,
    open_target,
    place_details,
    record_card,
    short_text,
)
from cafe.models import Appartenance, Contribution, Question
from cafe.models.regroupement import open_appartenance


@action
def move_contribution(
    session: Session,
    *,
    par: Identite,
    contribution_id: str,
    regroupement_id: str | None,
    avant: str | None = None,
    version: int | None,
    motif: str = "",
) -> int:
    """Put a card into a group, or out of any (None); returns its version.

    Who: whoever facilitates the séance. ``avant``: the card it is dropped before; None, or
    a card that has left the group, means at the end. Already at the asked place: success,
    nothing changes, even from an old view, so that a repeat is harmless. Otherwise an old
    ``version`` is refused with where the card is now. The group must be open and on the
    card's question; only published words are grouped. A move between groups closes one
    Appartenance and opens another; a new place in the same group only changes its rank.
    The words that stand under it go with it. Event: ContributionMoved.
    """
    row, geste = hold_card(session, par, contribution_id)
    check_own_place(session, row)
    reason = short_text(motif, "motif", MOTIF_MAX)
    current = open_appartenance(session, row.id)
    if regroupement_id is None:
        return _ungroup(session, row, current, geste, version)
    target = open_target(session, geste.seance, regroupement_id)
    if target.question_id != row.question_id:
        raise RuleBroken("autre_question")
    members = own_places(session, target.id)
    if current is not None and current.regroupement_id == target.id:
        return _reorder(session, row, current, members, avant, geste, version)
    check_card(session, row, version)
    check_groupable(row)
    near = near_rows(session, row)
    check_not_last(session, [one.id for one in (row, *near)])
    former = leave(session, row, geste.par)
    rang, renumbered = make_room(members, avant)
    enter(session, row, target, geste.par, rang, reason)
    return _moved(session, row, geste, former, target.id, renumbered, near)


def _ungroup(
    session: Session,
    row: Contribution,
    current: Appartenance | None,
    geste: Geste,
    version: int | None,
) -> int:
    if current is None:
        return row.version
    check_card(session, row, version)
    near = near_rows(session, row)
    check_not_last(session, [one.id for one in (row, *near)])
    former = leave(session, row, geste.par)
    return _moved(session, row, geste, former, None, False, near)


def _reorder(
    session: Session,
    row: Contribution,
    current: Appartenance,
    members: list[Appartenance],
    avant: str | None,
    geste: Geste,
    version: int | None,
) -> int:
    others = [member for member in members if member.contribution_id != row.id]
    asked = avant if any(member.contribution_id == avant for member in others) else None
    following = members[members.index(current) + 1 :]
    there = following[0].contribution_id if following else None
    late_repeat = asked is None and version is not None and version != row.version
    if avant == row.id or there == asked or late_repeat:
        return row.version
    check_card(session, row, version)
    near = near_rows(session, row)
    former = Place(current.regroupement_id, current.rang)
    current.rang, renumbered = make_room(others, asked)
    return _moved(session, row, geste, former, former.regroupement_id, renumbered, near)


def _moved(
    session: Session,
    row: Contribution,
    geste: Geste,
    former: Place | None,
    target: str | None,
    renumbered: bool,
    near: list[Contribution],
) -> int:
    session.flush()
    follow(session, geste, row, near)
    if renumbered and target is not None:
        realign(session, target)
    de = former.regroupement_id if former else None
    return record_card(
        session,
        "ContributionMoved",
        row,
        geste,
        regroupements=(de, target),
        proches=near,
        details={
            "de": de,
            "rang": former.rang if former else None,
            "vers": target,
            "renumerote": renumbered,
        },
    )


@action
def move_to_question(
    session: Session, *, par: Identite, contribution_id: str, question_id: str, version: int | None
) -> int:
    """File a word under another question of the same séance; returns its version.

    It leaves its group and keeps its category even where the other question does not
    offer it: the word is its author's, and a facilitator's filing must not rewrite it.
    It keeps its status too. Already there: success. Event: ContributionRefiled.
    """
    row, geste = hold_card(session, par, contribution_id)
    question = found(session, Question, question_id)
    if question.seance_id != geste.seance.id:
        raise RuleBroken("question_inconnue", champ="question")
    if row.question_id == question.id:
        return row.version
    check_stands(row)
    check_own_place(session, row)
    check_card(session, row, version)
    near = near_rows(session, row)
    check_not_last(session, [one.id for one in (row, *near)])
    former = leave(session, row, geste.par)
    old_question, row.question_id = row.question_id, question.id
    follow(session, geste, row, near)
    return record_card(
        session,
        "ContributionRefiled",
        row,
        geste,
        regroupements=(former.regroupement_id if former else None,),
        questions=(old_question,),
        proches=near,
        details={"de": old_question, "vers": question.id} | place_details(former),
    )
