"""Halls that make no sense, or nearly: each is told, nothing is lost."""

from __future__ import annotations

from collections import Counter

import pytest
from flask import Flask

from cafe.extensions import db
from cafe.models import Badge, PlanRotation
from tests.conftest import Monde
from tests.pilotage.test_plans import Bureau, in_force, people, seats
from tests.tournante import begin, furnish


@pytest.mark.parametrize(("tables", "tours"), [(0, 0), (0, 3), (4, 0)])
def test_without_tables_or_rounds_nothing_is_computed_and_the_page_says_why(
    app: Flask, monde: Monde, tables: int, tours: int
) -> None:
    furnish(monde.seance, tables=tables, tours=tours)
    bureau = Bureau(app, monde)
    bureau.bring_in(people(8))
    assert "Il faut au moins une table et un tour" in bureau.page()
    for suite, champs in (
        ("rotation/plan", {"but": "rencontres"}),
        ("badges.pdf", {"series-0-nom": "habitants", "series-0-nombre": "6"}),
        ("rotation/reparer", {"arrivees": "Nour"}),
        ("badges-nommes.pdf", {"noms": "y"}),
    ):
        code, page = bureau.post(suite, **champs)
        assert code in (409, 422), suite
        assert "au moins une table et un tour" in page
    bureau.wait()
    assert not db.session.query(PlanRotation).count()
    assert db.session.query(Badge).count() == 8


def test_four_people_for_seven_tables_share_tables_rather_than_sit_alone(
    app: Flask, monde: Monde
) -> None:
    furnish(monde.seance, tables=7, tours=3)
    bureau = Bureau(app, monde)
    bureau.bring_in(people(4))
    bureau.post("rotation/plan", but="rencontres")
    bureau.wait()
    page = bureau.page()
    assert "4 personnes pour 7 tables" in page
    code, page = bureau.post(
        "rotation/badges", **{"series-0-nom": "habitants", "series-0-nombre": "4"}
    )
    assert code == 200
    assert "4 personnes pour 7 tables" in page


def test_more_badges_than_seats_are_told_and_can_be_printed(app: Flask, monde: Monde) -> None:
    furnish(monde.seance, tables=4, tours=3, capacite=8)
    bureau = Bureau(app, monde)
    code, page = bureau.post(
        "rotation/badges", **{"series-0-nom": "habitants", "series-0-nombre": "40"}
    )
    assert code == 200
    assert "32 places" in page


def test_tables_without_a_host_are_planned_as_the_others(app: Flask, monde: Monde) -> None:
    furnish(monde.seance, tables=4, tours=3)
    bureau = Bureau(app, monde)
    bureau.bring_in(people(16, hotes=2))
    bureau.post("rotation/plan", but="rencontres")
    bureau.wait()
    bureau.publish()
    placed = seats(in_force(bureau.seance).id)
    for tour in (1, 2, 3):
        assert set(Counter(way[tour] for way in placed.values()).values()) == {4}


def test_everybody_gone_or_too_many_come_is_explained_and_the_plan_stays(
    app: Flask, monde: Monde
) -> None:
    furnish(monde.seance, tables=2, tours=3, capacite=4)
    bureau = Bureau(app, monde)
    bureau.bring_in(people(8))
    bureau.post("rotation/plan", but="rencontres")
    bureau.wait()
    bureau.publish()
    before = in_force(bureau.seance).id
    begin(bureau.seance, 1)
    bureau.post("rotation/reparer", arrivees="Nour\nLéo")
    bureau.wait()
    page = bureau.page()
    assert "Aucun plan n’est possible" in page
    assert "10 personnes pour 8 places" in page
    everybody = [row.id for row in db.session.query(Badge)]
    assert bureau.post("rotation/reparer", parti=everybody)[0] == 303
    bureau.wait()
    bureau.page()
    assert in_force(bureau.seance).id == before


def test_badges_replace_a_plan_of_names_only_when_asked(app: Flask, monde: Monde) -> None:
    furnish(monde.seance, tables=4, tours=3)
    bureau = Bureau(app, monde)
    bureau.bring_in(people(12))
    bureau.post("rotation/plan", but="rencontres")
    bureau.wait()
    bureau.publish()
    before = in_force(bureau.seance).id
    wanted = {"series-0-nom": "habitants", "series-0-nombre": "6"}
    code, page = bureau.post("badges.pdf", **wanted)
    assert code == 409
    assert "Un plan nominatif est en vigueur" in page
    assert 'name="remplacer"' in page
    db.session.rollback()
    assert in_force(bureau.seance).id == before
    answer = bureau.client.post(
        f"{bureau.adresse}/badges.pdf",
        data={"csrf_token": bureau.jeton, "remplacer": "y", **wanted},
    )
    assert answer.mimetype == "application/pdf"
    db.session.rollback()
    assert in_force(bureau.seance).id != before
