"""« Suivant » pressed twice at the same instant: the script moves once, the other is told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from cafe.access.identity import Identite
from cafe.actions.conduite import go_to_etape
from cafe.actions.core import Stale
from cafe.extensions import db
from cafe.models import Etape, Evenement, Seance
from tests import factories
from tests.concurrency.test_writers import together
from tests.conftest import Monde

PAIRES = 50


def test_of_fifty_pairs_of_suivant_each_moves_the_script_once(app: Flask, monde: Monde) -> None:
    def script(session: Any) -> list[str]:
        rows = [
            Etape(seance_id=monde.seance, ordre=n, titre=f"Étape {n}") for n in range(PAIRES + 1)
        ]
        session.add_all(rows)
        session.flush()
        session.get(Seance, monde.seance).etape_id = rows[0].id
        return [row.id for row in rows]

    etapes = factories.build(script)
    names = {monde.bruno.id: "Bruno", monde.chloe.id: "Chloe"}
    for rank in range(PAIRES):
        barrier = threading.Barrier(2)

        def press(par: Identite, rank: int = rank, barrier: Any = barrier) -> Callable[[], str]:
            def job() -> str:
                barrier.wait()
                go_to_etape(
                    par=par,
                    seance_id=monde.seance,
                    etape_id=etapes[rank + 1],
                    depuis=etapes[rank],
                )
                return names[par.id]

            return job

        answers = together(app, [press(monde.bruno), press(monde.chloe)])
        (mover,) = [answer for answer in answers if isinstance(answer, str)]
        (told,) = [answer for answer in answers if isinstance(answer, Stale)]
        assert told.code == "etape_deja_changee"
        assert told.details["qui"] == mover
        assert told.details["titre"] == f"Étape {rank + 1}"
    db.session.rollback()
    query = select(func.count()).select_from(Evenement).where(Evenement.nature == "EtapeReached")
    assert db.session.scalar(query) == PAIRES
    assert db.session.get_one(Seance, monde.seance).etape_id == etapes[PAIRES]
