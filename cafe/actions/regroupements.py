"""Groups of a board: made, renamed, dissolved. Moving one card is in ``deplacements``."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.actions.cibles import check_group_free, check_not_last
from cafe.actions.core import RuleBroken, action, found
from cafe.actions.lots import check_size, check_versions
from cafe.actions.proches import with_near_ones
from cafe.actions.tableau import (
    Geste,
    check_card,
    check_groupable,
    check_still_open,
    enter,
    hold_board,
    leave,
    open_members,
    short_text,
)
from cafe.actions.tableau_groupes import (
    Provenance,
    check_group,
    check_not_cited,
    hold_group,
    keep_name,
    record_group,
)
from cafe.models import Contribution, Question, Regroupement
from cafe.models.base import new_id

TITRE_MAX = 200
RESUME_MAX = 2000


@action
def create_regroupement(
    session: Session,
    *,
    par: Identite,
    question_id: str,
    titre: str,
    contributions: Iterable[str] = (),
    versions: Mapping[str, int] | None = None,
    regroupement_id: str | None = None,
) -> str:
    """Open a group on a question, with these cards in this order; returns its id.

    Who: whoever facilitates the séance. The cards must be published and on the same
    question, as many as a lot holds; they leave the group they were in. ``versions`` (card id →
    version) refuses those that moved meanwhile: of several, with all that did.
    ``regroupement_id`` may be made by the page: a repeat with the same id returns it and changes
    nothing. Event: RegroupementCreated.
    """
    question = found(session, Question, question_id)
    geste = hold_board(session, par, question.seance_id)
    chosen = _as_uuid(regroupement_id) if regroupement_id else new_id()
    first = session.get(Regroupement, chosen)
    if first is not None and first.question_id == question.id:
        _title(titre)
        return first.id
    row = open_group(session, question, titre, chosen)
    moved = _fill(session, row, list(dict.fromkeys(contributions)), versions or {}, geste)
    record_group(session, "RegroupementCreated", row, geste, moved)
    return row.id


def open_group(
    session: Session, question: Question, titre: str, regroupement_id: str | None
) -> Regroupement:
    """A new group, empty, the last of its question. Not an action itself."""
    kept = _title(titre)
    chosen = _as_uuid(regroupement_id) if regroupement_id else new_id()
    if session.get(Regroupement, chosen) is not None:
        raise RuleBroken("identifiant_pris")
    row = Regroupement(
        id=chosen,
        seance_id=question.seance_id,
        question_id=question.id,
        titre=kept,
        ordre=_next_ordre(session, question.id),
        cree_le=clock.now(),
    )
    session.add(row)
    session.flush()
    return row


def _fill(
    session: Session,
    group: Regroupement,
    cards: list[str],
    versions: Mapping[str, int],
    geste: Geste,
) -> Provenance:
    """Bring the cards in; returns where each one came from."""
    moved: Provenance = {}
    check_size(len(cards))
    chosen = [found(session, Contribution, card_id, lock=True) for card_id in cards]
    if len(chosen) > 1:
        check_versions(session, chosen, versions)
    coming = with_near_ones(session, chosen)
    check_not_last(session, [card.id for card in coming])
    for rang, card in enumerate(coming, start=1):
        if card.question_id != group.question_id:
            raise RuleBroken("autre_question")
        check_groupable(card)
        check_card(session, card, versions.get(card.id))
        moved[card.id] = leave(session, card, geste.par)
        enter(session, card, group, geste.par, float(rang), "")
        card.version += 1
    return moved


@action
def rename_regroupement(
    session: Session,
    *,
    par: Identite,
    regroupement_id: str,
    titre: str,
    resume: str,
    version: int | None,
) -> int:
    """Give a group its title and summary; returns its new version.

    Same words as now: nothing changes, whatever the version. An old version is refused
    as ``regroupement_modifie`` with both texts of now (version, titre, resume, qui); a group
    that people are voting on keeps its name (``groupe_au_vote``).
    Event: RegroupementRenamed.
    """
    row, geste = hold_group(session, par, regroupement_id)
    kept = _title(titre)
    summary = short_text(resume, "resume", RESUME_MAX)
    if (row.titre, row.resume) == (kept, summary):
        return row.version
    check_still_open(session, row)
    check_group(session, row, version)
    check_group_free(session, row.id)
    former = keep_name(session, row)
    row.titre, row.resume = kept, summary
    row.version += 1
    record_group(session, "RegroupementRenamed", row, geste, {}, {"ancien": former})
    return row.version


@action
def close_regroupement(
    session: Session, *, par: Identite, regroupement_id: str, version: int | None
) -> None:
    """Dissolve a group: its cards go back to « à regrouper », its history stays.

    Refused (``regroupement_cite``) while a préconisation or a suite rests on it, and while
    people are voting on it (``groupe_au_vote``). Dissolving twice changes nothing.
    Event: RegroupementClosed.
    """
    row, geste = hold_group(session, par, regroupement_id)
    if row.ferme_le is not None:
        return
    check_group(session, row, version)
    check_group_free(session, row.id)
    check_not_cited(session, row.id)
    moved: Provenance = {}
    for member in open_members(session, row.id):
        card = found(session, Contribution, member.contribution_id, lock=True)
        moved[card.id] = leave(session, card, geste.par)
        card.version += 1
    row.ferme_le = clock.now()
    row.version += 1
    record_group(session, "RegroupementClosed", row, geste, moved)


def _title(titre: str) -> str:
    kept = " ".join(short_text(titre, "titre", TITRE_MAX).split())
    if not kept:
        raise RuleBroken("groupe_sans_titre", champ="titre")
    return kept


def _as_uuid(value: str) -> str:
    try:
        return str(uuid.UUID(value))
    except ValueError:
        raise RuleBroken("client_id_invalide", champ="regroupement_id") from None


def _next_ordre(session: Session, question_id: str) -> int:
    highest = session.scalar(
        select(func.max(Regroupement.ordre)).where(Regroupement.question_id == question_id)
    )
    return (highest or 0) + 1
