"""The inverses of the gestures under « Plus » on a card. Not actions: ``annulation`` calls them."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext
from sqlalchemy import update
from sqlalchemy.orm import Session

from cafe.actions.annulation_places import groups_of, places_of, put_back
from cafe.actions.cibles import check_not_last, check_word_free
from cafe.actions.core import Stale, found, record
from cafe.actions.isolees import set_lone_voice
from cafe.actions.partages import check_word_not_cited
from cafe.actions.rapprochements import (
    begin_rapprochement,
    end_rapprochement,
    record_together,
)
from cafe.actions.tableau import Geste, check_groupable, check_stands, enter, leave, open_target
from cafe.actions.tableau_groupes import Provenance, record_cards
from cafe.models import Contribution, Evenement, Media, Statut
from cafe.models.auteur import author_name, last_event_of
from cafe.models.objection import objections_by


def _join(session: Session, geste: Geste, event: Evenement) -> None:
    """After a split: the whole stands again where it stood, its parts are kept behind it."""
    whole = found(session, Contribution, event.details["entiere"], lock=True)
    parts = [found(session, Contribution, id_, lock=True) for id_ in event.details["parties"]]
    for part in parts:
        _check_untouched(session, part)
    for part in parts:
        leave(session, part, geste.par)
        part.statut = Statut.REMPLACEE
        part.version += 1
    session.execute(
        update(Media).where(Media.contribution_id == parts[0].id).values(contribution_id=whole.id)
    )
    whole.statut = Statut.PUBLIEE
    whole.version += 1
    group = event.details["regroupement"]
    if group is not None:
        target = open_target(session, geste.seance, group)
        rang = float(event.details["rang"])
        enter(session, whole, target, geste.par, rang, gettext("Retour en arrière"))
    record(
        session,
        "ContributionPartsJoined",
        par=geste.par,
        demarche_id=geste.seance.demarche_id,
        seance_id=geste.seance.id,
        objets=[
            *(("contribution", one.id) for one in (whole, *parts)),
            ("question", whole.question_id),
            *([("regroupement", group)] if group else []),
        ],
        details={
            "entiere": whole.id,
            "parties": [part.id for part in parts],
            "annule": event.numero,
            "retour": group,
        },
    )


def _check_untouched(session: Session, part: Contribution) -> None:
    """Refuse to put a part back behind the whole once anybody did anything with it."""
    check_word_free(session, part.id)
    check_word_not_cited(session, part.id)
    if part.version != 1 or objections_by(session, [part.id]):
        who = author_name(session, last_event_of(session, "contribution", part.id))
        raise Stale("partie_changee", qui=who or gettext("son auteur"), version=part.version)


def _mark_back(session: Session, geste: Geste, event: Evenement) -> None:
    (id_,) = event.ids("contribution")
    card = found(session, Contribution, id_, lock=True)
    marked = event.nature == "LoneVoiceMarked"
    set_lone_voice(session, geste, card, isolee=not marked, annule=event.numero)


def _part_again(session: Session, geste: Geste, event: Evenement) -> None:
    """After words were brought under another: each back where it stood, and under what."""
    spots = places_of(event)
    rows = [found(session, Contribution, id_, lock=True) for id_ in spots]
    check_not_last(session, spots)
    moved: Provenance = {}
    for id_ in event.details["avant"]:
        end_rapprochement(session, geste, id_)
    for row in rows:
        check_stands(row)
        moved[row.id] = put_back(session, geste, row, spots[row.id])
    before = {id_: head for id_, head in event.details["avant"].items() if head}
    if detached := event.details.get("detachee"):
        before[event.details["principale"]] = detached
    for id_, head in before.items():
        begin_rapprochement(session, geste, id_, head, gettext("Retour en arrière"))
    record_cards(
        session,
        "ContributionsSeparated",
        rows,
        geste,
        moved,
        {
            "carte": event.details["carte"],
            "principale": event.details["principale"],
            "avant": before,
            "quittees": list(event.details["avant"]),
            "vers": None,
            "annule": event.numero,
            "retour": {id_: spot.regroupement_id for id_, spot in spots.items() if spot},
        },
        autres=groups_of(spots.values()),
        paroles=(event.details["principale"], *event.details["avant"]),
    )


def _bring_again(session: Session, geste: Geste, event: Evenement) -> None:
    """After a word was separated: under the same one again, both being where they were."""
    row = found(session, Contribution, event.details["carte"], lock=True)
    head = found(session, Contribution, event.details["principale"], lock=True)
    for one in (row, head):
        check_groupable(one)
    begin_rapprochement(session, geste, row.id, head.id, gettext("Retour en arrière"))
    back: dict[str, object] = {"annule": event.numero}
    record_together(session, geste, row, head, [row], {}, {row.id: None}, back)


INVERSES_CARTES: dict[str, Callable[[Session, Geste, Evenement], None]] = {
    "ContributionSplit": _join,
    "ContributionsBroughtTogether": _part_again,
    "ContributionsSeparated": _bring_again,
    "LoneVoiceMarked": _mark_back,
    "LoneVoiceUnmarked": _mark_back,
}
