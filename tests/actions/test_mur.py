"""The room screen follows, freezes and hides, at a facilitator's word."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from cafe.actions.core import Missing, NotAllowed
from cafe.actions.mur import set_mur
from cafe.extensions import db
from cafe.models import Evenement, Mur, Seance
from cafe.models.evenement import last_numero
from tests import factories
from tests.conftest import Monde


def seance(monde: Monde) -> Seance:
    db.session.rollback()
    return db.session.get_one(Seance, monde.seance)


def test_a_frozen_wall_remembers_when(monde: Monde) -> None:
    factories.post(monde.ana, monde.question)
    set_mur(par=monde.bruno, seance_id=monde.seance, mur=Mur.FIGE)
    frozen = last_numero(db.session())
    factories.post(monde.ana, monde.question)
    set_mur(par=monde.bruno, seance_id=monde.seance, mur=Mur.FIGE)
    assert (seance(monde).mur, seance(monde).mur_numero) == (Mur.FIGE, frozen)


@pytest.mark.parametrize("after", [Mur.DIRECT, Mur.MASQUE])
def test_a_wall_set_otherwise_forgets_it(monde: Monde, after: Mur) -> None:
    set_mur(par=monde.bruno, seance_id=monde.seance, mur=Mur.FIGE)
    set_mur(par=monde.bruno, seance_id=monde.seance, mur=after)
    assert (seance(monde).mur, seance(monde).mur_numero) == (after, None)


def test_setting_it_as_it_is_writes_nothing(monde: Monde) -> None:
    set_mur(par=monde.bruno, seance_id=monde.seance, mur=Mur.DIRECT)
    assert db.session.scalar(select(func.count()).select_from(Evenement)) == 0


def test_only_those_who_facilitate_touch_the_wall(monde: Monde) -> None:
    for outsider in (monde.ana, monde.dan):
        with pytest.raises(NotAllowed):
            set_mur(par=outsider, seance_id=monde.seance, mur=Mur.MASQUE)
    with pytest.raises(Missing):
        set_mur(par=monde.bruno, seance_id="nulle-part", mur=Mur.MASQUE)
