"""Where a word stands: the regroupement it is in, and the suite given to one or the other.

The first half of the trace (``cafe.models.chaine``), read in bulk.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, literal_column, or_, select
from sqlalchemy.orm import Session

from cafe.models.contribution import Contribution, Statut
from cafe.models.demarche import Organisme
from cafe.models.fiche import Fiche
from cafe.models.regroupement import Appartenance, Regroupement
from cafe.models.suite import NatureSuite, Suite


@dataclass(frozen=True)
class Regroupee:
    """The regroupement a word is in, since when; ``paroles`` counts its published words."""

    id: str
    titre: str
    le: datetime
    paroles: int


@dataclass(frozen=True)
class SuiteDonnee:
    """The suite in force, given to the word itself or to its regroupement."""

    id: str
    nature: NatureSuite
    texte: str
    jour: date
    repondant: str
    organisme: str | None
    fiche_id: str | None
    fiche: str | None  # « 3.4 Rentrer le soir »
    retour: str
    retour_jour: date | None
    par_regroupement: bool


def merged_into(session: Session, ids: Collection[str]) -> dict[str, set[str]]:
    """For each regroupement, itself and those that were merged into it, however deep."""
    if not ids:
        return {}
    start = select(Regroupement.id.label("racine"), Regroupement.id.label("id")).where(
        Regroupement.id.in_(ids)
    )
    tree = start.cte("lignee", recursive=True)
    tree = tree.union(
        select(tree.c.racine, Regroupement.id).join(tree, Regroupement.fusionne_dans == tree.c.id)
    )
    found: dict[str, set[str]] = defaultdict(set)
    for racine, id_ in session.execute(select(tree.c.racine, tree.c.id)):
        found[racine].add(id_)
    return found


def regroupees_of(session: Session, ids: Collection[str]) -> dict[str, Regroupee]:
    """The open regroupement of each word, by contribution id."""
    rows = session.execute(
        select(Appartenance.contribution_id, Appartenance.le, Regroupement.id, Regroupement.titre)
        .join(Regroupement, Regroupement.id == Appartenance.regroupement_id)
        .where(Appartenance.contribution_id.in_(ids), Appartenance.fin_le.is_(None))
    ).all()
    counts: dict[str, int] = {
        row[0]: row[1]
        for row in session.execute(
            select(Appartenance.regroupement_id, func.count())
            .join(Contribution, Contribution.id == Appartenance.contribution_id)
            .where(
                Appartenance.regroupement_id.in_({row.id for row in rows}),
                Appartenance.fin_le.is_(None),
                Contribution.statut == Statut.PUBLIEE,
            )
            .group_by(Appartenance.regroupement_id)
        )
    }
    return {
        row.contribution_id: Regroupee(row.id, row.titre, row.le, counts.get(row.id, 0))
        for row in rows
    }


def suites_of(
    session: Session,
    ids: Collection[str],
    regroupees: dict[str, Regroupee],
    lignees: dict[str, set[str]],
) -> dict[str, SuiteDonnee]:
    """The word's own suite first; else its regroupement's; else one merged into it."""
    groups = set().union(*lignees.values())
    numbered = Fiche.numero + literal_column("' '") + Fiche.intitule
    rows = session.execute(
        select(Suite, Organisme.nom, numbered)
        .outerjoin(Organisme, Organisme.id == Suite.organisme_id)
        .outerjoin(Fiche, Fiche.id == Suite.fiche_id)
        .where(
            Suite.fin_le.is_(None),
            or_(Suite.contribution_id.in_(ids), Suite.regroupement_id.in_(groups)),
        )
        .order_by(Suite.le)
    ).all()
    own = {row.contribution_id: _suite(row, nom, fiche) for row, nom, fiche in rows}
    grouped = {row.regroupement_id: _suite(row, nom, fiche) for row, nom, fiche in rows}
    found: dict[str, SuiteDonnee] = {}
    for contribution_id in ids:
        group = regroupees.get(contribution_id)
        heard = [own.get(contribution_id)]
        if group is not None:
            heard.append(grouped.get(group.id))
            heard += [grouped.get(merged) for merged in sorted(lignees[group.id])]
        first = next((suite for suite in heard if suite is not None), None)
        if first is not None:
            found[contribution_id] = first
    return found


def _suite(row: Suite, organisme: str | None, fiche: str | None) -> SuiteDonnee:
    return SuiteDonnee(
        id=row.id,
        nature=row.nature,
        texte=row.texte,
        jour=row.jour,
        repondant=row.repondant,
        organisme=organisme,
        fiche_id=row.fiche_id,
        fiche=fiche,
        retour=row.retour,
        retour_jour=row.retour_jour,
        par_regroupement=row.regroupement_id is not None,
    )
