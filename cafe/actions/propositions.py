"""What a machine proposed, and a person accepted or refused. Only people move cards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.actions.cibles import check_not_last
from cafe.actions.core import RuleBroken, action, found, record
from cafe.actions.lots import LOT_MAX, check_size, check_versions
from cafe.actions.proches import with_near_ones
from cafe.actions.regroupements import open_group
from cafe.actions.tableau import (
    Geste,
    check_groupable,
    enter,
    hold_board,
    leave,
    open_members,
    open_target,
)
from cafe.actions.tableau_groupes import Provenance, record_cards
from cafe.models import Contribution, GenreProposition, PropositionRefusee, Question, Regroupement
from cafe.models.regroupement import open_appartenance

CLE_MAX = 80


@dataclass(frozen=True)
class Acceptee:
    """Cards (id → version) to put together: in the group ``dans``, else in a new one.

    ``regroupement_id``: of the new group, made by the page, so that a repeat makes no second one.
    """

    cartes: Mapping[str, int | None]
    titre: str = ""
    regroupement_id: str | None = None
    dans: str | None = None


@dataclass(frozen=True)
class Refusee:
    """What is not to be proposed again: its kind, its key, and its cards for one nearly alike."""

    genre: GenreProposition
    cle: str
    cartes: tuple[str, ...] = ()


@action
def accept_propositions(
    session: Session, *, par: Identite, question_id: str, acceptees: Sequence[Acceptee]
) -> int | None:
    """Put cards together as proposed, all of them or none; returns the number to undo it by.

    Who: whoever facilitates the séance. A card that is not where the page showed it refuses them
    all, with who (``lot_change``). Cards already there stay; a repeat changes nothing (None).
    Event: PropositionsAccepted.
    """
    question = found(session, Question, question_id)
    geste = hold_board(session, par, question.seance_id)
    if all(
        one.regroupement_id and session.get(Regroupement, one.regroupement_id) for one in acceptees
    ):
        return None
    versions = {card: version for one in acceptees for card, version in one.cartes.items()}
    check_size(len(versions))
    _check_cards(session, question, versions)
    moved: Provenance = {}
    made: list[str] = []
    towards: dict[str, str] = {}
    for one in acceptees:
        target = _target(session, geste, question, one)
        if one.dans is None:
            made.append(target.id)
        for card_id in _fill(session, geste, target, one, moved):
            towards[card_id] = target.id
    if not towards:
        return None
    rows = [found(session, Contribution, card_id) for card_id in towards]
    groups = (*made, *dict.fromkeys(towards.values()))
    details = {"crees": made, "vers": towards}
    return record_cards(session, "PropositionsAccepted", rows, geste, moved, details, autres=groups)


def _check_cards(session: Session, question: Question, versions: Mapping[str, int | None]) -> None:
    cards = [found(session, Contribution, card_id, lock=True) for card_id in versions]
    if any(card.question_id != question.id for card in cards):
        raise RuleBroken("autre_question")
    check_versions(session, cards, versions)
    for card in cards:
        check_groupable(card)
    check_not_last(session, list(versions))


def _target(session: Session, geste: Geste, question: Question, one: Acceptee) -> Regroupement:
    if one.dans is None:
        return open_group(session, question, one.titre, one.regroupement_id)
    target = open_target(session, geste.seance, one.dans)
    if target.question_id != question.id:
        raise RuleBroken("autre_question")
    return target


def _fill(
    session: Session, geste: Geste, target: Regroupement, one: Acceptee, moved: Provenance
) -> list[str]:
    """Put the cards at the end of the group, with those kept under them; but for those already
    there."""
    members = open_members(session, target.id)
    rang = members[-1].rang if members else 0.0
    entered: list[str] = []
    rows = [found(session, Contribution, card_id, lock=True) for card_id in one.cartes]
    for card in with_near_ones(session, rows):
        current = open_appartenance(session, card.id)
        if card.id in moved or (current is not None and current.regroupement_id == target.id):
            continue
        moved[card.id] = leave(session, card, geste.par)
        enter(session, card, target, geste.par, rang + len(entered) + 1, "")
        session.flush()
        entered.append(card.id)
    return entered


@action
def refuse_propositions(
    session: Session, *, par: Identite, seance_id: str, refusees: Sequence[Refusee]
) -> int:
    """Have these proposed no more in this séance; returns how many were not refused already.

    Who: whoever facilitates the séance. `restore_propositions` is the inverse. Event:
    PropositionsRefused.
    """
    geste = hold_board(session, par, seance_id)
    kept: list[str] = []
    now = clock.now()  # one for all: what was refused together comes back together
    for one in refusees:
        if not one.cle or len(one.cle) > CLE_MAX or len(one.cartes) > LOT_MAX:
            raise RuleBroken("proposition_inconnue")
        if _standing(session, seance_id, one.genre, one.cle) is not None:
            continue
        row = PropositionRefusee(
            seance_id=seance_id,
            genre=one.genre,
            cle=one.cle,
            cartes=list(one.cartes),
            par=geste.par.id,
            le=now,
        )
        session.add(row)
        session.flush()
        kept.append(row.id)
    if kept:
        _record(session, "PropositionsRefused", geste, kept)
    return len(kept)


@action
def restore_propositions(
    session: Session, *, par: Identite, seance_id: str, refusees: Sequence[Refusee]
) -> int:
    """Let these be proposed again; returns how many were refused. Event: PropositionsRestored."""
    geste = hold_board(session, par, seance_id)
    ended: list[str] = []
    for one in refusees:
        row = _standing(session, seance_id, one.genre, one.cle)
        if row is not None:
            row.fin_le = clock.now()
            ended.append(row.id)
    if ended:
        _record(session, "PropositionsRestored", geste, ended)
    return len(ended)


def _standing(
    session: Session, seance_id: str, genre: GenreProposition, cle: str
) -> PropositionRefusee | None:
    return session.scalar(
        select(PropositionRefusee).where(
            PropositionRefusee.seance_id == seance_id,
            PropositionRefusee.genre == genre,
            PropositionRefusee.cle == cle,
            PropositionRefusee.fin_le.is_(None),
        )
    )


def _record(session: Session, nature: str, geste: Geste, ids: list[str]) -> None:
    # « proposition » is no object of the board: no screen is drawn again for it.
    record(
        session,
        nature,
        par=geste.par,
        demarche_id=geste.seance.demarche_id,
        seance_id=geste.seance.id,
        objets=[("proposition", id_) for id_ in ids],
    )
