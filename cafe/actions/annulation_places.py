"""Where an event says that cards stood, and putting them back there. Not actions."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext
from sqlalchemy.orm import Session

from cafe.actions.tableau import Geste, Place, check_groupable, enter, leave, open_target
from cafe.actions.tableau_groupes import Provenance
from cafe.models import Contribution, Evenement


def place_of(details: dict[str, object], cle: str) -> Place | None:
    group, rang = details.get(cle), details.get("rang")
    return None if group is None else Place(str(group), float(str(rang or 1)))


def places_of(event: Evenement) -> Provenance:
    """Where each card of a gesture on a group stood before it."""
    rangs = event.details.get("rangs", {})
    return {
        card: None if group is None else Place(group, float(rangs.get(card, 1)))
        for card, group in event.details["provenance"].items()
    }


def put_back(
    session: Session, geste: Geste, card: Contribution, place: Place | None
) -> Place | None:
    """Out of its group, into the one that it was in, where that one is still open."""
    former = leave(session, card, geste.par)
    if place is not None:
        target = open_target(session, geste.seance, place.regroupement_id)
        check_groupable(card)
        enter(session, card, target, geste.par, place.rang, gettext("Retour en arrière"))
    return former


def groups_of(places: Iterable[Place | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place.regroupement_id for place in places if place))
