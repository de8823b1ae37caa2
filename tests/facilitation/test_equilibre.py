"""Hosts say « nous sommes 9 »; the conductor is told who to send where."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from cafe import clock
from cafe.models import EffectifTablee, Etape, Seance, Tablee, Tour
from tests import factories
from tests.clients import sign_in
from tests.conftest import Monde
from tests.pages import strict_client
from tests.tournante import begin, furnish


def counted(monde: Monde, *nombres: int) -> None:
    """Each host said how many they are, in the round under way."""

    def job(session: Any) -> None:
        tour = session.query(Tour).filter_by(seance_id=monde.seance, numero=1).one()
        etape = Etape(seance_id=monde.seance, ordre=1, titre="Tour 1", tour_id=tour.id, droits=[])
        session.add(etape)
        session.flush()
        session.get(Seance, monde.seance).etape_id = etape.id
        for numero, nombre in enumerate(nombres, start=1):
            table = session.query(Tablee).filter_by(seance_id=monde.seance, numero=numero).one()
            session.add(
                EffectifTablee(tour_id=tour.id, tablee_id=table.id, nombre=nombre, le=clock.now())
            )

    factories.build(job)


def page(app: Flask, monde: Monde) -> str:
    bruno = sign_in(strict_client(app), monde.bruno.id or "")
    return bruno.get(f"/animer/{monde.seance}/conduite").get_data(as_text=True)


@pytest.fixture(autouse=True)
def hall(monde: Monde) -> None:
    furnish(monde.seance, tables=5, tours=2, capacite=12)
    begin(monde.seance, 1)


def test_uneven_tables_are_told_who_goes_where(app: Flask, monde: Monde) -> None:
    counted(monde, 8, 12, 8, 8, 5)
    shown = page(app, monde)
    assert "De la 2 vers la 5 : trois personnes" in shown
    assert "3 personnes se déplacent" in shown


def test_even_tables_and_lone_counts_are_left_alone(app: Flask, monde: Monde) -> None:
    counted(monde, 8)
    assert "Pour des tables égales" not in page(app, monde)


def test_too_few_seats_are_said(app: Flask, monde: Monde) -> None:
    counted(monde, 14, 13, 12, 12, 12)
    assert "Il manque 3 places assises" in page(app, monde)
