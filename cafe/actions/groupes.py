"""Groupes: the lasting instances of a démarche. Their members are in ``membres_groupe``."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.champs import first_try, one_line, optional
from cafe.actions.core import Missing, RuleBroken, action, check_version, found, record, require
from cafe.models import Demarche, GenreGroupe, Groupe


@dataclass(frozen=True)
class FicheGroupe:
    """What is said of a group; ``diffusion``: who else receives its comptes rendus."""

    nom: str
    genre: GenreGroupe = GenreGroupe.GROUPE_DE_TRAVAIL
    volet: str = ""
    diffusion: str = ""


@action
def create_groupe(
    session: Session,
    *,
    par: Identite,
    demarche_id: str,
    fiche: FicheGroupe,
    groupe_id: str | None = None,
) -> str:
    """Add a group to a démarche; returns its id. ``groupe_id`` is the page's own.

    Who: chef de projet. Event: GroupeCreated.
    """
    found(session, Demarche, demarche_id)
    who = require(session, par, Pouvoir.PREPARER, Lieu(demarche_id))
    id_, first = first_try(session, Groupe, groupe_id, demarche_id=demarche_id)
    if first is not None:
        return first.id
    row = Groupe(id=id_, demarche_id=demarche_id, cree_le=clock.now())
    _fill(row, fiche)
    session.add(row)
    _record(session, "GroupeCreated", who, row)
    return row.id


@action
def update_groupe(
    session: Session,
    *,
    par: Identite,
    groupe_id: str,
    fiche: FicheGroupe,
    version: int | None = None,
) -> int:
    """Correct what is said of a group; returns its new version.

    Who: chef de projet. Event: GroupeUpdated.
    """
    row = found(session, Groupe, groupe_id, lock=True)
    who = require(session, par, Pouvoir.PREPARER, Lieu(row.demarche_id))
    check_version(row, version)
    _fill(row, fiche)
    row.version += 1
    _record(session, "GroupeUpdated", who, row)
    return row.version


@action
def close_groupe(
    session: Session, *, par: Identite, groupe_id: str, version: int | None = None
) -> int:
    """Say that a group meets no more; its meetings stay. Returns its new version.

    Who: chef de projet. Closing it twice changes nothing. Event: GroupeClosed.
    """
    row = found(session, Groupe, groupe_id, lock=True)
    who = require(session, par, Pouvoir.PREPARER, Lieu(row.demarche_id))
    if row.ferme_le is not None:
        return row.version
    check_version(row, version)
    row.ferme_le = clock.now()
    row.version += 1
    _record(session, "GroupeClosed", who, row)
    return row.version


@action
def reopen_groupe(
    session: Session, *, par: Identite, groupe_id: str, version: int | None = None
) -> int:
    """Let a closed group meet again; returns its new version.

    Who: chef de projet. One that is open stays so. Event: GroupeReopened.
    """
    row = found(session, Groupe, groupe_id, lock=True)
    who = require(session, par, Pouvoir.PREPARER, Lieu(row.demarche_id))
    if row.ferme_le is None:
        return row.version
    check_version(row, version)
    row.ferme_le = None
    row.version += 1
    _record(session, "GroupeReopened", who, row)
    return row.version


def open_groupe_of(session: Session, demarche_id: str, groupe_id: str) -> Groupe:
    """A group of the démarche that still meets. Raises ``Missing`` or ``groupe_ferme``."""
    row = session.get(Groupe, groupe_id)
    if row is None or row.demarche_id != demarche_id:
        raise Missing
    if row.ferme_le is not None:
        raise RuleBroken("groupe_ferme", champ="groupe")
    return row


def _fill(row: Groupe, fiche: FicheGroupe) -> None:
    row.nom = one_line(fiche.nom, "nom", 200, "groupe_vide")
    row.genre = fiche.genre
    row.volet = one_line(fiche.volet, "volet", 200)
    row.diffusion = optional(fiche.diffusion, "diffusion", 400)


def _record(session: Session, nature: str, who: Identite, row: Groupe) -> None:
    record(session, nature, par=who, demarche_id=row.demarche_id, objets=[("groupe", row.id)])
