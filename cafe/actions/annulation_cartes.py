"""The inverses of the gestures under « Plus » on a card. Not actions: ``annulation`` calls them."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext
from sqlalchemy import update
from sqlalchemy.orm import Session

from cafe.actions.cibles import check_word_free
from cafe.actions.core import Stale, found, record
from cafe.actions.partages import check_word_not_cited
from cafe.actions.tableau import Geste, enter, leave, open_target
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


INVERSES_CARTES: dict[str, Callable[[Session, Geste, Evenement], None]] = {
    "ContributionSplit": _join,
}
