"""The structures of a démarche: who pilots, who promises, to whom words are passed on."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.champs import optional, required
from cafe.actions.core import RuleBroken, action, check_version, found, record, require
from cafe.models import Demarche, Organisme


@action
def create_organisme(
    session: Session,
    *,
    par: Identite,
    demarche_id: str,
    nom: str,
    sigle: str = "",
    nature: str = "",
) -> str:
    """Add a structure to a démarche; its name is its own there.

    Who: chef de projet. Event: OrganismeCreated.
    """
    found(session, Demarche, demarche_id)
    who = require(session, par, Pouvoir.PREPARER, Lieu(demarche_id))
    row = Organisme(demarche_id=demarche_id, cree_le=clock.now())
    _fill(session, row, nom, sigle, nature)
    session.add(row)
    session.flush()
    record(
        session,
        "OrganismeCreated",
        par=who,
        demarche_id=demarche_id,
        objets=[("organisme", row.id)],
    )
    return row.id


@action
def update_organisme(
    session: Session,
    *,
    par: Identite,
    organisme_id: str,
    nom: str,
    sigle: str = "",
    nature: str = "",
    version: int | None = None,
) -> int:
    """Correct a structure's name, initials or kind. Returns its new version.

    Who: chef de projet. Event: OrganismeUpdated.
    """
    row = found(session, Organisme, organisme_id, lock=True)
    who = require(session, par, Pouvoir.PREPARER, Lieu(row.demarche_id))
    check_version(row, version)
    _fill(session, row, nom, sigle, nature)
    row.version += 1
    record(
        session,
        "OrganismeUpdated",
        par=who,
        demarche_id=row.demarche_id,
        objets=[("organisme", row.id)],
    )
    return row.version


def _fill(session: Session, row: Organisme, nom: str, sigle: str, nature: str) -> None:
    kept = required(nom, "nom", "nom_vide", 200)
    taken = session.scalar(
        select(Organisme.id).where(
            Organisme.demarche_id == row.demarche_id, Organisme.nom == kept, Organisme.id != row.id
        )
    )
    if taken is not None:
        raise RuleBroken("organisme_existe", champ="nom")
    row.nom = kept
    row.sigle = optional(sigle, "sigle", 40)
    row.nature = optional(nature, "nature", 60)
