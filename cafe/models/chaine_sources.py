"""The trace, upstream: from a préconisation or a fiche back to the words it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import CTE, Select, or_, select
from sqlalchemy.orm import Session

from cafe.models.contribution import Contribution, ContributionVersion, Statut
from cafe.models.preconisation import Source
from cafe.models.question import Question
from cafe.models.regroupement import Appartenance, Regroupement
from cafe.models.seance import Seance
from cafe.models.visibilite import Regard, visible_clause
from cafe.models.voix import SAISIE, voix_of


@dataclass(frozen=True)
class Parole:
    """A word as it may be quoted: its category and its text (None once erased), and nobody."""

    id: str
    categorie: str
    texte: str | None


@dataclass(frozen=True)
class SourceLue:
    """One source with its words; ``titre`` is None for a single word.

    ``voix`` and of them ``saisies`` are as in ``models/voix``.
    ``question`` and ``seance`` say where it was said.
    """

    id: str
    le: datetime
    motif: str
    regroupement_id: str | None
    titre: str | None
    resume: str
    question: str
    seance_id: str
    seance: str
    jour: date | None
    paroles: tuple[Parole, ...]
    voix: int
    saisies: int


def words_of_preconisation(preconisation_id: str) -> Select[*tuple[Any, ...]]:
    """The published words under its open sources: ``id``, ``version_id``, ``seance_id``."""
    sources = _open_sources([preconisation_id])
    groups = _where_words_live(sources.where(Source.regroupement_id.is_not(None)))
    direct = sources.with_only_columns(Source.contribution_id).where(
        Source.contribution_id.is_not(None)
    )
    grouped = select(Appartenance.contribution_id).where(
        Appartenance.fin_le.is_(None), Appartenance.regroupement_id.in_(select(groups.c.vivant))
    )
    return (
        select(Contribution.id, Contribution.version_id, Contribution.seance_id)
        .where(
            Contribution.statut == Statut.PUBLIEE,
            or_(Contribution.id.in_(direct), Contribution.id.in_(grouped)),
        )
        .order_by(Contribution.ordre, Contribution.partie)
    )


def sources_of(
    session: Session, preconisation_ids: Collection[str]
) -> dict[str, tuple[SourceLue, ...]]:
    """The open sources of each préconisation with the words that documents may quote."""
    if not preconisation_ids:
        return {}
    words = _words_by_source(session, preconisation_ids)
    found: dict[str, list[SourceLue]] = defaultdict(list)
    rows = session.execute(
        _open_sources(preconisation_ids)
        .with_only_columns(Source, Regroupement, Question.texte, Seance)
        .outerjoin(Regroupement, Regroupement.id == Source.regroupement_id)
        .outerjoin(Contribution, Contribution.id == Source.contribution_id)
        .join(
            Question,
            or_(Question.id == Regroupement.question_id, Question.id == Contribution.question_id),
        )
        .join(Seance, Seance.id == Question.seance_id)
        .order_by(Source.le)
    )
    for source, group, question, seance in rows:
        said = words[source.id]
        voix = voix_of(author for _, author in said)
        found[source.preconisation_id].append(
            SourceLue(
                id=source.id,
                le=source.le,
                motif=source.motif,
                regroupement_id=source.regroupement_id,
                titre=group.titre if group else None,
                resume=group.resume if group else "",
                question=question,
                seance_id=seance.id,
                seance=seance.titre,
                jour=seance.jour,
                paroles=tuple(parole for parole, _ in said),
                voix=voix.total,
                saisies=voix.saisies,
            )
        )
    return {id_: tuple(sources) for id_, sources in found.items()}


def _open_sources(preconisation_ids: Collection[str]) -> Select[*tuple[Any, ...]]:
    return select(Source).where(
        Source.preconisation_id.in_(preconisation_ids), Source.fin_le.is_(None)
    )


def _where_words_live(grouped: Select[*tuple[Any, ...]]) -> CTE:
    """For each source on a regroupement (``source_id``), where its words are (``vivant``):
    in itself, and in the one that it was merged into."""
    tree = grouped.with_only_columns(
        Source.id.label("source_id"), Source.regroupement_id.label("vivant")
    ).cte("regroupements_vivants", recursive=True)
    return tree.union(
        select(tree.c.source_id, Regroupement.fusionne_dans)
        .join(tree, Regroupement.id == tree.c.vivant)
        .where(Regroupement.fusionne_dans.is_not(None))
    )


def _words_by_source(
    session: Session, preconisation_ids: Collection[str]
) -> dict[str, list[tuple[Parole, tuple[str, bool]]]]:
    """The words of each source, in the order of their group, with their author's id and whether
    they were typed for somebody."""
    sources = _open_sources(preconisation_ids)
    groups = _where_words_live(sources.where(Source.regroupement_id.is_not(None)))
    columns = (
        Contribution.id,
        Contribution.categorie,
        ContributionVersion.texte,
        Contribution.participant_id,
        SAISIE,
    )
    grouped = (
        select(groups.c.source_id, *columns)
        .join(Appartenance, Appartenance.regroupement_id == groups.c.vivant)
        .join(Contribution, Contribution.id == Appartenance.contribution_id)
        .join(ContributionVersion, ContributionVersion.id == Contribution.version_id)
        .where(Appartenance.fin_le.is_(None), visible_clause(Regard.DOCUMENT))
        .order_by(Appartenance.rang, Contribution.ordre)
    )
    direct = (
        sources.with_only_columns(Source.id.label("source_id"), *columns)
        .join(Contribution, Contribution.id == Source.contribution_id)
        .join(ContributionVersion, ContributionVersion.id == Contribution.version_id)
        .where(visible_clause(Regard.DOCUMENT))
    )
    found: dict[str, list[tuple[Parole, tuple[str, bool]]]] = defaultdict(list)
    for query in (grouped, direct):
        for source_id, id_, categorie, texte, author, typed in session.execute(query):
            found[source_id].append((Parole(id_, categorie, texte), (author, bool(typed))))
    return found
