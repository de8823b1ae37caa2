"""The trace of a word: « que sont devenus mes mots ? », read from the word to the promise.

The other way, from a préconisation or a fiche back to the words, is in
``cafe.models.chaine_sources``. Nothing here says who may read: callers choose the words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from cafe.models.chaine_preconisations import PreconisationSuivie, preconisations_suivies
from cafe.models.chaine_suites import (
    Regroupee,
    SuiteDonnee,
    merged_into,
    regroupees_of,
    suites_of,
)
from cafe.models.contribution import Contribution, ContributionVersion, MotifModeration, Statut
from cafe.models.preconisation import Decision, Epingle, Source


@dataclass(frozen=True)
class Reprise:
    """A préconisation that rests on the word, directly, by its regroupement, or because a
    decision pinned it before it was moved elsewhere."""

    preconisation: PreconisationSuivie
    le: datetime
    par_regroupement: bool


class Pas(StrEnum):
    """The steps of a word's way, in the order of the chain."""

    RECUE = "recue"
    ECARTEE = "ecartee"
    PARTAGEE = "partagee"
    REGROUPEE = "regroupee"
    SUITE = "suite"
    RETOUR = "retour"
    PRECONISATION = "preconisation"
    DECISION = "decision"
    REPONSE = "reponse"
    FICHE = "fiche"
    ENGAGEMENT = "engagement"


@dataclass(frozen=True)
class Etape:
    """One dated step; ``objet`` is the frozen value it speaks of (None for RECUE, ECARTEE,
    PARTAGEE)."""

    pas: Pas
    le: datetime | date | None
    objet: object = None


@dataclass(frozen=True)
class Devenir:
    """What became of one word.

    ``motif`` and ``precision`` say why it is not published or set aside. ``reprises`` are
    the préconisations that rest on it, by number.
    """

    contribution_id: str
    statut: Statut
    recue_le: datetime
    motif: MotifModeration | None = None
    precision: str = ""
    regroupement: Regroupee | None = None
    suite: SuiteDonnee | None = None
    reprises: tuple[Reprise, ...] = field(default=())

    @property
    def a_une_suite(self) -> bool:
        """Whether the word leads somewhere: a suite, or a préconisation."""
        return self.suite is not None or bool(self.reprises)

    def etapes(self) -> Iterator[Etape]:
        """The steps in the order of the chain; a préconisation's own follow it."""
        yield Etape(Pas.RECUE, self.recue_le)
        if self.statut in (Statut.NON_PUBLIEE, Statut.FRIGO, Statut.RETIREE):
            yield Etape(Pas.ECARTEE, None)
        if self.statut is Statut.REMPLACEE:
            # Its parts each have their own way.
            yield Etape(Pas.PARTAGEE, None)
        if self.regroupement is not None:
            yield Etape(Pas.REGROUPEE, self.regroupement.le, self.regroupement)
        if self.suite is not None:
            yield Etape(Pas.SUITE, self.suite.jour, self.suite)
            if self.suite.retour:
                yield Etape(Pas.RETOUR, self.suite.retour_jour, self.suite)
        for reprise in self.reprises:
            suivie = reprise.preconisation
            yield Etape(Pas.PRECONISATION, reprise.le, suivie)
            for decision in suivie.decisions:
                yield Etape(Pas.DECISION, decision.jour, decision)
            if suivie.reponse is not None:
                yield Etape(Pas.REPONSE, suivie.reponse.le, suivie.reponse)
            for fiche in suivie.fiches:
                yield Etape(Pas.FICHE, fiche.le, fiche)
            for engagement in suivie.engagements:
                yield Etape(Pas.ENGAGEMENT, engagement.le, engagement)


def devenir_of_contribution(
    session: Session, contribution_id: str, *, brouillons: bool = False
) -> Devenir | None:
    """What became of one word; None if it does not exist."""
    found = devenirs_of_contributions(session, [contribution_id], brouillons=brouillons)
    return found.get(contribution_id)


def devenirs_of_contributions(
    session: Session, ids: Collection[str], *, brouillons: bool = False
) -> dict[str, Devenir]:
    """What became of those words, by id, in a fixed number of queries.

    A draft préconisation is the team's own matter: it is left out unless ``brouillons``.
    """
    if not ids:
        return {}
    regroupees = regroupees_of(session, ids)
    lignees = merged_into(session, {r.id for r in regroupees.values()})
    suites = suites_of(session, ids, regroupees, lignees)
    reprises = _reprises(session, ids, regroupees, lignees, brouillons=brouillons)
    return {
        row.id: Devenir(
            contribution_id=row.id,
            statut=row.statut,
            recue_le=row.cree_le,
            motif=row.motif,
            precision=row.precision,
            regroupement=regroupees.get(row.id),
            suite=suites.get(row.id),
            reprises=tuple(sorted(reprises[row.id], key=lambda r: r.preconisation.numero)),
        )
        for row in session.execute(
            select(
                Contribution.id,
                Contribution.statut,
                Contribution.cree_le,
                Contribution.motif,
                Contribution.precision,
            ).where(Contribution.id.in_(ids))
        )
    }


def _reprises(
    session: Session,
    ids: Collection[str],
    regroupees: dict[str, Regroupee],
    lignees: dict[str, set[str]],
    *,
    brouillons: bool,
) -> dict[str, list[Reprise]]:
    groups = set().union(*lignees.values())
    sources = session.scalars(
        select(Source)
        .where(
            Source.fin_le.is_(None),
            or_(Source.contribution_id.in_(ids), Source.regroupement_id.in_(groups)),
        )
        .order_by(Source.le)
    ).all()
    pins = session.execute(
        select(
            ContributionVersion.contribution_id,
            Decision.id,
            Decision.preconisation_id,
            Decision.le,
        )
        .join(Epingle, Epingle.contribution_version_id == ContributionVersion.id)
        .join(Decision, Decision.id == Epingle.decision_id)
        .where(ContributionVersion.contribution_id.in_(ids))
        .order_by(Decision.le)
    ).all()
    wanted = {s.preconisation_id for s in sources} | {pin.preconisation_id for pin in pins}
    suivies = preconisations_suivies(session, wanted, brouillons=brouillons)
    members: dict[str, list[str]] = defaultdict(list)
    for contribution_id, group in regroupees.items():
        for merged in lignees[group.id]:
            members[merged].append(contribution_id)

    kept: dict[tuple[str, str], Reprise] = {}

    def keep(contribution_id: str, preconisation_id: str, le: datetime, grouped: bool) -> None:
        suivie = suivies.get(preconisation_id)
        if suivie is not None:
            kept.setdefault((contribution_id, preconisation_id), Reprise(suivie, le, grouped))

    for source in sources:
        if source.contribution_id is not None:
            keep(source.contribution_id, source.preconisation_id, source.le, False)
        for contribution_id in members.get(source.regroupement_id or "", ()):
            keep(contribution_id, source.preconisation_id, source.le, True)
    for pin in pins:
        suivie = suivies.get(pin.preconisation_id)
        # An older decision may rest on words that were detached since.
        if suivie is not None and suivie.decision is not None and suivie.decision.id == pin.id:
            keep(pin.contribution_id, pin.preconisation_id, pin.le, True)
    found: dict[str, list[Reprise]] = defaultdict(list)
    for (contribution_id, _), reprise in kept.items():
        found[contribution_id].append(reprise)
    return found
