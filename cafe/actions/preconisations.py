"""A préconisation is written, corrected until it is decided, and proposed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.champs import TITRE_MAX, first_try, hold_demarche, only_one, optional, required
from cafe.actions.core import (
    RuleBroken,
    action,
    check_version,
    found,
    record,
    require,
)
from cafe.actions.sources import cible_of_contribution, cible_of_regroupement, insert_source
from cafe.models import EtatPreconisation, Preconisation, Source
from cafe.models.preconisation import ETATS_FIGES


@dataclass(frozen=True)
class Redaction:
    """What is written of a préconisation; only the title is required."""

    intitule: str
    volet: str = ""
    constat: str = ""
    destinataire: str = ""
    echeance: str = ""


@action
def draft_preconisation(
    session: Session,
    *,
    par: Identite,
    demarche_id: str,
    redaction: Redaction,
    regroupements: Sequence[str] = (),
    contributions: Sequence[str] = (),
    preconisation_id: str | None = None,
) -> str:
    """Write a draft, numbered, resting on regroupements and contributions of the démarche.

    ``preconisation_id``: the page's own id, so that a second try finds the first; returns it.

    Who: animateur, chef de projet. Event: PreconisationDrafted.
    """
    hold_demarche(session, demarche_id)
    who = require(session, par, Pouvoir.PROPOSER, Lieu(demarche_id))
    id_, first = first_try(session, Preconisation, preconisation_id, demarche_id=demarche_id)
    if first is not None:
        return first.id
    cibles = [
        *(cible_of_regroupement(session, demarche_id, r) for r in dict.fromkeys(regroupements)),
        *(cible_of_contribution(session, demarche_id, c) for c in dict.fromkeys(contributions)),
    ]
    highest = session.scalar(
        select(func.max(Preconisation.numero)).where(Preconisation.demarche_id == demarche_id)
    )
    row = Preconisation(
        id=id_,
        demarche_id=demarche_id,
        numero=(highest or 0) + 1,
        par=who.id,
        cree_le=clock.now(),
    )
    _fill(row, redaction)
    session.add(row)
    session.flush()
    for cible in cibles:
        insert_source(session, who, row.id, cible, "")
    record(
        session,
        "PreconisationDrafted",
        par=who,
        demarche_id=demarche_id,
        seance_id=only_one(cible.seance_id for cible in cibles),
        objets=[("preconisation", row.id), *(cible.objet for cible in cibles)],
        details={"numero": row.numero},
    )
    return row.id


@action
def update_preconisation(
    session: Session,
    *,
    par: Identite,
    preconisation_id: str,
    redaction: Redaction,
    version: int | None = None,
) -> int:
    """Rewrite a préconisation that no instance has settled yet. Returns its new version.

    Who: animateur, chef de projet. Event: PreconisationUpdated.
    """
    row = found(session, Preconisation, preconisation_id, lock=True)
    who = require(session, par, Pouvoir.PROPOSER, Lieu(row.demarche_id))
    if row.etat in ETATS_FIGES:
        raise RuleBroken("preconisation_decidee")
    check_version(row, version)
    _fill(row, redaction)
    return _touch(session, "PreconisationUpdated", who, row)


@action
def propose_preconisation(
    session: Session, *, par: Identite, preconisation_id: str, version: int | None = None
) -> int:
    """Turn a draft into what residents and instances may read. Returns its new version.

    Rule: it rests on something, a source or a written constat.

    Who: animateur, chef de projet. Event: PreconisationProposed.
    """
    row = found(session, Preconisation, preconisation_id, lock=True)
    who = require(session, par, Pouvoir.PROPOSER, Lieu(row.demarche_id))
    if row.etat is not EtatPreconisation.BROUILLON:
        raise RuleBroken("deja_proposee")
    check_version(row, version)
    check_support(session, row)
    row.etat = EtatPreconisation.PROPOSEE
    return _touch(session, "PreconisationProposed", who, row)


def check_support(session: Session, row: Preconisation) -> None:
    """Refuse a préconisation that rests on nothing. Raises ``sans_appui``."""
    source = session.scalar(
        select(Source.id).where(Source.preconisation_id == row.id, Source.fin_le.is_(None)).limit(1)
    )
    if source is None and not row.constat:
        raise RuleBroken("sans_appui")


def _fill(row: Preconisation, redaction: Redaction) -> None:
    row.intitule = required(redaction.intitule, "intitule", "intitule_vide", TITRE_MAX)
    row.volet = optional(redaction.volet, "volet", 120)
    row.constat = optional(redaction.constat, "constat")
    row.destinataire = optional(redaction.destinataire, "destinataire", 200)
    row.echeance = optional(redaction.echeance, "echeance", 120)


def _touch(session: Session, nature: str, who: Identite, row: Preconisation) -> int:
    row.version += 1
    record(
        session,
        nature,
        par=who,
        demarche_id=row.demarche_id,
        objets=[("preconisation", row.id)],
        details={"etat": row.etat.value, "version": row.version},
    )
    return row.version
