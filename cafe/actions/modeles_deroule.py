"""Models of a script: kept from a séance, applied to another, renamed, retired.

A model belongs to a démarche. It is copied when it is applied: what becomes of it afterwards
changes no séance.
"""

from __future__ import annotations

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.champs import one_line, optional
from cafe.actions.contenu_deroule import ContenuDeroule, content_of
from cafe.actions.core import (
    Missing,
    RuleBroken,
    action,
    check_version,
    found,
    record,
    require,
)
from cafe.actions.deroule import set_etapes, set_tables
from cafe.actions.programme import fill_programme
from cafe.models import Contribution, Demarche, ModeleDeroule, Phase, Seance
from cafe.models.base import new_id
from cafe.models.modele_deroule import TITRE_MODELE_MAX, modeles_of

DESCRIPTION_MAX = 500


@action
def save_modele(
    session: Session, *, par: Identite, seance_id: str, titre: str, description: str = ""
) -> str:
    """Keep the script of a séance as a model of its démarche; returns the model's id.

    Who: chef de projet. A title of its own among the models in force. Event: ModeleSaved.
    """
    seance = found(session, Seance, seance_id)
    who = require(session, par, Pouvoir.PREPARER, Lieu(seance.demarche_id, seance.id))
    if seance.repetition_de is not None:
        raise RuleBroken("repetition_seulement")
    if not seance.etapes:
        raise RuleBroken("modele_sans_etape")
    row = ModeleDeroule(
        id=new_id(),
        demarche_id=seance.demarche_id,
        contenu=content_of(session, seance).to_json(),
        par=who.id,
        cree_le=clock.now(),
    )
    _name(session, row, titre, description)
    session.add(row)
    _record(session, "ModeleSaved", who, row, seance=seance.id)
    return row.id


@action
def rename_modele(
    session: Session, *, par: Identite, modele_id: str, titre: str, description: str = ""
) -> None:
    """Give a model another title and description.

    Who: chef de projet. Same rule as ``save_modele``. Event: ModeleRenamed.
    """
    row, who = _in_force(session, par, modele_id)
    _name(session, row, titre, description)
    _record(session, "ModeleRenamed", who, row)


@action
def retire_modele(session: Session, *, par: Identite, modele_id: str) -> None:
    """Offer a model no more; its title is free again.

    Who: chef de projet. Event: ModeleRetired.
    """
    row, who = _in_force(session, par, modele_id)
    row.retire_le = clock.now()
    _record(session, "ModeleRetired", who, row)


@action
def apply_modele(
    session: Session, *, par: Identite, seance_id: str, modele_id: str, version: int | None
) -> int:
    """Replace the steps, tours and number of tables of a séance; returns its new version.

    Who: chef de projet. Only in preparation and before any word; its questions stay, and what
    holds people or devices is not taken away. Event: ModeleApplied.
    """
    seance = found(session, Seance, seance_id, lock=True)
    who = require(session, par, Pouvoir.PREPARER, Lieu(seance.demarche_id, seance.id))
    check_version(seance, version)
    modele, _ = _in_force(session, par, modele_id)
    if modele.demarche_id != seance.demarche_id:
        raise Missing
    if seance.phase is not Phase.PREPARATION:
        raise RuleBroken("modele_trop_tard", champ="modele")
    if session.scalar(select(exists().where(Contribution.seance_id == seance.id))):
        raise RuleBroken("modele_sur_des_paroles", champ="modele")
    contenu = read_modele(modele)
    set_etapes(session, seance, contenu.etapes, contenu.tours)
    set_tables(session, seance, contenu.tables)
    fill_programme(session, seance)
    seance.version += 1
    record(
        session,
        "ModeleApplied",
        par=who,
        demarche_id=seance.demarche_id,
        seance_id=seance.id,
        objets=[("seance", seance.id), ("modele_deroule", modele.id)],
    )
    return seance.version


def read_modele(row: ModeleDeroule) -> ContenuDeroule:
    """What a model holds. Raises ``modele_illisible`` when it is none of what we write."""
    try:
        return ContenuDeroule.from_json(row.contenu)
    except ValueError as error:
        raise RuleBroken("modele_illisible", champ="modele") from error


def _in_force(session: Session, par: Identite, modele_id: str) -> tuple[ModeleDeroule, Identite]:
    """The model and who may change it. Raises ``modele_retire``."""
    row = found(session, ModeleDeroule, modele_id, lock=True)
    who = require(session, par, Pouvoir.PREPARER, Lieu(row.demarche_id))
    if row.retire_le is not None:
        raise RuleBroken("modele_retire", champ="modele")
    return row, who


def _name(session: Session, row: ModeleDeroule, titre: str, description: str) -> None:
    # Held, so that two people do not give one title at once.
    found(session, Demarche, row.demarche_id, lock=True)
    said = one_line(titre, "titre", TITRE_MODELE_MAX, "modele_sans_titre")
    others = (one for one in modeles_of(session, row.demarche_id) if one.id != row.id)
    if said.casefold() in {one.titre.casefold() for one in others}:
        raise RuleBroken("modele_titre_pris", champ="titre")
    row.titre = said
    row.description = optional(description, "description", DESCRIPTION_MAX)


def _record(
    session: Session, nature: str, who: Identite, row: ModeleDeroule, **details: str
) -> None:
    record(
        session,
        nature,
        par=who,
        demarche_id=row.demarche_id,
        objets=[("modele_deroule", row.id)],
        details=details,
    )
