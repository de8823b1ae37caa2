"""Many writers at once: nothing lost, nothing doubled, numbers in commit order."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.actions.contributions import Limites, post_contribution
from cafe.actions.core import Refusal, RuleBroken
from cafe.actions.writer import run_batch
from cafe.database import read_settings
from cafe.extensions import db
from cafe.models import Contribution, Evenement, Organisme, Participant
from tests import factories
from tests.conftest import POSTGRESQL, Monde

WIDE = Limites(par_minute=1000, nouveaux_par_minute=1000)


def together(app: Flask, jobs: list[Callable[[], Any]]) -> list[Any]:
    """Run the jobs in as many threads, each with its own context."""

    def run(job: Callable[[], Any]) -> Any:
        with app.app_context():
            try:
                return job()
            except Refusal as refusal:
                return refusal

    with ThreadPoolExecutor(max_workers=len(jobs)) as pool:
        return list(pool.map(run, jobs))


def count(model: type) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_eight_phones_posting_at_once_are_all_kept_in_order(app: Flask, monde: Monde) -> None:
    phones = [factories.participant(monde.seance) for _ in range(8)]

    def posts(phone: Any) -> Callable[[], None]:
        def job() -> None:
            for rank in range(5):
                sent = factories.envoi(monde.question, f"Idée {rank}")
                post_contribution(par=phone, envoi=sent, limites=WIDE)

        return job

    together(app, [posts(phone) for phone in phones])
    assert count(Contribution) == 40
    assert count(Participant) == 8
    rows = db.session.execute(select(Evenement.numero, Evenement.le).order_by(Evenement.numero))
    moments = [le for _, le in rows]
    assert len(moments) == 40
    ordres = db.session.scalars(select(Contribution.ordre)).all()
    assert len(set(ordres)) == 40


def test_the_same_word_sent_twice_at_the_same_instant_is_kept_once(
    app: Flask, monde: Monde
) -> None:
    factories.post(monde.ana, monde.question, "Première")
    sent = factories.envoi(monde.question, "Une seule fois")
    jobs = [lambda: post_contribution(par=monde.ana, envoi=sent, limites=WIDE)] * 6
    answers = together(app, jobs)
    assert sum(answer.neuve for answer in answers) == 1
    assert len({answer.id for answer in answers}) == 1
    assert count(Contribution) == 2


def test_a_first_word_sent_twice_at_once_makes_one_participant(app: Flask, monde: Monde) -> None:
    sent = factories.envoi(monde.question, "La toute première")
    jobs = [lambda: post_contribution(par=monde.ana, envoi=sent, limites=WIDE)] * 6
    answers = together(app, jobs)
    assert not [answer for answer in answers if isinstance(answer, Refusal)]
    assert count(Participant) == count(Contribution) == 1


def _organisme(demarche_id: str, nom: str) -> Callable[[Session], str]:
    def job(session: Session) -> str:
        row = Organisme(demarche_id=demarche_id, nom=nom, cree_le=clock.now())
        session.add(row)
        session.flush()
        return row.id

    return job


def _refuse(session: Session) -> None:
    raise RuleBroken("non")


@pytest.mark.skipif(POSTGRESQL, reason="shared commits are SQLite's")
class TestSharedCommit:
    """Actions that wait together share one commit, each in its own savepoint."""

    def test_a_refused_one_takes_nothing_with_it(self, app: Flask, monde: Monde) -> None:
        engine = app.extensions["cafe_writing_engine"]
        jobs = [_organisme(monde.demarche, "A"), _refuse, _organisme(monde.demarche, "B")]
        first, refused, last = run_batch(engine, jobs)
        assert isinstance(refused[1], RuleBroken)
        assert first[1] is None
        assert last[1] is None
        assert sorted(db.session.scalars(select(Organisme.nom))) == ["A", "B"]

    def test_a_row_refused_by_the_database_takes_nothing_with_it(
        self, app: Flask, monde: Monde
    ) -> None:
        engine = app.extensions["cafe_writing_engine"]
        twice = _organisme(monde.demarche, "Jumelle")
        outcomes = run_batch(engine, [twice, twice, _organisme(monde.demarche, "Autre")])
        assert [error is None for _, error in outcomes] == [True, False, True]
        assert sorted(db.session.scalars(select(Organisme.nom))) == ["Autre", "Jumelle"]

    def test_under_gevent_the_sockets_go_on_while_actions_are_written(self, tmp_path: Any) -> None:
        done = subprocess.run(
            [sys.executable, "-c", GEVENT_SCRIPT, str(tmp_path)],
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.split() == ["kept=60", "ticked=True"]


# Posts sixty words from sixty greenlets while another greenlet ticks.
GEVENT_SCRIPT = """
import sys
import threading
from gevent import monkey
monkey.patch_all()
import gevent
from flask_migrate import upgrade
from cafe.app import create_app
from cafe.config import load
from cafe.database import read_settings
from cafe.extensions import db
from cafe.models import Contribution
from sqlalchemy import func, select
from tests import factories
from cafe.actions.contributions import post_contribution, Limites

env = {"CAFE_INSTANCE": sys.argv[1], "SECRET_KEY": "s" * 40,
       "CAFE_ASYNC_MODE": "gevent"}
app = create_app(load(env))
with app.app_context():
    upgrade()
    seance = factories.make_seance(factories.make_demarche())
    question = factories.make_question(seance)
    ticks = []
    def tick():
        while True:
            ticks.append(1)
            gevent.sleep(0.001)
    ticker = gevent.spawn(tick)
    def post():
        with app.app_context():
            post_contribution(par=factories.participant(seance),
                              envoi=factories.envoi(question))
    jobs = [gevent.spawn(post) for _ in range(60)]
    gevent.joinall(jobs, raise_error=True)
    ticker.kill()
    db.session.rollback()
    kept = db.session.scalar(select(func.count()).select_from(Contribution))
    print(f"kept={kept} ticked={len(ticks) > 5}")
"""


def test_reading_the_settings_back_never_ends_somebody_s_transaction(
    app: Flask, monde: Monde
) -> None:
    asked = threading.Event()
    asker = threading.Thread(target=lambda: (asked.set(), read_settings(app)))

    def job(session: Session) -> str:
        made = Organisme(demarche_id=monde.demarche, nom="Gardée", cree_le=clock.now())
        session.add(made)
        session.flush()
        asker.start()
        asked.wait()
        asker.join(0.2)  # it must wait for us; were it not to, it would have had the time
        return made.id

    made = app.extensions["cafe_writer"].run(job)
    asker.join()
    db.session.rollback()
    assert db.session.get(Organisme, made) is not None


@pytest.mark.skipif(POSTGRESQL, reason="SQLite's silence")
def test_a_commit_that_commits_nothing_is_an_error(app: Flask, monde: Monde) -> None:
    def job(session: Session) -> None:
        session.connection().connection.dbapi_connection.rollback()  # type: ignore[union-attr]

    with pytest.raises(RuntimeError, match="somebody else"):
        app.extensions["cafe_writer"].run(job)
