"""Two words that say nearly the same are kept one under the other, with their authors."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.actions.cibles import check_not_last, check_word_free
from cafe.actions.core import Missing, RuleBroken, action, found
from cafe.actions.proches import follow, near_rows
from cafe.actions.tableau import (
    MOTIF_MAX,
    Geste,
    check_card,
    check_groupable,
    hold_card,
    short_text,
)
from cafe.actions.tableau_groupes import Provenance, record_cards
from cafe.models import Contribution, Rapprochement
from cafe.models.rapprochement import open_rapprochement, principals_of
from cafe.models.regroupement import open_appartenance


@action
def bring_together(
    session: Session,
    *,
    par: Identite,
    contribution_id: str,
    principale_id: str,
    version: int | None,
    version_principale: int | None = None,
    motif: str = "",
) -> str:
    """Keep a word under another of its question; returns the one that it stands under.

    Who: whoever facilitates the séance. It goes to the other's place, with those under it: brought
    to a word that is itself under one, it stands under the latter. Both must be published, and no
    vote may hold them. Already so: nothing changes. Event: ContributionsBroughtTogether.
    """
    if contribution_id == principale_id:
        raise RuleBroken("rapprochee_de_soi", champ="principale")
    row, geste = hold_card(session, par, contribution_id)
    head = _head(session, found(session, Contribution, principale_id, lock=True))
    if head.seance_id != geste.seance.id:
        raise Missing
    if principals_of(session, [row.id]).get(row.id) == head.id:
        return head.id
    if head.id == row.id:
        raise RuleBroken("deja_ensemble", champ="principale")
    check_card(session, row, version)
    check_card(session, head, version_principale)
    for one in (row, head):
        check_groupable(one)
        check_word_free(session, one.id)
    if row.question_id != head.question_id:
        raise RuleBroken("parole_d_une_autre_question", champ="principale")
    moving = [row, *near_rows(session, row)]
    check_not_last(session, [one.id for one in moving])
    reason = short_text(motif, "motif", MOTIF_MAX)
    # What had been kept under it and stands elsewhere today is kept under the other too, which is
    # kept under nothing any more: arrows never make a chain, even where they lead nowhere now.
    following = [one.id for one in moving] + _kept_under(session, row.id, moving)
    detached = end_rapprochement(session, geste, head.id)
    before = {id_: end_rapprochement(session, geste, id_) for id_ in following}
    for id_ in following:
        begin_rapprochement(session, geste, id_, head.id, reason)
    moved = follow(session, geste, head, moving)
    record_together(session, geste, row, head, moving, moved, before, {"detachee": detached})
    return head.id


@action
def separate(session: Session, *, par: Identite, contribution_id: str, version: int | None) -> int:
    """Let a word stand by itself again, in the group where it is; returns its version.

    Who: whoever facilitates the séance. By itself already: nothing changes. Event:
    ContributionsSeparated.
    """
    row, geste = hold_card(session, par, contribution_id)
    if open_rapprochement(session, row.id) is None:
        return row.version
    check_card(session, row, version)
    head_id = end_rapprochement(session, geste, row.id)
    details: dict[str, object] = {
        "carte": row.id,
        "principale": head_id,
        "vers": _group(session, row),
    }
    _record(session, "ContributionsSeparated", geste, [row], [str(head_id)], {}, details)
    return row.version


def begin_rapprochement(
    session: Session, geste: Geste, contribution_id: str, principale_id: str, motif: str
) -> None:
    """Open the arrow; the word must have none open. Not an action itself."""
    session.add(
        Rapprochement(
            contribution_id=contribution_id,
            principale_id=principale_id,
            motif=motif,
            par=geste.par.id,
            le=clock.now(),
        )
    )
    session.flush()


def end_rapprochement(session: Session, geste: Geste, contribution_id: str) -> str | None:
    """Close the open arrow of a word; returns where it led. Not an action itself."""
    row = open_rapprochement(session, contribution_id)
    if row is None:
        return None
    row.fin_le, row.fin_par = clock.now(), geste.par.id
    session.flush()
    return row.principale_id


def record_together(
    session: Session,
    geste: Geste,
    row: Contribution,
    head: Contribution,
    moving: Sequence[Contribution],
    moved: Provenance,
    avant: Mapping[str, str | None],
    more: dict[str, object],
) -> None:
    """The one event of words brought under another; ``avant``: under what each one was before.

    Not an action itself.
    """
    place: dict[str, object] = {"vers": _group(session, head), "avant": dict(avant)}
    details = {"carte": row.id, "principale": head.id, **place, **more}
    _record(
        session, "ContributionsBroughtTogether", geste, moving, {head.id, *avant}, moved, details
    )


def _record(
    session: Session,
    nature: str,
    geste: Geste,
    rows: Sequence[Contribution],
    named: Collection[str],
    moved: Provenance,
    details: dict[str, object],
) -> None:
    group = details["vers"]
    record_cards(
        session,
        nature,
        rows,
        geste,
        moved,
        details,
        autres=(str(group),) if group else (),
        paroles=sorted(named),
    )


def _head(session: Session, target: Contribution) -> Contribution:
    """The word under which one brought to that one stands: arrows never make a chain."""
    above = principals_of(session, [target.id]).get(target.id)
    return target if above is None else found(session, Contribution, above, lock=True)


def _kept_under(
    session: Session, contribution_id: str, standing: Sequence[Contribution]
) -> list[str]:
    """The words kept under that one that do not stand there now."""
    here = {one.id for one in standing}
    rows = session.scalars(
        select(Rapprochement.contribution_id).where(
            Rapprochement.principale_id == contribution_id, Rapprochement.fin_le.is_(None)
        )
    )
    return sorted(id_ for id_ in rows if id_ not in here)


def _group(session: Session, row: Contribution) -> str | None:
    current = open_appartenance(session, row.id)
    return current.regroupement_id if current else None
