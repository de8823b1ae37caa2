"""The suites given in a démarche, each with the words it speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cafe.models.chaine_sources import Parole
from cafe.models.contribution import Contribution, ContributionVersion
from cafe.models.demarche import Organisme
from cafe.models.fiche import Fiche
from cafe.models.regroupement import Appartenance, Regroupement
from cafe.models.suite import NatureSuite, Suite
from cafe.models.visibilite import Regard, visible_clause

PAR_PAGE = 50


@dataclass(frozen=True)
class SuiteListee:
    """A suite and what it speaks of: a regroupement (``titre``) with its words, or one word.

    ``paroles`` holds what may be quoted: none when the word was put aside since.
    """

    suite: Suite
    titre: str | None
    paroles: tuple[Parole, ...]
    organisme: str | None
    fiche: Fiche | None


@dataclass(frozen=True)
class PageSuites:
    """One page of the list; ``total`` counts what the filter keeps, ``page`` starts at 1."""

    suites: tuple[SuiteListee, ...]
    total: int
    page: int
    pages: int


def counts_of_suites(session: Session, demarche_id: str) -> dict[NatureSuite, int]:
    """How many suites in force of each kind."""
    rows = session.execute(
        select(Suite.nature, func.count())
        .where(Suite.demarche_id == demarche_id, Suite.fin_le.is_(None))
        .group_by(Suite.nature)
    )
    return {row[0]: row[1] for row in rows}


def suites_listees(
    session: Session,
    demarche_id: str,
    *,
    nature: NatureSuite | None = None,
    page: int = 1,
    par_page: int = PAR_PAGE,
) -> PageSuites:
    """One page of the suites in force, latest first."""
    where = [Suite.demarche_id == demarche_id, Suite.fin_le.is_(None)]
    if nature is not None:
        where.append(Suite.nature == nature)
    total = session.scalar(select(func.count()).select_from(Suite).where(*where)) or 0
    pages = max(1, -(-total // par_page))
    page = min(max(1, page), pages)
    rows = session.scalars(
        select(Suite)
        .where(*where)
        .order_by(Suite.le.desc(), Suite.id)
        .limit(par_page)
        .offset((page - 1) * par_page)
    ).all()
    return PageSuites(listed(session, rows), total, page, pages)


def listed(session: Session, rows: Sequence[Suite]) -> tuple[SuiteListee, ...]:
    """Those suites with the words they speak of, in their order."""
    words, titles = _words(session, rows), _titles(session, rows)
    organismes = _by_id(session, Organisme, {row.organisme_id for row in rows})
    fiches = _by_id(session, Fiche, {row.fiche_id for row in rows})
    return tuple(
        SuiteListee(
            suite=row,
            titre=titles.get(row.regroupement_id or ""),
            paroles=tuple(words[row.contribution_id or row.regroupement_id or ""]),
            organisme=organismes[row.organisme_id].nom if row.organisme_id else None,
            fiche=fiches.get(row.fiche_id),
        )
        for row in rows
    )


def former_suites(session: Session, suite: Suite) -> tuple[Suite, ...]:
    """The suites that this one replaced, latest first."""
    same = (
        Suite.contribution_id == suite.contribution_id
        if suite.contribution_id is not None
        else Suite.regroupement_id == suite.regroupement_id
    )
    return tuple(
        session.scalars(
            select(Suite).where(same, Suite.fin_le.is_not(None)).order_by(Suite.le.desc())
        )
    )


def _words(session: Session, rows: Sequence[Suite]) -> dict[str, list[Parole]]:
    """The words that may be quoted, by the id of the word or of the regroupement."""
    words = {row.contribution_id for row in rows}
    groups = {row.regroupement_id for row in rows}
    columns = (Contribution.id, Contribution.categorie, ContributionVersion.texte)
    direct = (
        select(Contribution.id, *columns)
        .join(ContributionVersion, ContributionVersion.id == Contribution.version_id)
        .where(Contribution.id.in_(words), visible_clause(Regard.DOCUMENT))
    )
    grouped = (
        select(Appartenance.regroupement_id, *columns)
        .join(Contribution, Contribution.id == Appartenance.contribution_id)
        .join(ContributionVersion, ContributionVersion.id == Contribution.version_id)
        .where(
            Appartenance.regroupement_id.in_(groups),
            Appartenance.fin_le.is_(None),
            visible_clause(Regard.DOCUMENT),
        )
        .order_by(Appartenance.rang, Contribution.ordre)
    )
    found: dict[str, list[Parole]] = defaultdict(list)
    for query in (direct, grouped):
        for key, id_, categorie, texte in session.execute(query):
            found[key].append(Parole(id_, categorie, texte))
    return found


def _titles(session: Session, rows: Sequence[Suite]) -> dict[str, str]:
    groups = {row.regroupement_id for row in rows}
    found = session.execute(
        select(Regroupement.id, Regroupement.titre).where(Regroupement.id.in_(groups))
    )
    return {row[0]: row[1] for row in found}


def _by_id(session: Session, model: type[Any], ids: set[str | None]) -> dict[str | None, Any]:
    return {row.id: row for row in session.scalars(select(model).where(model.id.in_(ids - {None})))}
