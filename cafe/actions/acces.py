"""Paired devices: a link shown on the laptop, opened once on a tablet or a screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Genre, Identite, identite_of_acces
from cafe.access.jetons import hash_jeton, new_jeton
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.core import Missing, NotAllowed, RuleBroken, action, found, record, require
from cafe.models import Acces, RoleAcces, Seance, Tablee

DUREE_ACCES = timedelta(hours=12)


@dataclass(frozen=True)
class Appairage:
    """What a device receives when it is paired."""

    secret: str
    role: RoleAcces
    seance_id: str


@action
def create_acces(
    session: Session,
    *,
    par: Identite,
    seance_id: str,
    role: RoleAcces,
    tablee_id: str | None = None,
    libelle: str = "",
) -> str:
    """Make a pairing link, valid twelve hours; returns its secret, shown once.

    Who: accounts that run the séance. A host needs a table. Event: AccesCreated.
    """
    seance = found(session, Seance, seance_id)
    who = _team_member(session, par, seance)
    if role is RoleAcces.HOTE:
        tablee = session.get(Tablee, tablee_id) if tablee_id else None
        if tablee is None or tablee.seance_id != seance.id:
            raise RuleBroken("table_inconnue", champ="tablee")
    now = clock.now()
    jeton = new_jeton()
    acces = Acces(
        role=role,
        seance_id=seance.id,
        tablee_id=tablee_id if role is RoleAcces.HOTE else None,
        libelle=libelle.strip()[:120],
        jeton_hash=hash_jeton(jeton),
        par=who.id or "",
        le=now,
        expire_le=now + DUREE_ACCES,
    )
    session.add(acces)
    session.flush()
    record(
        session,
        "AccesCreated",
        par=who,
        demarche_id=seance.demarche_id,
        seance_id=seance.id,
        objets=[("acces", acces.id)],
        details={"role": role.value},
    )
    return jeton


@action
def pair_acces(session: Session, *, jeton: str) -> Appairage:
    """Give the first device that opens the link its own secret; the link dies.

    Who: the holder of the link. Event: AccesPaired.
    """
    acces = session.scalar(
        select(Acces).where(Acces.jeton_hash == hash_jeton(jeton)).with_for_update()
    )
    now = clock.now()
    if acces is None or not acces.is_open(now) or acces.appaire_le is not None:
        raise Missing("appairage_perime")
    secret = new_jeton()
    acces.appareil_hash = hash_jeton(secret)
    acces.appaire_le = now
    seance = found(session, Seance, acces.seance_id)
    record(
        session,
        "AccesPaired",
        par=identite_of_acces(acces),
        demarche_id=seance.demarche_id,
        seance_id=seance.id,
        objets=[("acces", acces.id)],
    )
    return Appairage(secret, acces.role, acces.seance_id)


@action
def revoke_acces(session: Session, *, par: Identite, acces_id: str) -> None:
    """Shut a device out now. Who: accounts that run the séance. Event: AccesRevoked."""
    acces = found(session, Acces, acces_id, lock=True)
    seance = found(session, Seance, acces.seance_id)
    who = _team_member(session, par, seance)
    if acces.revoque_le is not None:
        return
    acces.revoque_le = clock.now()
    record(
        session,
        "AccesRevoked",
        par=who,
        demarche_id=seance.demarche_id,
        seance_id=seance.id,
        objets=[("acces", acces.id)],
    )


def _team_member(session: Session, par: Identite, seance: Seance) -> Identite:
    """Someone of the team, not a tablet: a lent device must not prolong or multiply itself."""
    who = require(session, par, Pouvoir.ANIMER, Lieu(seance.demarche_id, seance.id))
    if who.genre is Genre.APPAREIL:
        raise NotAllowed
    return who
