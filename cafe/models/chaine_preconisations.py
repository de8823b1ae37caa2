"""The trace, downstream: what was decided on préconisations, answered, linked and promised.

Frozen values read in bulk, a fixed number of queries whatever the number of préconisations.
No word of a participant is here: see ``cafe.models.chaine_sources``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from cafe.models.demarche import Organisme
from cafe.models.engagement import Engagement, EtatEngagement, LienEngagement
from cafe.models.fiche import Fiche
from cafe.models.preconisation import (
    ETATS_DECIDES,
    Decision,
    EtatPreconisation,
    LienFiche,
    NatureLien,
    Preconisation,
    ReponsePublique,
)


@dataclass(frozen=True)
class DecisionPrise:
    """What an instance decided; ``organisme`` is whom it was passed on to, if anybody."""

    id: str
    etat: EtatPreconisation
    instance: str
    jour: date
    motif: str
    jusqu_au: date | None
    organisme: str | None


@dataclass(frozen=True)
class ReponseDonnee:
    """The public answer in force."""

    texte: str
    signataire: str
    le: datetime


@dataclass(frozen=True)
class FicheLiee:
    """A fiche that the préconisation bears on, how and why."""

    lien_id: str
    id: str
    numero: str
    intitule: str
    nature: NatureLien
    motif: str
    le: datetime


@dataclass(frozen=True)
class EngagementPris:
    """What a structure promises in answer; ``echeance_texte`` stands when no day is set."""

    lien_id: str
    id: str
    organisme: str
    texte: str
    echeance: date | None
    echeance_texte: str
    etat: EtatEngagement
    motif: str
    le: datetime


@dataclass(frozen=True)
class PreconisationSuivie:
    """A préconisation and all that followed from it; ``decisions`` from first to last."""

    id: str
    numero: int
    intitule: str
    etat: EtatPreconisation
    cree_le: datetime
    decisions: tuple[DecisionPrise, ...] = ()
    reponse: ReponseDonnee | None = None
    fiches: tuple[FicheLiee, ...] = ()
    engagements: tuple[EngagementPris, ...] = ()

    @property
    def decision(self) -> DecisionPrise | None:
        """The decision in force: the last one noted."""
        return self.decisions[-1] if self.decisions else None

    @property
    def est_decidee(self) -> bool:
        """Whether an instance has spoken, be it to study it further."""
        return self.etat in ETATS_DECIDES


def preconisations_suivies(
    session: Session, ids: Collection[str], *, brouillons: bool = True
) -> dict[str, PreconisationSuivie]:
    """The préconisations of those ids, by id; drafts are left out on demand."""
    query = select(Preconisation).where(Preconisation.id.in_(ids)).order_by(Preconisation.numero)
    if not brouillons:
        query = query.where(Preconisation.etat != EtatPreconisation.BROUILLON)
    rows = list(session.scalars(query)) if ids else []
    kept = [row.id for row in rows]
    if not kept:
        return {}
    decisions = _decisions(session, kept)
    reponses = _reponses(session, kept)
    fiches = _fiches(session, kept)
    engagements = engagements_by(session, LienEngagement.preconisation_id, kept)
    return {
        row.id: PreconisationSuivie(
            id=row.id,
            numero=row.numero,
            intitule=row.intitule,
            etat=row.etat,
            cree_le=row.cree_le,
            decisions=tuple(decisions[row.id]),
            reponse=reponses.get(row.id),
            fiches=tuple(fiches[row.id]),
            engagements=tuple(engagements[row.id]),
        )
        for row in rows
    }


def _decisions(session: Session, ids: Collection[str]) -> dict[str, list[DecisionPrise]]:
    found: dict[str, list[DecisionPrise]] = defaultdict(list)
    for row, organisme in session.execute(
        select(Decision, Organisme.nom)
        .outerjoin(Organisme, Organisme.id == Decision.organisme_id)
        .where(Decision.preconisation_id.in_(ids))
        .order_by(Decision.le)
    ):
        found[row.preconisation_id].append(
            DecisionPrise(
                row.id, row.etat, row.instance, row.jour, row.motif, row.jusqu_au, organisme
            )
        )
    return found


def _reponses(session: Session, ids: Collection[str]) -> dict[str, ReponseDonnee]:
    """The last answer of each: a later one replaces it on screen."""
    rows = session.scalars(
        select(ReponsePublique)
        .where(ReponsePublique.preconisation_id.in_(ids))
        .order_by(ReponsePublique.le)
    )
    return {row.preconisation_id: ReponseDonnee(row.texte, row.signataire, row.le) for row in rows}


def _fiches(session: Session, ids: Collection[str]) -> dict[str, list[FicheLiee]]:
    found: dict[str, list[FicheLiee]] = defaultdict(list)
    for lien, numero, intitule in session.execute(
        select(LienFiche, Fiche.numero, Fiche.intitule)
        .join(Fiche, Fiche.id == LienFiche.fiche_id)
        .where(LienFiche.preconisation_id.in_(ids), LienFiche.fin_le.is_(None))
        .order_by(LienFiche.le)
    ):
        found[lien.preconisation_id].append(
            FicheLiee(lien.id, lien.fiche_id, numero, intitule, lien.nature, lien.motif, lien.le)
        )
    return found


def engagements_by(
    session: Session, target: InstrumentedAttribute[str | None], ids: Collection[str]
) -> dict[str, list[EngagementPris]]:
    """The promises that answer those préconisations or fiches, by id; ``target`` is the
    column of ``LienEngagement`` that holds it."""
    found: dict[str, list[EngagementPris]] = defaultdict(list)
    for cible, lien, row, organisme in session.execute(
        select(target, LienEngagement, Engagement, Organisme.nom)
        .join(Engagement, Engagement.id == LienEngagement.engagement_id)
        .join(Organisme, Organisme.id == Engagement.organisme_id)
        .where(target.in_(ids), LienEngagement.fin_le.is_(None))
        .order_by(LienEngagement.le)
    ):
        found[cible or ""].append(
            EngagementPris(
                lien_id=lien.id,
                id=row.id,
                organisme=organisme,
                texte=row.texte,
                echeance=row.echeance,
                echeance_texte=row.echeance_texte,
                etat=row.etat,
                motif=lien.motif,
                le=lien.le,
            )
        )
    return found
