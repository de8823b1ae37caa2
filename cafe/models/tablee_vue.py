"""A table at a tour, as its host sees it: its question, ideas, people, sheets. Read only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.models.contribution import Contribution, ContributionVersion, Statut
from cafe.models.question import Programme, Question, Tour, current_tour
from cafe.models.synthese import EffectifTablee, FeuilleTablee


@dataclass(frozen=True)
class Idee:
    """A published word of a table."""

    id: str
    texte: str | None
    categorie: str
    langue: str
    etoile: bool


def tours_of(session: Session, seance_id: str) -> list[Tour]:
    """The tours of a séance, in their order."""
    query = select(Tour).where(Tour.seance_id == seance_id).order_by(Tour.numero)
    return list(session.scalars(query))


def tour_shown(
    session: Session, seance_id: str, tours: Sequence[Tour], at: datetime
) -> Tour | None:
    """The tour under way; between two, the last that began; before the first, the first."""
    begun = [tour for tour in tours if tour.debut is not None and tour.debut <= at]
    return current_tour(session, seance_id, at) or next(iter(begun[-1:] or tours), None)


def question_at(session: Session, tour_id: str | None, tablee_id: str) -> Question | None:
    """What the programme has a table talk about at a tour."""
    row = session.get(Programme, (tour_id, tablee_id)) if tour_id else None
    return session.get(Question, row.question_id) if row else None


def ideas_of_table(session: Session, tablee_id: str, tour_id: str | None) -> list[Idee]:
    """The published words of a table at a tour, in the order in which they came."""
    rows = session.execute(
        select(
            Contribution.id,
            ContributionVersion.texte,
            Contribution.categorie,
            Contribution.langue,
            Contribution.etoile_le,
        )
        .join(ContributionVersion, ContributionVersion.id == Contribution.version_id)
        .where(
            Contribution.tablee_id == tablee_id,
            Contribution.tour_id == tour_id if tour_id else Contribution.tour_id.is_(None),
            Contribution.statut == Statut.PUBLIEE,
        )
        .order_by(Contribution.ordre, Contribution.partie)
    )
    return [
        Idee(id_, texte, cat, langue, etoile is not None)
        for id_, texte, cat, langue, etoile in rows
    ]


def effectif_at(session: Session, tour_id: str | None, tablee_id: str) -> int | None:
    """How many sit at a table during a tour, as its host said last."""
    row = session.get(EffectifTablee, (tour_id, tablee_id)) if tour_id else None
    return row.nombre if row else None


def feuilles_at(session: Session, tablee_id: str, tour_id: str | None) -> list[FeuilleTablee]:
    """The photos of a table's sheet at a tour that were not taken away."""
    query = select(FeuilleTablee).where(
        FeuilleTablee.tablee_id == tablee_id,
        FeuilleTablee.tour_id == tour_id if tour_id else FeuilleTablee.tour_id.is_(None),
        FeuilleTablee.retiree_le.is_(None),
    )
    return list(session.scalars(query.order_by(FeuilleTablee.le)))
