"""What bears on a fiche: the préconisations with their words, and the promises that answer it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cafe.models.chaine_preconisations import (
    EngagementPris,
    PreconisationSuivie,
    engagements_by,
    preconisations_suivies,
)
from cafe.models.chaine_sources import SourceLue, sources_of
from cafe.models.engagement import LienEngagement
from cafe.models.fiche import Fiche
from cafe.models.preconisation import LienFiche, NatureLien


@dataclass(frozen=True)
class Portee:
    """A préconisation that bears on the fiche: how, why, and the words it rests on."""

    preconisation: PreconisationSuivie
    nature: NatureLien
    motif: str
    le: datetime
    sources: tuple[SourceLue, ...]

    @property
    def paroles(self) -> int:
        """How many words it rests on."""
        return sum(len(source.paroles) for source in self.sources)

    @property
    def verbatim(self) -> str | None:
        """The first of those words that may be quoted."""
        texts = (parole.texte for source in self.sources for parole in source.paroles)
        return next((text for text in texts if text), None)


def preconisations_on_fiche(session: Session, fiche_id: str) -> tuple[Portee, ...]:
    """The préconisations linked to a fiche, by number, with the words they rest on."""
    liens = {
        lien.preconisation_id: lien
        for lien in session.scalars(
            select(LienFiche).where(LienFiche.fiche_id == fiche_id, LienFiche.fin_le.is_(None))
        )
    }
    suivies = preconisations_suivies(session, liens.keys())
    sources = sources_of(session, liens.keys())
    return tuple(
        Portee(suivie, lien.nature, lien.motif, lien.le, sources.get(suivie.id, ()))
        for suivie in suivies.values()
        for lien in (liens[suivie.id],)
    )


def engagements_on_fiche(session: Session, fiche_id: str) -> tuple[EngagementPris, ...]:
    """The promises that answer a fiche."""
    found = engagements_by(session, LienEngagement.fiche_id, [fiche_id])
    return tuple(found.get(fiche_id, ()))


@dataclass(frozen=True)
class Rattachements:
    """How many préconisations and promises hang on a fiche."""

    preconisations: int = 0
    engagements: int = 0


def links_by_fiche(session: Session, plan_id: str) -> dict[str, Rattachements]:
    """The counts for each fiche of a plan that has any."""
    counts: list[dict[str, int]] = []
    for model in (LienFiche, LienEngagement):
        counts.append(
            {
                row[0] or "": row[1]
                for row in session.execute(
                    select(model.fiche_id, func.count())
                    .join(Fiche, Fiche.id == model.fiche_id)
                    .where(Fiche.plan_id == plan_id, model.fin_le.is_(None))
                    .group_by(model.fiche_id)
                )
            }
        )
    linked, promised = counts
    return {
        id_: Rattachements(linked.get(id_, 0), promised.get(id_, 0))
        for id_ in linked.keys() | promised.keys()
    }
