"""Tours, and what is discussed where at each: set with the script, filled by default, edited.

A tour that has been used stays. The default gives each table a theme of its own where there are
tables enough; otherwise the questions go round, so that none is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.orm import Session

from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.core import RuleBroken, action, check_version, found, record, require
from cafe.models import (
    Contribution,
    EffectifTablee,
    Etape,
    FeuilleTablee,
    Phase,
    Placement,
    Programme,
    Seance,
    SyntheseTablee,
    Tour,
)
from cafe.models.question import questions_of, tablees_of

TOURS_MAX = 12


def set_tours(session: Session, seance: Seance, wanted: int) -> Mapping[int, Tour]:
    """Have at least that many tours, numbered from 1; those not wanted and not used go."""
    if wanted > TOURS_MAX:
        raise RuleBroken("trop_de_tours", champ="etapes", maximum=TOURS_MAX)
    known = {
        row.numero: row for row in session.scalars(select(Tour).where(Tour.seance_id == seance.id))
    }
    for numero, row in list(known.items()):
        if numero > wanted and not _used(session, row):
            session.execute(delete(Programme).where(Programme.tour_id == row.id))
            session.execute(update(Etape).where(Etape.tour_id == row.id).values(tour_id=None))
            session.delete(known.pop(numero))
    for numero in range(1, wanted + 1):
        if numero not in known:
            known[numero] = Tour(seance_id=seance.id, numero=numero)
            session.add(known[numero])
    session.flush()
    return known


def count_tours(session: Session, seance: Seance) -> int:
    """How many tours a séance has."""
    query = select(func.count()).select_from(Tour).where(Tour.seance_id == seance.id)
    return session.scalar(query) or 0


def _used(session: Session, tour: Tour) -> bool:
    tables = (Contribution, SyntheseTablee, FeuilleTablee, EffectifTablee, Placement)
    return tour.debut is not None or any(
        session.scalar(select(exists().where(model.tour_id == tour.id))) for model in tables
    )


def time_tours(session: Session, seance: Seance) -> None:
    """A tour lasts as long as its steps together."""
    for tour in session.scalars(select(Tour).where(Tour.seance_id == seance.id)):
        steps = session.scalars(select(Etape.duree_minutes).where(Etape.tour_id == tour.id))
        tour.duree_minutes = sum(minutes or 0 for minutes in steps) or None


def theme_of(table: int, tour: int, tables: int, questions: int) -> int:
    """The rank of the question of a table at a tour, all counted from 0.

    With tables enough each keeps its question and people move; with fewer, the questions go
    round: seven tables take eight questions by turns, another one rests at each tour.
    """
    return table % questions if tables >= questions else (tour * tables + table) % questions


def fill_programme(session: Session, seance: Seance) -> None:
    """Give their questions to the tours and to the tables that have none at all yet."""
    questions, tables = questions_of(session, seance.id), tablees_of(session, seance.id)
    if not questions or not tables:
        return
    tours = session.scalars(
        select(Tour).where(Tour.seance_id == seance.id).order_by(Tour.numero)
    ).all()
    held = list(
        session.scalars(select(Programme).where(Programme.tour_id.in_([tour.id for tour in tours])))
    )
    known_tours, known_tables = {p.tour_id for p in held}, {p.tablee_id for p in held}
    for rank, tour in enumerate(tours):
        for place, table in enumerate(tables):
            if tour.id in known_tours and table.id in known_tables:
                continue  # as it was left, also where a table was left to rest
            theme = theme_of(place, rank, len(tables), len(questions))
            session.merge(
                Programme(tour_id=tour.id, tablee_id=table.id, question_id=questions[theme].id)
            )
    session.flush()


@action
def set_programme(
    session: Session,
    *,
    par: Identite,
    seance_id: str,
    cases: Sequence[tuple[str, str, str]],
    version: int | None,
) -> int:
    """Say which question is discussed where: ``(tour, table, question)`` ids; an empty question
    gives the table none. Cells not named stay. Returns the séance's new version.

    Who: chef de projet. A tour that is over keeps what was said of it. Event: ProgrammeSet.
    """
    seance = found(session, Seance, seance_id, lock=True)
    who = require(session, par, Pouvoir.PREPARER, Lieu(seance.demarche_id, seance.id))
    check_version(seance, version)
    if seance.phase is Phase.CLOSE:
        raise RuleBroken("rencontre_close")
    tours = {t.id: t for t in session.scalars(select(Tour).where(Tour.seance_id == seance.id))}
    tables = {t.id for t in tablees_of(session, seance.id)}
    questions = {q.id for q in questions_of(session, seance.id)}
    for tour_id, tablee_id, question_id in cases:
        if tour_id not in tours or tablee_id not in tables:
            raise RuleBroken("programme_inconnu")
        if question_id and question_id not in questions:
            raise RuleBroken("question_inconnue", champ="programme")
        _put(session, tours[tour_id], tablee_id, question_id)
    seance.version += 1
    _record(session, "ProgrammeSet", who, seance)
    return seance.version


@action
def reset_programme(session: Session, *, par: Identite, seance_id: str, version: int | None) -> int:
    """Fill the programme anew, as it is proposed; tours that are over keep theirs.

    Who: chef de projet. Event: ProgrammeSet.
    """
    seance = found(session, Seance, seance_id, lock=True)
    who = require(session, par, Pouvoir.PREPARER, Lieu(seance.demarche_id, seance.id))
    check_version(seance, version)
    if seance.phase is Phase.CLOSE:
        raise RuleBroken("rencontre_close")
    coming = select(Tour.id).where(Tour.seance_id == seance.id, Tour.debut.is_(None))
    session.execute(delete(Programme).where(Programme.tour_id.in_(coming)))
    fill_programme(session, seance)
    seance.version += 1
    _record(session, "ProgrammeSet", who, seance)
    return seance.version


def _put(session: Session, tour: Tour, tablee_id: str, question_id: str) -> None:
    row = session.get(Programme, (tour.id, tablee_id))
    if (row.question_id if row else "") == question_id:
        return
    if tour.fin is not None:
        raise RuleBroken("tour_passe", champ="programme", numero=tour.numero)
    if not question_id:
        session.delete(row)
    elif row is None:
        session.add(Programme(tour_id=tour.id, tablee_id=tablee_id, question_id=question_id))
    else:
        row.question_id = question_id
    session.flush()


def _record(session: Session, nature: str, who: Identite, seance: Seance) -> None:
    record(
        session,
        nature,
        par=who,
        demarche_id=seance.demarche_id,
        seance_id=seance.id,
        objets=[("seance", seance.id)],
    )
