"""Where the bearer of a badge goes, and which table their words come from."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from cafe import clock
from cafe.actions.depot import Envoi
from cafe.extensions import db
from cafe.models.places import Arret, change_in, stop_in, way_of_phone
from cafe.models.question import current_tour, tablees_of
from cafe.participation.salle import here, me


@dataclass(frozen=True)
class Place:
    """``arret``: now, or next. ``change``: the next round at which a repair sends one elsewhere
    than was told. ``ailleurs``: the table scanned, when it is another one than now."""

    arret: Arret | None
    change: Arret | None = None
    ailleurs: int | None = None

    @property
    def table(self) -> int | None:
        """The table of the round under way."""
        return self.arret.table if self.arret and not self.arret.a_venir else None


def place_here() -> Place:
    """That of the phone that asks; nothing where people go where they like."""
    session, seance = db.session(), here()
    way = way_of_phone(session, seance, me().id)
    if not way:
        return Place(None)
    tour = current_tour(session, seance.id, clock.now())
    numero = tour.numero if tour else None
    arret = stop_in(way, numero)
    scanned = request.args.get("table", type=int)
    known = scanned in {row.numero for row in tablees_of(session, seance.id)}
    here_now = arret is not None and numero is not None and arret.table != scanned
    return Place(arret, change_in(way, numero), scanned if known and here_now else None)


def table_of_word(envoi: Envoi) -> int | None:
    """The table that a word comes from: a badge's at the round of the word, else as it was sent."""
    session, seance = db.session(), here()
    way = way_of_phone(session, seance, me().id)
    if not way:
        return envoi.tablee
    tour = current_tour(session, seance.id, clock.now()) if envoi.tour is None else None
    numero = tour.numero if tour else envoi.tour
    stop = stop_in(way, numero) if numero is not None else None
    return stop.table if stop else envoi.tablee
