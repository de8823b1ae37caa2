"""The inverse of each gesture of a board. Not actions: ``annulation`` calls them.

Their events say which gesture they undo (``annule``) and, where cards go back into groups, into
which (``retour``): a board can be told again from its events alone.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.actions.annulation_autour import INVERSES_AUTOUR
from cafe.actions.annulation_cartes import INVERSES_CARTES
from cafe.actions.annulation_places import groups_of, place_of, places_of, put_back
from cafe.actions.annulation_propositions import unaccept
from cafe.actions.cibles import check_group_free, check_not_last
from cafe.actions.core import RuleBroken, Stale, found
from cafe.actions.moderation import decide
from cafe.actions.proches import follow, near_rows
from cafe.actions.tableau import (
    Geste,
    check_stands,
    leave,
    open_members,
    place_details,
    record_card,
)
from cafe.actions.tableau_groupes import (
    Provenance,
    check_not_cited,
    keep_name,
    record_cards,
    record_group,
)
from cafe.models import (
    Contribution,
    DecisionModeration,
    Evenement,
    MotifModeration,
    Question,
    Regroupement,
    RegroupementVersion,
    Statut,
)

_PAR_STATUT = {
    Statut.PUBLIEE: "ContributionPublished",
    Statut.NON_PUBLIEE: "ContributionRefused",
    Statut.FRIGO: "ContributionChilled",
    Statut.EN_ATTENTE: "ContributionHeld",
}


def _unmove(session: Session, geste: Geste, event: Evenement) -> None:
    card = _card(session, event)
    near = near_rows(session, card)
    check_not_last(session, [one.id for one in (card, *near)])
    former = put_back(session, geste, card, place_of(event.details, "de"))
    session.flush()
    follow(session, geste, card, near)
    place = place_of(event.details, "de")
    record_card(
        session,
        "ContributionMoved",
        card,
        geste,
        regroupements=groups_of([former, place]),
        proches=near,
        details={
            "de": former.regroupement_id if former else None,
            "rang": former.rang if former else None,
            "vers": place.regroupement_id if place else None,
            "renumerote": False,
            "annule": event.numero,
        },
    )


def _unfile(session: Session, geste: Geste, event: Evenement) -> None:
    card = _card(session, event)
    near = near_rows(session, card)
    check_not_last(session, [one.id for one in (card, *near)])
    former = leave(session, card, geste.par)
    question = found(session, Question, event.details["de"])
    here, card.question_id = card.question_id, question.id
    place = place_of(event.details, "regroupement")
    put_back(session, geste, card, place)
    session.flush()
    follow(session, geste, card, near)
    record_card(
        session,
        "ContributionRefiled",
        card,
        geste,
        regroupements=groups_of([former, place]),
        questions=(here,),
        proches=near,
        details={
            "de": here,
            "vers": question.id,
            **place_details(former),
            "annule": event.numero,
            "retour": place.regroupement_id if place else None,
        },
    )


def _undecide(session: Session, geste: Geste, event: Evenement) -> None:
    card = _card(session, event)
    before, after = Statut(event.details["de"]), card.statut
    motif = event.details["motif_ancien"]
    former = leave(session, card, geste.par)
    precision = _precision(session, card, before)
    kept = card.motif
    decide(session, card, geste, before, MotifModeration(motif) if motif else None, precision)
    place = place_of(event.details, "regroupement")
    put_back(session, geste, card, place)
    if event.details.get("a_voir"):
        card.signalement_vu_le = None
    details = {
        "de": after.value,
        "vers": before.value,
        "motif_ancien": kept.value if kept else None,
        "motif": motif,
        **place_details(former),
        "annule": event.numero,
        "retour": place.regroupement_id if place else None,
    }
    nature = _PAR_STATUT[before]
    groups = groups_of([former, place])
    record_card(session, nature, card, geste, regroupements=groups, details=details)


def _unmake(session: Session, geste: Geste, event: Evenement) -> None:
    group = _group(session, event)
    check_group_free(session, group.id)
    check_not_cited(session, group.id)
    members = {member.contribution_id for member in open_members(session, group.id)}
    if members - set(event.ids("contribution")):
        raise RuleBroken("groupe_rempli", titre=group.titre)
    moved = _bring_back(session, geste, event)
    _bump(session, moved)
    group.ferme_le = clock.now()
    group.version += 1
    places = places_of(event)
    others = groups_of(places.values())
    back = {card: place.regroupement_id for card, place in places.items() if place}
    more = {"annule": event.numero, "retour": back}
    record_group(session, "RegroupementClosed", group, geste, moved, more, autres=others)


def _unname(session: Session, geste: Geste, event: Evenement) -> None:
    group = _group(session, event)
    check_group_free(session, group.id)
    former = found(session, RegroupementVersion, event.details["ancien"])
    kept = keep_name(session, group)
    group.titre, group.resume = former.titre, former.resume
    group.version += 1
    more = {"ancien": kept, "annule": event.numero}
    record_group(session, "RegroupementRenamed", group, geste, {}, more)


def _reopen(session: Session, geste: Geste, event: Evenement) -> None:
    """After a group was dissolved, or put into another."""
    group = _group(session, event, closed=True)
    into = group.fusionne_dans
    if into is not None:
        check_group_free(session, into)
    group.ferme_le = group.fusionne_dans = None
    group.version += 1
    session.flush()
    moved = _bring_back(session, geste, event)
    _bump(session, moved)
    record_group(
        session,
        "RegroupementReopened",
        group,
        geste,
        moved,
        {"annule": event.numero},
        autres=(into,) if into else (),
    )


def _unmove_all(session: Session, geste: Geste, event: Evenement) -> None:
    rows = _cards(session, event)
    moved = _bring_back(session, geste, event)
    _record_back(session, "ContributionsMoved", rows, geste, event, moved, {})


def _unchill_all(session: Session, geste: Geste, event: Evenement) -> None:
    rows = _cards(session, event)
    for row in rows:
        decide(session, row, geste, Statut(event.details["statuts"][row.id]), None, "")
        if row.id in event.details.get("a_voir", ()):
            row.signalement_vu_le = None
    moved = _bring_back(session, geste, event)
    statuts = {row.id: row.statut.value for row in rows}
    _record_back(session, "ContributionsReleased", rows, geste, event, moved, {"statuts": statuts})


INVERSES: dict[str, Callable[[Session, Geste, Evenement], None]] = {
    "ContributionMoved": _unmove,
    "ContributionRefiled": _unfile,
    "ContributionPublished": _undecide,
    "ContributionRefused": _undecide,
    "ContributionChilled": _undecide,
    "ContributionsMoved": _unmove_all,
    "ContributionsChilled": _unchill_all,
    "RegroupementCreated": _unmake,
    "RegroupementRenamed": _unname,
    "RegroupementClosed": _reopen,
    "RegroupementsMerged": _reopen,
    **INVERSES_CARTES,
    **INVERSES_AUTOUR,
    "PropositionsAccepted": unaccept,
}


def _card(session: Session, event: Evenement) -> Contribution:
    # Those that went with it are named too.
    id_ = event.details["carte"] if "proches" in event.details else event.ids("contribution")[0]
    card = found(session, Contribution, id_, lock=True)
    check_stands(card)
    return card


def _cards(session: Session, event: Evenement) -> list[Contribution]:
    rows = [found(session, Contribution, id_, lock=True) for id_ in event.details["provenance"]]
    for row in rows:
        check_stands(row)
    return rows


def _record_back(
    session: Session,
    nature: str,
    rows: list[Contribution],
    geste: Geste,
    event: Evenement,
    moved: Provenance,
    details: dict[str, object],
) -> None:
    places = places_of(event)
    more = {
        "vers": None,
        "annule": event.numero,
        "retour": {card: place.regroupement_id for card, place in places.items() if place},
    }
    groups = groups_of(places.values())
    record_cards(session, nature, rows, geste, moved, {**details, **more}, autres=groups)


def _group(session: Session, event: Evenement, *, closed: bool = False) -> Regroupement:
    group = found(session, Regroupement, event.details["regroupement"])
    session.refresh(group)
    if (group.ferme_le is not None) is not closed:
        raise Stale("regroupement_ferme", version=group.version)
    return group


def _bring_back(session: Session, geste: Geste, event: Evenement) -> Provenance:
    """Put all the cards of a gesture back; returns where each one stood until now."""
    moved: Provenance = {}
    places = places_of(event)
    check_not_last(session, places)
    for id_, place in places.items():
        card = found(session, Contribution, id_, lock=True)
        moved[id_] = put_back(session, geste, card, place)
    return moved


def _bump(session: Session, moved: Provenance) -> None:
    for id_ in moved:
        found(session, Contribution, id_).version += 1


def _precision(session: Session, card: Contribution, statut: Statut) -> str:
    """What was said with the last decision of that kind."""
    if statut is not Statut.NON_PUBLIEE:
        return ""
    return (
        session.scalar(
            select(DecisionModeration.precision)
            .where(
                DecisionModeration.contribution_id == card.id, DecisionModeration.statut == statut
            )
            .order_by(DecisionModeration.le.desc())
            .limit(1)
        )
        or ""
    )
