"""The promises of a démarche with what they answer, read in three queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.models.demarche import Organisme
from cafe.models.engagement import Engagement, LienEngagement
from cafe.models.fiche import Fiche
from cafe.models.preconisation import Preconisation


@dataclass(frozen=True)
class Cible:
    """What a promise answers: a préconisation (``numero`` alone) or a fiche."""

    lien_id: str
    genre: str  # "preconisation" or "fiche"
    id: str
    numero: str
    intitule: str
    motif: str


@dataclass(frozen=True)
class EngagementListe:
    """A promise, whose it is, and what it answers."""

    engagement: Engagement
    organisme: str
    cibles: tuple[Cible, ...]


def engagements_listes(
    session: Session, demarche_id: str, engagement_id: str | None = None
) -> list[EngagementListe]:
    """The promises of a démarche (or one of them), the nearest échéance first."""
    query = (
        select(Engagement, Organisme.nom)
        .join(Organisme, Organisme.id == Engagement.organisme_id)
        .where(Engagement.demarche_id == demarche_id)
        .order_by(Engagement.echeance.is_(None), Engagement.echeance, Engagement.cree_le)
    )
    if engagement_id is not None:
        query = query.where(Engagement.id == engagement_id)
    cibles = _cibles(session, demarche_id)
    return [EngagementListe(row, nom, tuple(cibles[row.id])) for row, nom in session.execute(query)]


def _cibles(session: Session, demarche_id: str) -> dict[str, list[Cible]]:
    found: dict[str, list[Cible]] = defaultdict(list)
    open_links = (
        select(LienEngagement)
        .join(Engagement, Engagement.id == LienEngagement.engagement_id)
        .where(Engagement.demarche_id == demarche_id, LienEngagement.fin_le.is_(None))
        .order_by(LienEngagement.le)
    )
    for lien, preconisation in session.execute(
        open_links.join(
            Preconisation, Preconisation.id == LienEngagement.preconisation_id
        ).with_only_columns(LienEngagement, Preconisation)
    ):
        found[lien.engagement_id].append(
            Cible(
                lien.id,
                "preconisation",
                preconisation.id,
                str(preconisation.numero),
                preconisation.intitule,
                lien.motif,
            )
        )
    for lien, fiche in session.execute(
        open_links.join(Fiche, Fiche.id == LienEngagement.fiche_id).with_only_columns(
            LienEngagement, Fiche
        )
    ):
        found[lien.engagement_id].append(
            Cible(lien.id, "fiche", fiche.id, fiche.numero, fiche.intitule, lien.motif)
        )
    return found
