"""Counting people at the door: by a tap or by their badge, and taking back the last one.

The présences of the séance (``Effectif``) follow in the same transaction, so that documents and
files count who came. A quality is all that is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.core import Missing, NotAllowed, RuleBroken, action, found, record, require
from cafe.actions.depot import as_uuid
from cafe.models import Badge, Effectif, Phase, Pointage, Seance
from cafe.models.accueil import offered_qualites
from cafe.models.base import new_id

QUALITE_MAX = 80


@dataclass(frozen=True)
class Arrivant:
    """One person counted; ``nouveau`` is False for a repeat of the same tap."""

    client_id: str
    qualite: str
    le: datetime
    nouveau: bool


@action
def count_arrival(
    session: Session,
    *,
    par: Identite,
    seance_id: str,
    client_id: str,
    qualite: str = "",
    badge: int | None = None,
) -> Arrivant:
    """Count one more person. With a badge and no quality, that of the badge's series.

    Who: whoever welcomes in the séance. Rules: before the compte rendu has left; the same
    ``client_id`` counts once, and not as somebody else (``geste_deja_compte``); a badge is of
    this séance and counts once (``badge_deja_pointe`` says when). Event: ArrivalCounted.
    """
    seance, who = _seance(session, par, seance_id)
    client_id = as_uuid(client_id)
    name = qualite.strip()
    first = _pointage(session, seance.id, client_id)
    if first is not None:
        if name not in ("", first.qualite):
            raise RuleBroken("geste_deja_compte", champ="qualite", qualite=first.qualite)
        return Arrivant(client_id, first.qualite, first.le, nouveau=False)
    held = _badge(session, seance.id, badge) if badge is not None else None
    name = name or (held.serie if held else "")
    if not name or len(name) > QUALITE_MAX:
        raise RuleBroken("qualite_absente", champ="qualite")
    now = clock.now()
    _effectif(session, seance.id, name).nombre += 1
    if held is not None and held.arrive_le is None:
        held.arrive_le = now
    row = Pointage(
        id=new_id(),
        seance_id=seance.id,
        client_id=client_id,
        qualite=name,
        badge_id=held.id if held else None,
        par=who.id or "",
        le=now,
    )
    session.add(row)
    _record(session, "ArrivalCounted", who, seance, row)
    return Arrivant(client_id, name, now, nouveau=True)


@action
def cancel_arrival(session: Session, *, par: Identite, seance_id: str, client_id: str) -> None:
    """Take back a person counted by mistake; doing it twice changes nothing more.

    Who: the account or device that counted them. Rules: before the compte rendu has left.
    Event: ArrivalCancelled.
    """
    seance, who = _seance(session, par, seance_id)
    row = _pointage(session, seance.id, as_uuid(client_id))
    if row is None:
        raise Missing
    if row.par != who.id:
        raise NotAllowed
    if row.annule_le is not None:
        return
    row.annule_le = clock.now()
    counted = _effectif(session, seance.id, row.qualite)
    # Corrected by hand meanwhile, down to nobody: a number of people is never negative.
    counted.nombre = max(0, counted.nombre - 1)
    if row.badge_id is not None:
        held = found(session, Badge, row.badge_id)
        if held.arrive_le == row.le:
            held.arrive_le = None
    _record(session, "ArrivalCancelled", who, seance, row)


def _seance(session: Session, par: Identite, seance_id: str) -> tuple[Seance, Identite]:
    """The séance, held: two stations that count at once wait for each other."""
    row = found(session, Seance, seance_id, lock=True)
    who = require(session, par, Pouvoir.ACCUEILLIR, Lieu(row.demarche_id, row.id))
    if row.phase is Phase.CLOSE:
        raise RuleBroken("rencontre_close")
    return row, who


def _pointage(session: Session, seance_id: str, client_id: str) -> Pointage | None:
    return session.scalar(
        select(Pointage).where(Pointage.seance_id == seance_id, Pointage.client_id == client_id)
    )


def _badge(session: Session, seance_id: str, numero: int) -> Badge:
    row = session.scalar(select(Badge).where(Badge.seance_id == seance_id, Badge.numero == numero))
    if row is None:
        raise RuleBroken("badge_jamais_imprime", champ="badge", numero=numero)
    before = session.scalar(
        select(Pointage.le).where(Pointage.badge_id == row.id, Pointage.annule_le.is_(None))
    )
    if before is not None:
        raise RuleBroken("badge_deja_pointe", champ="badge", numero=numero, heure=before)
    return row


def _effectif(session: Session, seance_id: str, qualite: str) -> Effectif:
    """The count of that quality; a first one brings all those that the page offers."""
    rows = session.scalars(select(Effectif).where(Effectif.seance_id == seance_id)).all()
    known = {row.qualite: row for row in rows}
    if qualite in known:
        return known[qualite]
    ordre = max((row.ordre for row in rows), default=-1)
    for name in dict.fromkeys([*offered_qualites(session, seance_id), qualite]):
        if name not in known:
            ordre += 1
            known[name] = Effectif(seance_id=seance_id, qualite=name, nombre=0, ordre=ordre)
            session.add(known[name])
    session.flush()
    return known[qualite]


def _record(session: Session, nature: str, who: Identite, seance: Seance, row: Pointage) -> None:
    # Of the person counted alone: no board, screen or phone shows it.
    record(
        session,
        nature,
        par=who,
        demarche_id=seance.demarche_id,
        seance_id=seance.id,
        objets=[("pointage", row.id)],
    )
