"""What a structure promises, to what it answers, and where it stands over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.champs import fiche_of, first_try, optional, organisme_of, required
from cafe.actions.core import (
    Missing,
    RuleBroken,
    action,
    check_version,
    found,
    record,
    require,
)
from cafe.models import (
    Demarche,
    Engagement,
    EtatDate,
    EtatEngagement,
    LienEngagement,
    Preconisation,
)

# A promise not kept, or kept in part, is explained.
ETATS_A_EXPLIQUER = frozenset(
    {EtatEngagement.TENU_EN_PARTIE, EtatEngagement.NON_TENU, EtatEngagement.ABANDONNE}
)


@dataclass(frozen=True)
class Promesse:
    """What is promised, by whom and by when: a day, or words such as « avant l’été »."""

    organisme_id: str
    texte: str
    echeance: date | None = None
    echeance_texte: str = ""


@action
def create_engagement(
    session: Session,
    *,
    par: Identite,
    demarche_id: str,
    promesse: Promesse,
    preconisations: Sequence[str] = (),
    fiches: Sequence[str] = (),
    motif: str = "",
    etat: EtatEngagement = EtatEngagement.PREVU,
    engagement_id: str | None = None,
) -> str:
    """Note a structure's promise and what it answers; returns its id.

    ``engagement_id``: the page's own id, so that a second try finds the first.

    Who: chef de projet. Event: EngagementCreated.
    """
    found(session, Demarche, demarche_id)
    who = require(session, par, Pouvoir.DECIDER, Lieu(demarche_id))
    id_, first = first_try(session, Engagement, engagement_id, demarche_id=demarche_id)
    if first is not None:
        return first.id
    kept = optional(motif, "motif")
    now = clock.now()
    row = Engagement(id=id_, demarche_id=demarche_id, etat=etat, par=who.id, cree_le=now)
    _fill(session, row, promesse)
    session.add(row)
    session.flush()
    session.add(EtatDate(engagement_id=row.id, etat=etat, par=who.id, le=now))
    cibles = [
        *((None, _preconisation_of(session, demarche_id, p).id) for p in preconisations),
        *((fiche_of(session, demarche_id, f).id, None) for f in fiches),
    ]
    for fiche_id, preconisation_id in cibles:
        _insert_lien(session, who, row.id, fiche_id, preconisation_id, kept)
    record(
        session,
        "EngagementCreated",
        par=who,
        demarche_id=demarche_id,
        objets=[
            ("engagement", row.id),
            ("organisme", row.organisme_id),
            *(_objet(fiche_id, preconisation_id) for fiche_id, preconisation_id in cibles),
        ],
        details={"etat": etat.value},
    )
    return row.id


@action
def update_engagement(
    session: Session,
    *,
    par: Identite,
    engagement_id: str,
    promesse: Promesse,
    version: int | None = None,
) -> int:
    """Correct the words, the structure or the échéance of a promise. Returns its new version.

    Who: chef de projet. Event: EngagementUpdated.
    """
    row = found(session, Engagement, engagement_id, lock=True)
    who = require(session, par, Pouvoir.DECIDER, Lieu(row.demarche_id))
    check_version(row, version)
    _fill(session, row, promesse)
    row.version += 1
    record(
        session,
        "EngagementUpdated",
        par=who,
        demarche_id=row.demarche_id,
        objets=[("engagement", row.id), ("organisme", row.organisme_id)],
        details={"version": row.version},
    )
    return row.version


@action
def update_etat(
    session: Session,
    *,
    par: Identite,
    engagement_id: str,
    etat: EtatEngagement,
    note: str = "",
    version: int | None = None,
) -> int:
    """Say where a promise stands now; each state is kept with its day. Returns the version.

    Rule: a promise kept in part, not kept or given up is explained.

    Who: chef de projet. Event: EngagementStateChanged.
    """
    row = found(session, Engagement, engagement_id, lock=True)
    who = require(session, par, Pouvoir.DECIDER, Lieu(row.demarche_id))
    check_version(row, version)
    if row.etat is etat:
        raise RuleBroken("etat_inchange", champ="etat")
    kept = optional(note, "note")
    if etat in ETATS_A_EXPLIQUER and not kept:
        raise RuleBroken("note_vide", champ="note")
    former = row.etat
    row.etat = etat
    row.version += 1
    session.add(EtatDate(engagement_id=row.id, etat=etat, note=kept, par=who.id, le=clock.now()))
    record(
        session,
        "EngagementStateChanged",
        par=who,
        demarche_id=row.demarche_id,
        objets=[("engagement", row.id)],
        details={"avant": former.value, "etat": etat.value},
    )
    return row.version


@action
def link_engagement(
    session: Session,
    *,
    par: Identite,
    engagement_id: str,
    fiche_id: str | None = None,
    preconisation_id: str | None = None,
    motif: str = "",
) -> str:
    """Say that a promise answers a fiche or a préconisation; returns the link's id.

    Who: chef de projet. Event: EngagementLinked.
    """
    row = found(session, Engagement, engagement_id, lock=True)
    who = require(session, par, Pouvoir.DECIDER, Lieu(row.demarche_id))
    if (fiche_id is None) == (preconisation_id is None):
        raise RuleBroken("engagement_sans_objet")
    if fiche_id is not None:
        fiche_of(session, row.demarche_id, fiche_id)
    else:
        _preconisation_of(session, row.demarche_id, preconisation_id or "")
    taken = session.scalar(
        select(LienEngagement.id).where(
            LienEngagement.engagement_id == row.id,
            LienEngagement.fiche_id == fiche_id,
            LienEngagement.preconisation_id == preconisation_id,
            LienEngagement.fin_le.is_(None),
        )
    )
    if taken is not None:
        raise RuleBroken("engagement_deja_lie")
    lien_id = _insert_lien(
        session, who, row.id, fiche_id, preconisation_id, optional(motif, "motif")
    )
    record(
        session,
        "EngagementLinked",
        par=who,
        demarche_id=row.demarche_id,
        objets=[("engagement", row.id), _objet(fiche_id, preconisation_id)],
    )
    return lien_id


@action
def unlink_engagement(session: Session, *, par: Identite, lien_id: str) -> None:
    """End a promise's link; the row is kept.

    Who: chef de projet. Event: EngagementUnlinked.
    """
    lien = found(session, LienEngagement, lien_id, lock=True)
    row = found(session, Engagement, lien.engagement_id)
    who = require(session, par, Pouvoir.DECIDER, Lieu(row.demarche_id))
    if lien.fin_le is not None:
        raise RuleBroken("lien_deja_defait")
    lien.fin_le = clock.now()
    record(
        session,
        "EngagementUnlinked",
        par=who,
        demarche_id=row.demarche_id,
        objets=[("engagement", row.id), _objet(lien.fiche_id, lien.preconisation_id)],
    )


def _fill(session: Session, row: Engagement, promesse: Promesse) -> None:
    if not promesse.organisme_id:
        raise RuleBroken("organisme_vide", champ="organisme")
    row.organisme_id = organisme_of(session, row.demarche_id, promesse.organisme_id).id
    row.texte = required(promesse.texte, "texte", "engagement_vide")
    row.echeance = promesse.echeance
    row.echeance_texte = optional(promesse.echeance_texte, "echeance_texte", 120)


def _insert_lien(
    session: Session,
    who: Identite,
    engagement_id: str,
    fiche_id: str | None,
    preconisation_id: str | None,
    motif: str,
) -> str:
    lien = LienEngagement(
        engagement_id=engagement_id,
        fiche_id=fiche_id,
        preconisation_id=preconisation_id,
        motif=motif,
        par=who.id,
        le=clock.now(),
    )
    session.add(lien)
    session.flush()
    return lien.id


def _objet(fiche_id: str | None, preconisation_id: str | None) -> tuple[str, str]:
    if fiche_id is not None:
        return ("fiche", fiche_id)
    return ("preconisation", preconisation_id or "")


def _preconisation_of(session: Session, demarche_id: str, preconisation_id: str) -> Preconisation:
    row = session.get(Preconisation, preconisation_id)
    if row is None or row.demarche_id != demarche_id:
        raise Missing
    return row
