"""Two taps at the same instant: the base never holds one dot too many, and one tap is told so."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from cafe.access.identity import Identite
from cafe.actions.core import Refusal, Stale
from cafe.actions.gommettes import Vote, set_points
from cafe.actions.scrutins import Bulletin, close_scrutin, create_scrutin, open_scrutin
from cafe.extensions import db
from cafe.models import Evenement, Gommette, Participant, VisibiliteScrutin
from tests import factories
from tests.concurrency.test_writers import together
from tests.conftest import Monde
from tests.votes import Urne, make_urne

PAIRES = 50


def at_once(app: Flask, jobs: list[Callable[[], Any]]) -> list[Any]:
    """The jobs, none of which starts before all are there."""
    barrier = threading.Barrier(len(jobs))

    def held(job: Callable[[], Any]) -> Callable[[], Any]:
        def run() -> Any:
            barrier.wait()
            return job()

        return run

    return together(app, [held(job) for job in jobs])


def tap(par: Identite, urne: Urne, carte: int, points: int) -> Callable[[], Vote]:
    return lambda: set_points(
        par=par, scrutin_id=urne.scrutin, cible=urne.cles[carte], points=points
    )


def count(model: type, *where: Any) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model).where(*where)) or 0


def test_fifty_pairs_of_taps_on_two_cards_with_one_dot_left(app: Flask, monde: Monde) -> None:
    """Each pair is somebody's last dot, put on two cards at once."""
    urne = make_urne(monde, points=2, par_carte=1)
    for _ in range(PAIRES):
        ana = factories.participant(monde.seance)
        tap(ana, urne, 0, 1)()
        events = count(Evenement)
        answers = at_once(app, [tap(ana, urne, 1, 1), tap(ana, urne, 2, 1)])
        told = [answer.code for answer in answers if isinstance(answer, Refusal)]
        assert told == ["plus_de_gommettes"]
        assert count(Evenement) == events + 1
    per_person = select(func.count(Gommette.id)).group_by(Gommette.participant_id)
    db.session.rollback()
    assert set(db.session.scalars(per_person)) == {2}
    assert count(Gommette) == 2 * PAIRES


def test_fifty_first_taps_doubled_make_one_person_and_one_event_each(
    app: Flask, monde: Monde
) -> None:
    """The same tap twice, by somebody not yet born: harmless, since the number is the whole."""
    urne = make_urne(monde, points=3, par_carte=2)
    people, events = count(Participant), count(Evenement)
    for _ in range(PAIRES):
        ana = factories.participant(monde.seance)
        answers = at_once(app, [tap(ana, urne, 0, 2)] * 2)
        assert answers == [Vote(2, 1), Vote(2, 1)]
    assert count(Participant) == people + PAIRES
    assert count(Evenement) == events + PAIRES
    assert count(Gommette) == 2 * PAIRES


def test_twelve_taps_of_one_person_at_once_never_pass_the_limit(app: Flask, monde: Monde) -> None:
    urne = make_urne(monde, points=3, par_carte=2)
    taps = [tap(monde.ana, urne, card, points) for card in range(3) for points in (1, 2, 1, 2)]
    answers = at_once(app, taps)
    assert {type(answer) for answer in answers} <= {Vote} | set(Refusal.__subclasses__())
    assert 1 <= count(Gommette) <= 3


def test_a_vote_opened_or_closed_from_two_tabs_is_moved_once(app: Flask, monde: Monde) -> None:
    urne = make_urne(monde, ouvert=False)
    people = (monde.bruno, monde.chloe)
    for step, version, code in (
        (open_scrutin, 1, "vote_deja_ouvert"),
        (close_scrutin, 2, "vote_deja_clos"),
    ):
        events = count(Evenement)

        def job(par: Identite, step: Any = step, version: int = version) -> Callable[[], Any]:
            return lambda: step(par=par, scrutin_id=urne.scrutin, version=version)

        answers = at_once(app, [job(par) for par in people])
        (told,) = [answer for answer in answers if isinstance(answer, Stale)]
        (winner,) = [p for p, answer in zip(people, answers, strict=True) if answer is None]
        assert (told.code, told.details["qui"]) == (code, winner.nom)
        assert count(Evenement) == events + 1


def test_two_votes_opened_at_once_leave_one_open(app: Flask, monde: Monde) -> None:
    urne = make_urne(monde, ouvert=False)
    bulletin = Bulletin("Autre", 1, 1, VisibiliteScrutin.DIRECT, urne.cles)
    other = create_scrutin(par=monde.bruno, seance_id=monde.seance, bulletin=bulletin)

    def job(scrutin_id: str) -> Callable[[], None]:
        return lambda: open_scrutin(par=monde.bruno, scrutin_id=scrutin_id, version=1)

    answers = at_once(app, [job(urne.scrutin), job(other)])
    assert sorted(getattr(answer, "code", "") for answer in answers) == ["", "autre_vote_ouvert"]


def test_no_dot_enters_once_the_vote_is_closed(app: Flask, monde: Monde) -> None:
    """Twelve people tap while somebody closes: who was told yes is counted, nobody else."""
    urne = make_urne(monde, points=1, par_carte=1)
    phones = [factories.participant(monde.seance) for _ in range(12)]

    def close() -> None:
        close_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=2)

    answers = at_once(app, [*(tap(phone, urne, 0, 1) for phone in phones), close])
    said_yes = sum(isinstance(answer, Vote) for answer in answers)
    assert count(Gommette) == said_yes
    closing = select(Evenement.numero).where(Evenement.nature == "ScrutinClosed")
    db.session.rollback()
    last_dot = select(func.max(Evenement.numero)).where(Evenement.nature == "PointsSet")
    if said_yes:
        assert (db.session.scalar(last_dot) or 0) < db.session.scalars(closing).one()
