"""The clock of the step under way, and the steps to come: pause, resume, give time, leave out.

Each takes the étape that the page was showing: where the script has moved on meanwhile, it says
who moved it and to what. Phones and screens follow the same clock, the server's.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_babel import gettext
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.core import Missing, RuleBroken, Stale, action, found, record, require
from cafe.actions.minuterie import check_depuis, is_under_way
from cafe.models import Etape, Phase, Seance
from cafe.models.auteur import author_name, last_event_of
from cafe.models.minuteur import milliseconds

DUREE_MAX = 600
# What one gesture may add to or take from the step under way, in minutes.
AJOUT_MAX = 60


@action
def pause_etape(session: Session, *, par: Identite, seance_id: str, etape_id: str) -> None:
    """Stop the clock of the étape under way; paused twice, it is paused once.

    Who: those who run the séance. Event: EtapePaused.
    """
    seance, etape, who = _running(session, par, seance_id, etape_id)
    if etape.pause_le is not None:
        return
    etape.pause_le = clock.now()
    _record(session, "EtapePaused", who, seance, etape)


@action
def resume_etape(session: Session, *, par: Identite, seance_id: str, etape_id: str) -> None:
    """Let the clock run again: what was left when it stopped is left now.

    Who: those who run the séance. Event: EtapeResumed.
    """
    seance, etape, who = _running(session, par, seance_id, etape_id)
    if etape.pause_le is None:
        return
    if etape.fin_prevue_le is not None:
        etape.fin_prevue_le += clock.now() - etape.pause_le
    etape.pause_le = None
    _record(session, "EtapeResumed", who, seance, etape)


@action
def extend_etape(
    session: Session,
    *,
    par: Identite,
    seance_id: str,
    etape_id: str,
    minutes: int,
    fin_vue: int | None = None,
) -> datetime:
    """Give minutes to the étape under way, or take some (negative); returns its new end.

    Time given after the end counts from now. ``fin_vue`` (ms) is the end that the page showed, 0
    for none: when someone has changed it meanwhile, ``Stale`` says who, and nothing is added twice.
    Who: those who run the séance. Event: EtapeExtended.
    """
    seance, etape, who = _running(session, par, seance_id, etape_id)
    if not minutes or abs(minutes) > AJOUT_MAX:
        raise RuleBroken("minutes_a_ajouter", champ="minutes", maximum=AJOUT_MAX)
    if fin_vue is not None and fin_vue != (milliseconds(etape.fin_prevue_le) or 0):
        before = last_event_of(session, "etape", etape.id)
        raise Stale("temps_deja_change", qui=author_name(session, before) or gettext("l’équipe"))
    at = etape.pause_le or clock.now()
    asked = etape.fin_prevue_le or at
    given = timedelta(minutes=minutes)
    etape.fin_prevue_le = max(at, (max(asked, at) if minutes > 0 else asked) + given)
    _record(session, "EtapeExtended", who, seance, etape, minutes=minutes)
    return etape.fin_prevue_le


@action
def leave_out_etape(
    session: Session, *, par: Identite, seance_id: str, etape_id: str, tour: bool = False
) -> None:
    """Leave a coming étape out: « suivant » jumps over it; it stays in the script, marked.

    ``tour``: all coming étapes of its tour with it, so that no half of a tour remains.
    Who: those who run the séance. Event: EtapeLeftOut.
    """
    seance, etape, who = _coming(session, par, seance_id, etape_id)
    now = clock.now()
    left = [e for e in _with_tour(seance, etape, tour) if e.ecartee_le is None]
    for one in left:
        one.ecartee_le = now
    if left:
        _record(session, "EtapeLeftOut", who, seance, *left)


@action
def put_back_etape(
    session: Session, *, par: Identite, seance_id: str, etape_id: str, tour: bool = False
) -> None:
    """Put an étape that was left out back in its place.

    Who: those who run the séance. Event: EtapePutBack.
    """
    seance, etape, who = _coming(session, par, seance_id, etape_id)
    back = [e for e in _with_tour(seance, etape, tour) if e.ecartee_le is not None]
    for one in back:
        one.ecartee_le = None
    if back:
        _record(session, "EtapePutBack", who, seance, *back)


@action
def set_duree(
    session: Session, *, par: Identite, seance_id: str, etape_id: str, minutes: int
) -> None:
    """Say how long a coming étape will last, in minutes.

    Who: those who run the séance. Event: EtapeTimed.
    """
    seance, etape, who = _coming(session, par, seance_id, etape_id)
    if not 1 <= minutes <= DUREE_MAX:
        raise RuleBroken("duree_etape", champ="minutes", maximum=DUREE_MAX)
    if etape.duree_minutes == minutes:
        return
    etape.duree_minutes = minutes
    _record(session, "EtapeTimed", who, seance, etape, minutes=minutes)


def _running(
    session: Session, par: Identite, seance_id: str, etape_id: str
) -> tuple[Seance, Etape, Identite]:
    """The étape under way, which must still be the one that the page was showing."""
    seance, who = _led(session, par, seance_id)
    if seance.phase is not Phase.OUVERTE:
        raise RuleBroken("horloge_arretee")
    check_depuis(session, seance, etape_id)
    return seance, found(session, Etape, etape_id), who


def _coming(
    session: Session, par: Identite, seance_id: str, etape_id: str
) -> tuple[Seance, Etape, Identite]:
    """An étape of a séance that is not over, other than the one under way."""
    seance, who = _led(session, par, seance_id)
    if seance.phase not in (Phase.PREPARATION, Phase.OUVERTE):
        raise RuleBroken("horloge_arretee")
    etape = found(session, Etape, etape_id)
    if etape.seance_id != seance.id:
        raise Missing
    if is_under_way(seance, etape):
        raise RuleBroken("etape_deja_la", titre=etape.titre)
    return seance, etape, who


def _with_tour(seance: Seance, etape: Etape, tour: bool) -> list[Etape]:
    """The étape, or all those of its tour that are still to come."""
    if not tour or etape.tour_id is None:
        return [etape]
    now = seance.etape
    coming = [e for e in seance.etapes if now is None or e.ordre > now.ordre]
    return [e for e in coming if e.tour_id == etape.tour_id]


def _led(session: Session, par: Identite, seance_id: str) -> tuple[Seance, Identite]:
    seance = found(session, Seance, seance_id, lock=True)
    return seance, require(session, par, Pouvoir.ANIMER, Lieu(seance.demarche_id, seance.id))


def _record(
    session: Session, nature: str, who: Identite, seance: Seance, *etapes: Etape, **details: object
) -> None:
    record(
        session,
        nature,
        par=who,
        demarche_id=seance.demarche_id,
        seance_id=seance.id,
        objets=[("etape", etape.id) for etape in etapes],
        details=details,
    )
