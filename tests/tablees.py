"""A world café under way, in rows: tables, tours, their programme, and the devices of hosts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite, identite_of_acces
from cafe.access.jetons import hash_jeton
from cafe.actions.acces import create_acces, pair_acces
from cafe.extensions import db
from cafe.models import Acces, Programme, RoleAcces, Tablee, Tour
from tests import factories
from tests.conftest import Monde


@dataclass(frozen=True)
class Cafe:
    """``tables`` and ``tours``: ids, first to last; ``questions[i]`` is that of table i + 1."""

    tables: list[str]
    tours: list[str]
    questions: list[str]


def make_cafe(monde: Monde, tables: int = 2, tours: int = 2) -> Cafe:
    """The first tour has begun; each table keeps its own question."""
    questions = [monde.question] + [
        factories.make_question(monde.seance, f"Question {n} ?") for n in range(2, tables + 1)
    ]

    def job(session: Session) -> tuple[list[str], list[str]]:
        rows = [Tablee(seance_id=monde.seance, numero=n + 1, capacite=8) for n in range(tables)]
        rounds = [Tour(seance_id=monde.seance, numero=n + 1) for n in range(tours)]
        rounds[0].debut = clock.now()
        session.add_all([*rows, *rounds])
        session.flush()
        for tour in rounds:
            for table, question in zip(rows, questions, strict=True):
                session.add(Programme(tour_id=tour.id, tablee_id=table.id, question_id=question))
        return [row.id for row in rows], [tour.id for tour in rounds]

    made, rounds = factories.build(job)
    return Cafe(made, rounds, questions)


def begin_tour(tour_id: str, before: str) -> None:
    """End one tour and begin another, now."""

    def job(session: Session) -> None:
        session.get_one(Tour, before).fin = clock.now()
        session.get_one(Tour, tour_id).debut = clock.now()

    factories.build(job)
    later = clock.now() + timedelta(seconds=1)
    clock.set_clock(lambda: later)


def pair_host(monde: Monde, tablee_id: str) -> tuple[Identite, str]:
    """The device of a table's host, and the secret of its cookie."""
    jeton = create_acces(
        par=monde.bruno, seance_id=monde.seance, role=RoleAcces.HOTE, tablee_id=tablee_id
    )
    secret = pair_acces(jeton=jeton).secret
    db.session.rollback()
    row = db.session.scalars(select(Acces).where(Acces.appareil_hash == hash_jeton(secret))).one()
    return identite_of_acces(row), secret
