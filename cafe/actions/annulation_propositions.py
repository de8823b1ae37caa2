"""The inverse of propositions accepted: cards where they stood, the groups made for them closed."""

from __future__ import annotations

from flask_babel import gettext
from sqlalchemy.orm import Session

from cafe import clock
from cafe.actions.cibles import check_group_free, check_not_last
from cafe.actions.core import RuleBroken, found
from cafe.actions.tableau import (
    Geste,
    Place,
    check_groupable,
    enter,
    leave,
    open_members,
    open_target,
)
from cafe.actions.tableau_groupes import Provenance, check_not_cited, record_cards
from cafe.models import Contribution, Evenement, Regroupement


def unaccept(session: Session, geste: Geste, event: Evenement) -> None:
    """All at once, or refused: a group that others have filled since stays."""
    places: dict[str, str | None] = event.details["provenance"]
    made = [found(session, Regroupement, id_, lock=True) for id_ in event.details["crees"]]
    for group in made:
        _check_ours(session, group, set(places))
    check_not_last(session, list(places))
    rows = [found(session, Contribution, id_, lock=True) for id_ in places]
    moved: Provenance = {}
    back: dict[str, str] = {}
    for row in rows:
        moved[row.id] = leave(session, row, geste.par)
        former = places[row.id]
        if former is None:
            continue
        target = open_target(session, geste.seance, former)
        check_groupable(row)
        place = Place(target.id, float(event.details["rangs"].get(row.id, 1)))
        enter(session, row, target, geste.par, place.rang, gettext("Retour en arrière"))
        back[row.id] = target.id
    for group in made:
        group.ferme_le = clock.now()
        group.version += 1
    crees = [group.id for group in made]
    details = {"annule": event.numero, "retour": back, "crees": crees, "vers": None}
    groups = (*crees, *back.values())
    record_cards(session, "PropositionsReversed", rows, geste, moved, details, autres=groups)


def _check_ours(session: Session, group: Regroupement, ours: set[str]) -> None:
    check_group_free(session, group.id)
    check_not_cited(session, group.id)
    if {member.contribution_id for member in open_members(session, group.id)} - ours:
        raise RuleBroken("groupe_rempli", titre=group.titre)
