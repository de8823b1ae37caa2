"""« Paroles sans suite »: the published words that lead nowhere yet.

A word leads somewhere when it, or the regroupement it is in, has a suite or is a source of
a préconisation, or when the decision in force pinned it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import CTE, ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from cafe.models.contribution import Contribution, ContributionVersion
from cafe.models.preconisation import Decision, Epingle, Source
from cafe.models.question import Question
from cafe.models.regroupement import Appartenance, Regroupement
from cafe.models.seance import Seance, held_in
from cafe.models.suite import Suite
from cafe.models.visibilite import Regard, visible_clause

PAR_PAGE = 50


@dataclass(frozen=True)
class ParoleSansSuite:
    """One word of the list, with the regroupement it is in, if any."""

    id: str
    categorie: str
    texte: str | None
    question_id: str
    regroupement_id: str | None
    regroupement: str | None


@dataclass(frozen=True)
class CompteQuestion:
    """How many words of a question lead nowhere yet."""

    seance_id: str
    seance: str
    jour: date | None
    question_id: str
    ordre: int
    question: str
    nombre: int


@dataclass(frozen=True)
class PageParoles:
    """One page of the list; ``total`` counts what the filter keeps, ``page`` starts at 1."""

    paroles: tuple[ParoleSansSuite, ...]
    total: int
    page: int
    pages: int


def count_sans_suite(session: Session, demarche_id: str) -> int:
    """How many published words of a démarche lead nowhere yet."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Contribution)
            .join(Seance, Seance.id == Contribution.seance_id)
            .where(held_in(demarche_id), _sans_suite())
        )
        or 0
    )


def counts_sans_suite(session: Session, demarche_id: str) -> tuple[CompteQuestion, ...]:
    """The same, by question, latest séance first; questions with none are left out."""
    rows = session.execute(
        select(
            Seance.id,
            Seance.titre,
            Seance.jour,
            Question.id,
            Question.ordre,
            Question.texte,
            func.count(Contribution.id),
        )
        .join(Question, Question.seance_id == Seance.id)
        .join(Contribution, Contribution.question_id == Question.id)
        .where(held_in(demarche_id), _sans_suite())
        .group_by(Seance.id, Seance.titre, Seance.jour, Question.id, Question.ordre, Question.texte)
        .order_by(Seance.jour.desc().nulls_last(), Seance.id, Question.ordre)
    )
    return tuple(CompteQuestion(*row) for row in rows)


def paroles_sans_suite(
    session: Session,
    demarche_id: str,
    *,
    seance_id: str | None = None,
    question_id: str | None = None,
    page: int = 1,
    par_page: int = PAR_PAGE,
) -> PageParoles:
    """One page of the words that lead nowhere yet, those of a regroupement together."""
    where = [held_in(demarche_id), _sans_suite()]
    if seance_id is not None:
        where.append(Contribution.seance_id == seance_id)
    if question_id is not None:
        where.append(Contribution.question_id == question_id)
    total = (
        session.scalar(
            select(func.count())
            .select_from(Contribution)
            .join(Seance, Seance.id == Contribution.seance_id)
            .where(*where)
        )
        or 0
    )
    pages = max(1, -(-total // par_page))
    page = min(max(1, page), pages)
    open_ = and_(Appartenance.contribution_id == Contribution.id, Appartenance.fin_le.is_(None))
    rows = session.execute(
        select(
            Contribution.id,
            Contribution.categorie,
            ContributionVersion.texte,
            Contribution.question_id,
            Regroupement.id,
            Regroupement.titre,
        )
        .join(Seance, Seance.id == Contribution.seance_id)
        .join(Question, Question.id == Contribution.question_id)
        .join(ContributionVersion, ContributionVersion.id == Contribution.version_id)
        .outerjoin(Appartenance, open_)
        .outerjoin(Regroupement, Regroupement.id == Appartenance.regroupement_id)
        .where(*where)
        .order_by(
            Seance.jour.desc().nulls_last(),
            Seance.id,
            Question.ordre,
            # Lone words first: they have no group to speak for them.
            func.coalesce(Regroupement.ordre, 0),
            Regroupement.id,
            Appartenance.rang,
            Contribution.ordre,
        )
        .limit(par_page)
        .offset((page - 1) * par_page)
    )
    return PageParoles(tuple(ParoleSansSuite(*row) for row in rows), total, page, pages)


def _sans_suite() -> ColumnElement[bool]:
    """The rule, as a condition on ``Contribution``.

    Inner tables are aliased: the caller's own joins must not be taken for them.
    """
    member, version, later = (
        aliased(Appartenance),
        aliased(ContributionVersion),
        aliased(Decision),
    )
    answered = _regroupements_suivis()
    ways = or_(
        exists().where(Suite.contribution_id == Contribution.id, Suite.fin_le.is_(None)),
        exists().where(Source.contribution_id == Contribution.id, Source.fin_le.is_(None)),
        exists().where(
            member.contribution_id == Contribution.id,
            member.fin_le.is_(None),
            member.regroupement_id.in_(select(answered.c.id)),
        ),
        exists().where(
            version.contribution_id == Contribution.id,
            Epingle.contribution_version_id == version.id,
            Decision.id == Epingle.decision_id,
            ~exists().where(
                later.preconisation_id == Decision.preconisation_id, later.le > Decision.le
            ),
        ),
    )
    return and_(visible_clause(Regard.PUBLIC), ~ways)


def _regroupements_suivis() -> CTE:
    """Those with a suite or a préconisation, and those that took the words of such a one."""
    followed = (
        select(Regroupement.id)
        .where(
            or_(
                exists().where(Source.regroupement_id == Regroupement.id, Source.fin_le.is_(None)),
                exists().where(Suite.regroupement_id == Regroupement.id, Suite.fin_le.is_(None)),
            )
        )
        .cte("regroupements_suivis", recursive=True)
    )
    return followed.union(
        select(Regroupement.fusionne_dans)
        .join(followed, Regroupement.id == followed.c.id)
        .where(Regroupement.fusionne_dans.is_not(None))
    )
