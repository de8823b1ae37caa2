"""A démarche as data: its chain in one JSON document, and the words as a table.

From the words to the engagements. What a meeting adds (people, notes, suivis, comptes rendus) is
in the file of each séance.

The team's copy holds words that are not published; what leaves the team follows the one
visibility rule, and has the latest texts only. No secret, hash, quality or quarter of a person is
ever exported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import inspect, select, true
from sqlalchemy.orm import Session

from cafe import __version__
from cafe.models import (
    Appartenance,
    Base,
    Contribution,
    ContributionVersion,
    Decision,
    Demarche,
    Effectif,
    Engagement,
    Epingle,
    Etape,
    EtatDate,
    Fiche,
    FicheVersion,
    LienEngagement,
    LienFiche,
    Organisme,
    Participant,
    Plan,
    Preconisation,
    Question,
    Regroupement,
    ReponsePublique,
    Seance,
    Source,
    Suite,
    Tablee,
    Tour,
    Traduction,
)
from cafe.models.evenement import installation_id, last_numero
from cafe.models.media import medias_of_seance
from cafe.models.seance import held_in
from cafe.models.visibilite import Regard, archived_clause, visible_clause

FORMAT = "cafe-demarche"
VERSION = 1


def export_demarche(
    session: Session, demarche_id: str, regard: Regard = Regard.TABLEAU
) -> dict[str, Any]:
    """The chain of a démarche as plain values; ``numero`` is the last event it surely holds.

    Lists are in the order of the screens. Instants are aware datetimes, days are dates.
    """
    numero = last_numero(session)
    demarche = session.get_one(Demarche, demarche_id)
    seances = _all(session, Seance, held_in(demarche_id), order=Seance.cree_le)
    preconisations = _all(
        session,
        Preconisation,
        Preconisation.demarche_id == demarche_id,
        order=Preconisation.numero,
    )
    return {
        "format": FORMAT,
        "version": VERSION,
        "logiciel": __version__,
        "installation": installation_id(session),
        "numero": numero,
        "demarche": _plain(demarche),
        "organismes": _plains(
            _all(session, Organisme, Organisme.demarche_id == demarche_id, order=Organisme.nom)
        ),
        "plans": _plans(session, demarche_id),
        "seances": [_seance(session, row, regard) for row in seances],
        "preconisations": [_preconisation(session, row) for row in preconisations],
        "engagements": _engagements(session, demarche_id),
        "suites": _plains(_all(session, Suite, Suite.demarche_id == demarche_id, order=Suite.le)),
    }


def _all(session: Session, model: type[Any], *where: Any, order: Any) -> list[Any]:
    return list(session.scalars(select(model).where(*where).order_by(order)))


def _plain(row: Base, *without: str) -> dict[str, Any]:
    """The columns of a row, in the order of its model."""
    keys = inspect(type(row)).columns.keys()
    return {key: getattr(row, key) for key in keys if key not in without}


def _plains(rows: Iterable[Base], *without: str) -> list[dict[str, Any]]:
    return [_plain(row, *without) for row in rows]


def _plans(session: Session, demarche_id: str) -> list[dict[str, Any]]:
    plans = _all(session, Plan, Plan.demarche_id == demarche_id, order=Plan.ordre)
    found = []
    for plan in plans:
        fiches = _all(session, Fiche, Fiche.plan_id == plan.id, order=Fiche.ordre)
        versions = _by(
            _all(
                session,
                FicheVersion,
                FicheVersion.fiche_id.in_([fiche.id for fiche in fiches]),
                order=FicheVersion.rang,
            ),
            "fiche_id",
        )
        found.append(
            _plain(plan)
            | {"fiches": [_plain(f) | {"versions": _plains(versions[f.id])} for f in fiches]}
        )
    return found


def _by(rows: Sequence[Any], key: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


def _seance(session: Session, seance: Seance, regard: Regard) -> dict[str, Any]:
    id_ = seance.id
    groups = _all(session, Regroupement, Regroupement.seance_id == id_, order=Regroupement.ordre)
    return _plain(seance) | {
        "code": seance.code,
        "etapes": _plains(_all(session, Etape, Etape.seance_id == id_, order=Etape.ordre)),
        "questions": _plains(
            _all(session, Question, Question.seance_id == id_, order=Question.ordre)
        ),
        "tables": _plains(_all(session, Tablee, Tablee.seance_id == id_, order=Tablee.numero)),
        "tours": _plains(_all(session, Tour, Tour.seance_id == id_, order=Tour.numero)),
        "presences": [
            {"qualite": row.qualite, "nombre": row.nombre}
            for row in _all(session, Effectif, Effectif.seance_id == id_, order=Effectif.ordre)
        ],
        "contributions": _contributions(session, id_, regard),
        "regroupements": _regroupements(session, groups, regard),
    }


def _contributions(session: Session, seance_id: str, regard: Regard) -> list[dict[str, Any]]:
    """The words with their versions; a person is the number they have in the séance.

    Former texts stay with the team: one was maybe refused, or corrected for naming somebody.
    """
    rows = session.execute(
        select(Contribution, Participant.numero)
        .join(Participant, Participant.id == Contribution.participant_id)
        .where(Contribution.seance_id == seance_id, archived_clause(regard))
        .order_by(Contribution.ordre, Contribution.partie)
    ).all()
    in_team = regard is Regard.TABLEAU
    current = true() if in_team else ContributionVersion.id == Contribution.version_id
    versions = _by(
        list(
            session.scalars(
                select(ContributionVersion)
                .join(Contribution, Contribution.id == ContributionVersion.contribution_id)
                .where(Contribution.seance_id == seance_id, current)
                .order_by(ContributionVersion.rang)
            )
        ),
        "contribution_id",
    )
    french = _by(
        list(
            session.scalars(
                select(Traduction)
                .join(ContributionVersion, ContributionVersion.id == Traduction.version_id)
                .join(Contribution, Contribution.id == ContributionVersion.contribution_id)
                .where(Contribution.seance_id == seance_id)
                .order_by(Traduction.rang)
            )
        ),
        "version_id",
    )
    medias = _by(medias_of_seance(session, seance_id), "contribution_id")
    return [
        _plain(row, "participant_id", "saisie_par")
        | {
            "participant": numero,
            "texte": row.texte,
            "traduction": french[row.version_id][-1].texte if french[row.version_id] else None,
            "traductions": [
                _plain(made, "par")
                for version in versions[row.id]
                for made in (french[version.id] if in_team else french[version.id][-1:])
            ],
            "versions": _plains(versions[row.id], "contribution_id", "notee_par"),
            "medias": _plains(medias[row.id], "contribution_id", "empreinte"),
        }
        for row, numero in rows
    ]


def _regroupements(
    session: Session, groups: Sequence[Regroupement], regard: Regard
) -> list[dict[str, Any]]:
    links = list(
        session.scalars(
            select(Appartenance)
            .join(Contribution, Contribution.id == Appartenance.contribution_id)
            .where(
                Appartenance.regroupement_id.in_([group.id for group in groups]),
                visible_clause(regard),
            )
            .order_by(Appartenance.rang, Contribution.ordre)
        )
    )
    by_group: dict[str, list[Appartenance]] = _by(links, "regroupement_id")
    return [
        _plain(group)
        | {
            "contributions": [
                link.contribution_id for link in by_group[group.id] if link.fin_le is None
            ],
            "appartenances": _plains(_by_date(by_group[group.id]), "regroupement_id"),
        }
        for group in groups
    ]


def _by_date(links: list[Appartenance]) -> list[Appartenance]:
    return sorted(links, key=lambda link: link.le)


def _preconisation(session: Session, row: Preconisation) -> dict[str, Any]:
    id_ = row.id
    decisions = _all(session, Decision, Decision.preconisation_id == id_, order=Decision.le)
    return _plain(row) | {
        "sources": _plains(_all(session, Source, Source.preconisation_id == id_, order=Source.le)),
        "decisions": [
            _plain(decision)
            | {
                "versions_epinglees": list(
                    session.scalars(
                        select(Epingle.contribution_version_id)
                        .where(Epingle.decision_id == decision.id)
                        .order_by(Epingle.contribution_version_id)
                    )
                )
            }
            for decision in decisions
        ],
        "liens": _plains(
            _all(session, LienFiche, LienFiche.preconisation_id == id_, order=LienFiche.le)
        ),
        "reponses": _plains(
            _all(
                session,
                ReponsePublique,
                ReponsePublique.preconisation_id == id_,
                order=ReponsePublique.le,
            )
        ),
    }


def _engagements(session: Session, demarche_id: str) -> list[dict[str, Any]]:
    rows = _all(
        session, Engagement, Engagement.demarche_id == demarche_id, order=Engagement.cree_le
    )
    ids = [row.id for row in rows]
    links = _by(
        _all(
            session, LienEngagement, LienEngagement.engagement_id.in_(ids), order=LienEngagement.le
        ),
        "engagement_id",
    )
    states = _by(
        _all(session, EtatDate, EtatDate.engagement_id.in_(ids), order=EtatDate.le),
        "engagement_id",
    )
    return [
        _plain(row) | {"liens": _plains(links[row.id]), "etats": _plains(states[row.id])}
        for row in rows
    ]
