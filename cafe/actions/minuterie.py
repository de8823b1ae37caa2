"""The clock of the script: what entering, leaving and finding a step again does to its times.

Not actions themselves: those of ``conduite`` and ``horloge`` call them inside one.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.access.identity import Identite
from cafe.actions.core import Stale
from cafe.models import Etape, Evenement, Phase, Seance, Tour
from cafe.models.auteur import author_name

# The events that move the script from one step to another.
DEPLACEMENTS = ("EtapeReached", "SeanceOpened")


def first_etape(seance: Seance) -> Etape | None:
    """Where the script begins: its first step that was not left out."""
    return next((e for e in seance.etapes if e.ecartee_le is None), None)


def enter(session: Session, seance: Seance, etape: Etape, now: datetime) -> None:
    """Make an étape the one under way: its clock starts, that of the one left stops.

    A step that was left out and is gone to after all is put back.
    """
    leave(session, seance, now, towards=etape)
    etape.debut_le = now
    etape.fin_prevue_le = _after(now, etape.duree_minutes)
    etape.pause_le = None
    etape.ecartee_le = None
    seance.etape_id = etape.id
    _begin_tour(session, etape, now)


def resume(session: Session, seance: Seance, now: datetime) -> None:
    """Take up the étape of a séance ended by mistake: its clock had gone on."""
    etape = seance.etape
    if etape is None:
        return
    if etape.debut_le is None:
        enter(session, seance, etape, now)
    else:
        _begin_tour(session, etape, now)


def leave(session: Session, seance: Seance, now: datetime, *, towards: Etape | None = None) -> None:
    """Stop the clock of the étape under way; its tour ends unless the next step is of it too."""
    etape = seance.etape
    if etape is None:
        return
    etape.pause_le = None
    if etape.tour_id is None or (towards is not None and towards.tour_id == etape.tour_id):
        return
    tour = session.get(Tour, etape.tour_id)
    if tour is not None and tour.debut is not None:
        tour.fin = now


def check_depuis(session: Session, seance: Seance, depuis: str | None) -> None:
    """Refuse a gesture from a page that shows an étape left meanwhile, saying who moved on.

    ``depuis`` is empty for a page that showed none. ``Stale.details``: qui, titre, etape (the id
    of the one under way).
    """
    if depuis is None or (seance.etape_id or "") == depuis:
        return
    current = seance.etape
    moved = last_move(session, seance.id)
    raise Stale(
        "etape_deja_changee",
        qui=author_name(session, moved) or gettext("l’équipe"),
        titre=current.titre if current else "",
        etape=current.id if current else None,
    )


def is_repeat(session: Session, seance: Seance, par: Identite, etape_id: str, depuis: str) -> bool:
    """Whether the same person asks again for the move that brought the séance where it is."""
    moved = last_move(session, seance.id)
    return (
        seance.etape_id == etape_id
        and moved is not None
        and moved.auteur_id == par.id
        and (moved.details.get("depuis") or "") == depuis
    )


def last_move(session: Session, seance_id: str) -> Evenement | None:
    """The event that brought the séance to the étape under way."""
    return session.scalar(
        select(Evenement)
        .where(Evenement.seance_id == seance_id, Evenement.nature.in_(DEPLACEMENTS))
        .order_by(Evenement.numero.desc())
        .limit(1)
    )


def is_under_way(seance: Seance, etape: Etape) -> bool:
    """Whether it is the étape that an open séance is at."""
    return seance.phase is Phase.OUVERTE and seance.etape_id == etape.id


def _begin_tour(session: Session, etape: Etape, now: datetime) -> None:
    tour = session.get(Tour, etape.tour_id) if etape.tour_id else None
    if tour is not None:
        tour.debut = tour.debut or now
        tour.fin = None


def _after(now: datetime, minutes: int | None) -> datetime | None:
    return now + timedelta(minutes=minutes) if minutes else None
