"""Where the team lands: its démarches, then what one of them still waits for."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir, permits
from cafe.extensions import db
from cafe.libelles import libelle
from cafe.models import (
    Contribution,
    Demarche,
    Engagement,
    EtatPreconisation,
    Fiche,
    Participant,
    Preconisation,
    Role,
    Seance,
)
from cafe.models.demarche import Plan, current_plan
from cafe.models.objection import count_waiting
from cafe.models.paroles import count_sans_suite
from cafe.models.seance import held_in, seances_of
from cafe.models.visibilite import Regard, visible_clause
from cafe.pilotage.salle import demarche_at, pilotage
from cafe.presentation import majuscule


@dataclass(frozen=True)
class MaDemarche:
    """A démarche of the list, with the role held in it and what it waits for."""

    demarche: Demarche
    role: Role
    sans_suite: int


@dataclass(frozen=True)
class SeanceResumee:
    """A séance of the list and how many words it gathered."""

    seance: Seance
    paroles: int


@dataclass(frozen=True)
class Chiffres:
    """The key figures of a démarche."""

    participants: int
    paroles: int
    sans_suite: int
    desaccords: int
    preconisations: dict[EtatPreconisation, int]
    plan: Plan | None
    fiches: int
    engagements: int

    @property
    def decidees(self) -> int:
        """Préconisations on which an instance has spoken."""
        waiting = (EtatPreconisation.BROUILLON, EtatPreconisation.PROPOSEE)
        return sum(n for etat, n in self.preconisations.items() if etat not in waiting)

    @property
    def total(self) -> int:
        """Préconisations, drafts included."""
        return sum(self.preconisations.values())


@pilotage.get("/")
def index() -> str:
    """The démarches of this account."""
    identite = current_identite()
    session = db.session()
    rows = session.scalars(
        select(Demarche).where(Demarche.id.in_(identite.roles)).order_by(Demarche.nom)
    )
    mine = [
        MaDemarche(row, identite.roles[row.id], count_sans_suite(session, row.id)) for row in rows
    ]
    return render_template(
        "pilotage/index.html",
        demarches=mine,
        peut_creer=permits(identite, Pouvoir.CREER_DEMARCHE),
    )


@pilotage.get("/demarches/<demarche_id>/")
def demarche(demarche_id: str) -> str:
    """What a démarche has gathered and what it still waits for."""
    row = demarche_at(demarche_id)
    session = db.session()
    chiffres = _chiffres(session, row.id)
    return render_template(
        "pilotage/demarche.html",
        chiffres=chiffres,
        lignes_etats=[
            (majuscule(libelle(etat)), chiffres.preconisations[etat])
            for etat in EtatPreconisation
            if etat in chiffres.preconisations
        ],
        seances=_seances(session, row.id),
    )


def _chiffres(session: Session, demarche_id: str) -> Chiffres:
    def count(query: object) -> int:
        return session.scalar(query) or 0  # type: ignore[call-overload]

    here = held_in(demarche_id)
    plan = current_plan(session, demarche_id)
    return Chiffres(
        participants=count(
            select(func.count(Participant.id))
            .join(Seance, Seance.id == Participant.seance_id)
            .where(here)
        ),
        paroles=count(
            select(func.count(Contribution.id))
            .join(Seance, Seance.id == Contribution.seance_id)
            .where(here, visible_clause(Regard.PUBLIC))
        ),
        sans_suite=count_sans_suite(session, demarche_id),
        desaccords=count_waiting(session, demarche_id),
        preconisations={
            row[0]: row[1]
            for row in session.execute(
                select(Preconisation.etat, func.count())
                .where(Preconisation.demarche_id == demarche_id)
                .group_by(Preconisation.etat)
            )
        },
        plan=plan,
        fiches=count(select(func.count(Fiche.id)).where(Fiche.plan_id == plan.id)) if plan else 0,
        engagements=count(
            select(func.count(Engagement.id)).where(Engagement.demarche_id == demarche_id)
        ),
    )


def _seances(session: Session, demarche_id: str) -> list[SeanceResumee]:
    counts: dict[str, int] = {
        row[0]: row[1]
        for row in session.execute(
            select(Contribution.seance_id, func.count())
            .join(Seance, Seance.id == Contribution.seance_id)
            .where(held_in(demarche_id), visible_clause(Regard.PUBLIC))
            .group_by(Contribution.seance_id)
        )
    }
    return [SeanceResumee(s, counts.get(s.id, 0)) for s in seances_of(session, demarche_id)]
