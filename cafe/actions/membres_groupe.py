"""Who sits in a groupe: added, corrected, put in order, and the end of a seat."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.champs import first_try, one_line, organisme_of
from cafe.actions.core import RuleBroken, action, check_version, found, record, require
from cafe.actions.groupes import open_groupe_of
from cafe.models import Groupe, MembreGroupe, Rang
from cafe.models.groupe import membres_of

MEMBRES_MAX = 200


@dataclass(frozen=True)
class Siege:
    """A person in a group: name, fonction, the structure they speak for, seat."""

    nom: str
    fonction: str = ""
    organisme_id: str | None = None
    rang: Rang = Rang.TITULAIRE
    copilote: bool = False


@action
def add_membre(
    session: Session,
    *,
    par: Identite,
    groupe_id: str,
    siege: Siege,
    membre_id: str | None = None,
) -> str:
    """Seat someone at the end of a group's list; returns the member's id.

    Who: chef de projet. ``membre_id`` is the page's own. Event: MembreGroupeAdded.
    """
    who, groupe = _hold(session, par, groupe_id)
    open_groupe_of(session, groupe.demarche_id, groupe.id)
    id_, first = first_try(session, MembreGroupe, membre_id, groupe_id=groupe.id)
    if first is not None:
        return first.id
    seated = membres_of(session, groupe.id)
    if len(seated) >= MEMBRES_MAX:
        raise RuleBroken("trop_de_membres", champ="nom", maximum=MEMBRES_MAX)
    last = seated[-1].ordre if seated else 0
    row = MembreGroupe(id=id_, groupe_id=groupe.id, ordre=last + 1, cree_le=clock.now())
    _fill(session, groupe, row, siege)
    session.add(row)
    _record(session, "MembreGroupeAdded", who, groupe, row.id)
    return row.id


@action
def update_membre(
    session: Session,
    *,
    par: Identite,
    membre_id: str,
    siege: Siege,
    version: int | None = None,
) -> int:
    """Correct what is said of a member; returns the new version.

    Who: chef de projet. Présences already noted keep the name they had. Event:
    MembreGroupeUpdated.
    """
    who, groupe, row = _held(session, par, membre_id, version)
    _fill(session, groupe, row, siege)
    row.version += 1
    _record(session, "MembreGroupeUpdated", who, groupe, row.id)
    return row.version


@action
def move_membre(
    session: Session, *, par: Identite, membre_id: str, ordre: int, version: int | None = None
) -> int:
    """Put a member at another place of the list, counted from 1; returns the new version.

    Who: chef de projet. A place beyond the ends is the nearest one; the place they have
    changes nothing. Event: MembreGroupeMoved.
    """
    who, groupe, row = _held(session, par, membre_id, version)
    seated = membres_of(session, groupe.id)
    place = min(max(ordre, 1), len(seated))
    if seated.index(row) == place - 1:
        return row.version
    seated.remove(row)
    seated.insert(place - 1, row)
    for rang, one in enumerate(seated, start=1):
        one.ordre = rang
    row.version += 1
    _record(session, "MembreGroupeMoved", who, groupe, row.id)
    return row.version


@action
def end_membre(
    session: Session, *, par: Identite, membre_id: str, version: int | None = None
) -> None:
    """Say that someone sits there no more; what was noted of them stays.

    Who: chef de projet. Event: MembreGroupeEnded.
    """
    who, groupe, row = _held(session, par, membre_id, version)
    row.fin_le = clock.now()
    row.version += 1
    _record(session, "MembreGroupeEnded", who, groupe, row.id)


def _hold(session: Session, par: Identite, groupe_id: str) -> tuple[Identite, Groupe]:
    """Who prepares, and the group, held: its members are ordered one at a time."""
    groupe = found(session, Groupe, groupe_id, lock=True)
    return require(session, par, Pouvoir.PREPARER, Lieu(groupe.demarche_id)), groupe


def _held(
    session: Session, par: Identite, membre_id: str, version: int | None
) -> tuple[Identite, Groupe, MembreGroupe]:
    groupe_id = found(session, MembreGroupe, membre_id).groupe_id
    who, groupe = _hold(session, par, groupe_id)
    row = found(session, MembreGroupe, membre_id, lock=True)
    if row.fin_le is not None:
        raise RuleBroken("membre_parti")
    check_version(row, version)
    return who, groupe, row


def _fill(session: Session, groupe: Groupe, row: MembreGroupe, siege: Siege) -> None:
    row.nom = one_line(siege.nom, "nom", 120, "personne_vide")
    row.fonction = one_line(siege.fonction, "fonction", 160)
    row.organisme_id = (
        organisme_of(session, groupe.demarche_id, siege.organisme_id).id
        if siege.organisme_id
        else None
    )
    if siege.copilote and row.organisme_id is None:
        raise RuleBroken("copilote_sans_structure", champ="organisme")
    row.rang = siege.rang
    row.copilote = siege.copilote


def _record(session: Session, nature: str, who: Identite, groupe: Groupe, membre_id: str) -> None:
    record(
        session,
        nature,
        par=who,
        demarche_id=groupe.demarche_id,
        objets=[("groupe", groupe.id), ("membre_groupe", membre_id)],
    )
