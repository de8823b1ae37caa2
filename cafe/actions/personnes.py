"""The people of a plan of names, and who has left; for professionals, never for residents."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.core import RuleBroken, action, found, hold_numbers, record, require
from cafe.models import Badge, Phase, Placement, Seance, Tablee
from cafe.models.base import new_id
from cafe.models.halle import last_badge, named_badges
from cafe.models.talon import last_talon

PERSONNES_MAX = 2000


@dataclass(frozen=True)
class PersonnePrevue:
    """Somebody to seat. ``hote``: the number of the table that they keep; people of one
    ``ensemble`` share every table, people of one ``a_part`` none."""

    nom: str
    structure: str = ""
    college: str = ""
    hote: int | None = None
    ensemble: str = ""
    a_part: str = ""


@dataclass(frozen=True)
class BilanPersonnes:
    """What an import did, or would do."""

    nouvelles: int
    modifiees: int
    inchangees: int


@action
def import_personnes(
    session: Session,
    *,
    par: Identite,
    seance_id: str,
    personnes: tuple[PersonnePrevue, ...],
    essai: bool = False,
) -> BilanPersonnes:
    """Add people to the list of a séance, or mend what is said of them; nobody is taken away.

    Who: whoever facilitates the séance. A person is known by name and structure, so that a list
    sent again changes nothing. Rules: a name, a table that exists, one table per host, bounds.
    ``essai`` only counts. Event: PersonnesImported, counts only.
    """
    seance = found(session, Seance, seance_id, lock=True)
    who = require(session, par, Pouvoir.ANIMER, Lieu(seance.demarche_id, seance.id))
    if seance.phase in (Phase.TERMINEE, Phase.CLOSE):
        raise RuleBroken("rencontre_finie")
    if len(personnes) > PERSONNES_MAX:
        raise RuleBroken("trop_de_personnes", maximum=PERSONNES_MAX)
    tables = {
        row.numero: row.id
        for row in session.scalars(select(Tablee).where(Tablee.seance_id == seance.id))
    }
    known = {_key(row.nom, row.organisme): row for row in named_badges(session, seance.id)}
    hold_numbers(session)
    numero = max(last_talon(session, seance.id), last_badge(session, seance.id))
    rang = len(known)
    nouvelles = modifiees = 0
    for personne in personnes:
        if not personne.nom.strip():
            raise RuleBroken("personne_sans_nom", champ="nom")
        if personne.hote is not None and personne.hote not in tables:
            raise RuleBroken(
                "hote_sans_table", champ="hote", nom=personne.nom, numero=personne.hote
            )
        said = {
            "serie": personne.college.strip(),
            "tablee_fixe_id": tables[personne.hote] if personne.hote is not None else None,
            "ensemble": personne.ensemble.strip(),
            "a_part": personne.a_part.strip(),
        }
        row = known.get(_key(personne.nom, personne.structure))
        if row is None:
            numero, rang, nouvelles = numero + 1, rang + 1, nouvelles + 1
            row = Badge(
                id=new_id(),
                seance_id=seance.id,
                numero=numero,
                rang=rang,
                nom=personne.nom.strip(),
                organisme=personne.structure.strip(),
            )
            known[_key(row.nom, row.organisme)] = row
            if not essai:
                session.add(row)
        elif any(getattr(row, key) != value for key, value in said.items()):
            modifiees += 1
        else:
            continue
        if not essai:
            for key, value in said.items():
                setattr(row, key, value)
    bilan = BilanPersonnes(nouvelles, modifiees, len(personnes) - nouvelles - modifiees)
    if not essai and nouvelles + modifiees:
        record(
            session,
            "PersonnesImported",
            par=who,
            demarche_id=seance.demarche_id,
            seance_id=seance.id,
            details={"nouvelles": nouvelles, "modifiees": modifiees},
        )
    return bilan


@action
def remove_personne(session: Session, *, par: Identite, badge_id: str) -> None:
    """Take somebody off the list, as long as no plan was made with them.

    Who: whoever facilitates the séance. Event: PersonneRemoved.
    """
    row = found(session, Badge, badge_id, lock=True)
    seance = found(session, Seance, row.seance_id)
    who = require(session, par, Pouvoir.ANIMER, Lieu(seance.demarche_id, seance.id))
    if session.scalar(select(exists().where(Placement.badge_id == row.id))) or not row.nom:
        raise RuleBroken("personne_placee", nom=row.nom or row.numero)
    session.execute(delete(Badge).where(Badge.id == row.id))
    record(
        session,
        "PersonneRemoved",
        par=who,
        demarche_id=seance.demarche_id,
        seance_id=seance.id,
        objets=[("badge", badge_id)],
    )


@action
def mark_departures(
    session: Session,
    *,
    par: Identite,
    seance_id: str,
    partis: tuple[str, ...],
    revenus: tuple[str, ...] = (),
) -> int:
    """Say who of the list has left, and who had not after all; how many that changes.

    Who: whoever facilitates the séance. Others stay as they are: another tab may have marked
    them. Seats change only by a repair. Event: DeparturesMarked.
    """
    seance = found(session, Seance, seance_id, lock=True)
    who = require(session, par, Pouvoir.ANIMER, Lieu(seance.demarche_id, seance.id))
    now = clock.now()
    changed = []
    for row in named_badges(session, seance.id):
        if row.id in partis and row.parti_le is None:
            row.parti_le = now
            changed.append(row.id)
        elif row.id in revenus and row.parti_le is not None:
            row.parti_le = None
            changed.append(row.id)
    if changed:
        record(
            session,
            "DeparturesMarked",
            par=who,
            demarche_id=seance.demarche_id,
            seance_id=seance.id,
            objets=[("badge", id_) for id_ in changed],
        )
    return len(changed)


def _key(nom: str, structure: str) -> tuple[str, str]:
    return " ".join(nom.split()).casefold(), " ".join(structure.split()).casefold()
