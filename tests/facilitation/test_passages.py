"""Who goes elsewhere since the plan was mended: as the room's screen shows it, as it is led."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from cafe.actions.plans import publish_plan
from cafe.extensions import db
from cafe.models import ModeRotation, Mur, RoleAcces, Seance, VueEcran
from cafe.models.passages import passages_of
from tests import factories
from tests.actions.test_plans import answered, asked, listed
from tests.conftest import Monde
from tests.models.test_tableau import counted
from tests.tournante import furnish


def mended(monde: Monde, personnes: int, arrivees: int) -> None:
    """A plan for so many people at four tables, then a repair that moves them all one table
    further and seats those who have just come."""
    furnish(monde.seance, capacite=30)
    here = listed(monde, *(f"Personne {n}" for n in range(personnes)))
    first = asked(monde)
    answered(monde, first, here)
    publish_plan(par=monde.bruno, plan_id=first)
    come = listed(monde, *(f"Venue {n}" for n in range(arrivees)))
    second = asked(monde, repare_id=first)
    answered(monde, second, come, decalage=1)
    publish_plan(par=monde.bruno, plan_id=second)
    db.session.rollback()


def change(monde: Monde, **values: Any) -> None:
    factories.build(
        lambda session: session.execute(
            update(Seance).where(Seance.id == monde.seance).values(**values)
        )
    )


@pytest.mark.parametrize(("arrivees", "dit"), [(1, "Arrive à la 2"), (5, "Arrivent à la 2")])
def test_a_crowd_is_shown_by_way_and_those_who_come_by_table(
    device: Callable[..., FlaskClient], monde: Monde, arrivees: int, dit: str
) -> None:
    mended(monde, 48, arrivees)
    page = device(RoleAcces.ECRAN).get(f"/animer/{monde.seance}/ecran").text
    assert "Tour 1 : les places qui changent" in page
    assert "De la 1 vers la 2" in page
    assert dit in page


@pytest.mark.parametrize(
    ("choix", "dit"),
    [
        ({"mur": Mur.DIRECT}, "L’écran de salle le montre."),
        ({"vue": VueEcran.MUR}, "L’écran de salle ne le montre pas : choisissez « Selon l’étape »"),
        ({"mur": Mur.FIGE}, "L’écran de salle ne le montre pas en ce moment."),
    ],
)
def test_whoever_leads_is_told_whether_the_room_sees_it(
    bruno: FlaskClient, monde: Monde, choix: dict[str, Any], dit: str
) -> None:
    mended(monde, 4, 1)
    change(monde, **choix)
    page = bruno.get(f"/animer/{monde.seance}/conduite").text.replace("\u00a0", " ")
    assert "Changements au tour 1" in page
    assert dit in page


def test_a_hall_that_turns_freely_asks_nothing_of_the_base(monde: Monde) -> None:
    mended(monde, 4, 0)
    seance = db.session.get_one(Seance, monde.seance)
    assert passages_of(db.session(), seance) is not None
    change(monde, rotation=ModeRotation.LIBRE)
    db.session.refresh(seance)
    with counted(db.engine) as said:
        assert passages_of(db.session(), seance) is None
    assert said == []
