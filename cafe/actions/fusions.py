"""Two groups become one. Nothing is lost: the one that closes says into which it went."""

from __future__ import annotations

from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.actions.cibles import check_group_free
from cafe.actions.core import RuleBroken, action, found
from cafe.actions.tableau import check_still_open, enter, leave, open_members, open_target
from cafe.actions.tableau_groupes import (
    Provenance,
    check_group,
    check_not_cited,
    hold_group,
    record_group,
)
from cafe.models import Contribution


@action
def merge_regroupements(
    session: Session,
    *,
    par: Identite,
    regroupement_id: str,
    dans: str,
    version: int | None,
    version_dans: int | None = None,
) -> str:
    """Put all the cards of a group at the end of another of its question; returns the latter.

    Who: whoever facilitates the séance. The first closes and keeps its title, its history and
    the name of the other. Refused while people vote on either (``groupe_au_vote``), and where a
    préconisation or a suite rests on the one that would close (``fusion_citee``): then merge
    the other way. Already so: nothing changes. Event: RegroupementsMerged.
    """
    if regroupement_id == dans:
        raise RuleBroken("fusion_avec_soi", champ="dans")
    row, geste = hold_group(session, par, regroupement_id)
    if row.fusionne_dans == dans:
        return dans
    check_still_open(session, row)
    check_group(session, row, version)
    target = open_target(session, geste.seance, dans)
    session.refresh(target)
    check_group(session, target, version_dans)
    if target.question_id != row.question_id:
        raise RuleBroken("autre_question")
    for group in (row, target):
        check_group_free(session, group.id)
    check_not_cited(session, row.id, "fusion_citee")
    members = open_members(session, target.id)
    rang = members[-1].rang if members else 0.0
    moved: Provenance = {}
    for place, member in enumerate(open_members(session, row.id), start=1):
        card = found(session, Contribution, member.contribution_id, lock=True)
        moved[card.id] = leave(session, card, geste.par)
        enter(session, card, target, geste.par, rang + place, "")
        card.version += 1
    row.ferme_le = clock.now()
    row.fusionne_dans = target.id
    row.version += 1
    record_group(
        session,
        "RegroupementsMerged",
        row,
        geste,
        moved,
        {"dans": target.id},
        autres=(target.id,),
    )
    return target.id
