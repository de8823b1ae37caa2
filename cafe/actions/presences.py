"""Présences of named professionals at a séance. Residents are counts: see ``set_effectifs``."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.actions.champs import first_try, one_line, organisme_of
from cafe.actions.core import Missing, RuleBroken, Stale, action, check_version, found
from cafe.actions.reunion import hold_reunion, record_reunion
from cafe.models import EtatPresence, MembreGroupe, Presence, Seance
from cafe.models.base import new_id

NOM_MAX = 120
FONCTION_MAX = 160
REPRESENTE_MAX = 200
# Above, it is no longer a list of people one knows.
PERSONNES_MAX = 300


@dataclass(frozen=True)
class Marque:
    """What a tap left: the présence and its version, to be sent back with the next tap."""

    presence_id: str
    version: int


@dataclass(frozen=True)
class Personne:
    """A professional as the compte rendu prints them."""

    nom: str
    fonction: str = ""
    organisme_id: str | None = None


@action
def mark_presence(
    session: Session,
    *,
    par: Identite,
    seance_id: str,
    membre_id: str,
    etat: EtatPresence,
    represente_par: str = "",
    version: int | None = None,
) -> Marque:
    """Say of a member of the group whether they are there; the last word replaces the first.

    Who: those who take notes. ``represente_par``: who sits instead, maybe said later.
    ``version``: the one the page showed, 0 when nothing was said yet, None to skip the check.
    Two who say the same at once agree; two who differ, the second is told. Event: PresenceSet.
    """
    who, seance = hold_reunion(session, par, seance_id)
    membre = found(session, MembreGroupe, membre_id)
    row = session.scalar(
        select(Presence).where(Presence.seance_id == seance.id, Presence.membre_id == membre.id)
    )
    instead = one_line(represente_par, "represente_par", REPRESENTE_MAX)
    kept = instead if etat is EtatPresence.REPRESENTE else ""
    if row is not None and (row.etat, row.represente_par) == (etat, kept):
        return Marque(row.id, row.version)
    if version is not None and version != (row.version if row else 0):
        raise Stale(version=row.version if row else 0)
    if row is None:
        if membre.groupe_id != seance.groupe_id or membre.fin_le is not None:
            raise Missing
        row = Presence(
            id=new_id(),
            seance_id=seance.id,
            membre_id=membre.id,
            nom=membre.nom,
            fonction=membre.fonction,
            organisme_id=membre.organisme_id,
            ordre=membre.ordre,
            version=0,
        )
        session.add(row)
    row.etat = etat
    row.represente_par = kept
    row.le = clock.now()
    row.version += 1
    record_reunion(session, "PresenceSet", who, seance, "presence", row.id)
    return Marque(row.id, row.version)


@action
def add_presence(
    session: Session,
    *,
    par: Identite,
    seance_id: str,
    personne: Personne,
    presence_id: str | None = None,
) -> str:
    """« + une personne »: someone who came without being a member; returns the présence's id.

    Who: those who take notes. ``presence_id`` is the page's own. Event: PresenceAdded.
    """
    who, seance = hold_reunion(session, par, seance_id)
    id_, first = first_try(session, Presence, presence_id, seance_id=seance.id)
    if first is not None:
        return first.id
    said = select(func.count(), func.max(Presence.ordre)).where(Presence.seance_id == seance.id)
    nombre, last = session.execute(said).one()
    if nombre >= PERSONNES_MAX:
        raise RuleBroken("trop_de_personnes", champ="nom", maximum=PERSONNES_MAX)
    row = Presence(
        id=id_,
        seance_id=seance.id,
        etat=EtatPresence.PRESENT,
        ordre=max(last or 0, _last_of_group(session, seance)) + 1,
        le=clock.now(),
    )
    _fill(session, seance, row, personne)
    session.add(row)
    record_reunion(session, "PresenceAdded", who, seance, "presence", row.id)
    return row.id


@action
def correct_presence(
    session: Session,
    *,
    par: Identite,
    presence_id: str,
    personne: Personne,
    version: int | None = None,
) -> int:
    """Correct the name, fonction or structure as this séance's compte rendu prints them.

    Who: those who take notes. The group's list is left alone. Returns the new version.
    Event: PresenceCorrected.
    """
    who, seance, row = _held(session, par, presence_id, version)
    _fill(session, seance, row, personne)
    row.version += 1
    record_reunion(session, "PresenceCorrected", who, seance, "presence", row.id)
    return row.version


@action
def clear_presence(
    session: Session, *, par: Identite, presence_id: str, version: int | None = None
) -> None:
    """Take back what was said of someone: a member is to be asked again, another goes.

    Who: those who take notes. Event: PresenceCleared.
    """
    who, seance, row = _held(session, par, presence_id, version)
    session.delete(row)
    record_reunion(session, "PresenceCleared", who, seance, "presence", presence_id)


def _held(
    session: Session, par: Identite, presence_id: str, version: int | None
) -> tuple[Identite, Seance, Presence]:
    seance_id = found(session, Presence, presence_id).seance_id
    who, seance = hold_reunion(session, par, seance_id)
    row = found(session, Presence, presence_id, lock=True)
    check_version(row, version)
    return who, seance, row


def _last_of_group(session: Session, seance: Seance) -> int:
    """The place of the last member: those who came besides stand after them."""
    if seance.groupe_id is None:
        return 0
    query = select(func.max(MembreGroupe.ordre)).where(MembreGroupe.groupe_id == seance.groupe_id)
    return session.scalar(query) or 0


def _fill(session: Session, seance: Seance, row: Presence, personne: Personne) -> None:
    row.nom = one_line(personne.nom, "nom", NOM_MAX, "personne_vide")
    row.fonction = one_line(personne.fonction, "fonction", FONCTION_MAX)
    row.organisme_id = (
        organisme_of(session, seance.demarche_id, personne.organisme_id).id
        if personne.organisme_id
        else None
    )
