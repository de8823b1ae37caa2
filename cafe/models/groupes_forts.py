"""The groups of a question with most people behind them: what a room is shown of a big board.

Read only. One statement counts and sorts; as many rows come back as are shown, however many groups
there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cafe.models.contribution import Contribution
from cafe.models.regroupement import Appartenance, Regroupement
from cafe.models.tableau import Groupe, groups_by_id
from cafe.models.visibilite import Regard, visible_clause
from cafe.models.voix import TOTAL


@dataclass(frozen=True)
class GroupesForts:
    """``groupes``, strongest first, then as they were made; ``autres`` counts the rest."""

    groupes: tuple[Groupe, ...]
    autres: int


def strongest_groups(
    session: Session, question_id: str, maximum: int, faits_avant: datetime | None = None
) -> GroupesForts:
    """The open groups that hold a published word; ``faits_avant`` leaves out those made since."""
    query = (
        select(Regroupement.id, func.count().over())
        .join(Appartenance, Appartenance.regroupement_id == Regroupement.id)
        .join(Contribution, Contribution.id == Appartenance.contribution_id)
        .where(
            Regroupement.question_id == question_id,
            Regroupement.ferme_le.is_(None),
            Appartenance.fin_le.is_(None),
            visible_clause(Regard.ECRAN),
        )
        .group_by(Regroupement.id, Regroupement.ordre)
        .order_by(TOTAL.desc(), Regroupement.ordre)
        .limit(maximum)
    )
    if faits_avant is not None:
        query = query.where(Regroupement.cree_le <= faits_avant)
    rows = session.execute(query).all()
    found = {group.id: group for group in groups_by_id(session, [id_ for id_, _ in rows])}
    return GroupesForts(
        groupes=tuple(found[id_] for id_, _ in rows if id_ in found),
        autres=rows[0][1] - len(rows) if rows else 0,
    )
