"""Démarches: created by an admin, described by their lead."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date

from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Genre, Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.core import RuleBroken, action, check_version, found, record, require
from cafe.models import Demarche, Membre, Role
from cafe.models.demarche import LIBELLES_PAR_DEFAUT


@dataclass(frozen=True)
class FicheDemarche:
    """What is said of a démarche; the charter is in residents' words."""

    nom: str
    territoire: str = ""
    presentation: str = ""
    negociable: str = ""
    decideur: str = ""
    echeances: str = ""
    moderation: str = ""
    porteur: str = ""
    non_negociable: str = ""
    conservation: str = ""
    contact_nom: str = ""
    contact_telephone: str = ""
    contact_courriel: str = ""
    contact_horaires: str = ""
    quartiers: tuple[str, ...] = ()
    prochaine_etape: str = ""
    prochaine_date: date | None = None
    publique: bool = False
    libelles: dict[str, str] = field(default_factory=dict)


_LONGUEURS = {
    "nom": 200,
    "territoire": 200,
    "porteur": 200,
    "contact_nom": 120,
    "contact_telephone": 40,
    "contact_courriel": 200,
    "contact_horaires": 200,
}


def _apply(row: Demarche, said: FicheDemarche) -> None:
    if not said.nom.strip():
        raise RuleBroken("demarche_sans_nom", champ="nom")
    for one in fields(said):
        value = getattr(said, one.name)
        if isinstance(value, str):
            value = value.strip()[: _LONGUEURS.get(one.name)]
        setattr(row, one.name, value)
    row.quartiers = list(dict.fromkeys(q.strip()[:120] for q in said.quartiers if q.strip()))
    row.libelles = {
        cle: mot.strip()[:60]
        for cle, mot in said.libelles.items()
        if cle in LIBELLES_PAR_DEFAUT and mot.strip()
    }


@action
def create_demarche(session: Session, *, par: Identite, fiche: FicheDemarche) -> str:
    """Make a démarche and return its id; an account that makes one becomes its lead.

    Who: admins and the command line. Event: DemarcheCreated.
    """
    who = require(session, par, Pouvoir.CREER_DEMARCHE, Lieu())
    now = clock.now()
    row = Demarche(cree_le=now)
    _apply(row, fiche)
    session.add(row)
    session.flush()
    if who.genre is Genre.COMPTE and who.id:
        session.add(Membre(compte_id=who.id, demarche_id=row.id, role=Role.CHEF_DE_PROJET, le=now))
    record(session, "DemarcheCreated", par=who, demarche_id=row.id, objets=[("demarche", row.id)])
    return row.id


@action
def update_demarche(
    session: Session, *, par: Identite, demarche_id: str, fiche: FicheDemarche, version: int | None
) -> int:
    """Change what is said of a démarche; returns the new version.

    Who: chef de projet. Event: DemarcheUpdated.
    """
    row = found(session, Demarche, demarche_id, lock=True)
    who = require(session, par, Pouvoir.PREPARER, Lieu(row.id))
    check_version(row, version)
    _apply(row, fiche)
    row.version += 1
    record(session, "DemarcheUpdated", par=who, demarche_id=row.id, objets=[("demarche", row.id)])
    return row.version


@action
def add_membre(
    session: Session, *, par: Identite, demarche_id: str, compte_id: str, role: Role
) -> str:
    """Give a role without an invitation. Who: the command line. Event: MembreJoined."""
    who = require(session, par, Pouvoir.CREER_DEMARCHE, Lieu())
    found(session, Demarche, demarche_id)
    membre = Membre(compte_id=compte_id, demarche_id=demarche_id, role=role, le=clock.now())
    session.add(membre)
    session.flush()
    record(
        session,
        "MembreJoined",
        par=who,
        demarche_id=demarche_id,
        objets=[("membre", membre.id), ("compte", compte_id)],
        details={"role": role.value},
    )
    return membre.id
