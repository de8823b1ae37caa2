"""Who may see a word: the function and the query agree, and nobody sees too much."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from cafe.extensions import db
from cafe.models import Contribution, Statut
from cafe.models.visibilite import Regard, visible, visible_clause
from tests import factories
from tests.conftest import Monde


@pytest.mark.parametrize("regard", list(Regard))
def test_the_rule_and_the_query_say_the_same(monde: Monde, regard: Regard) -> None:
    for statut in Statut:
        id_ = factories.post(monde.ana, monde.question, f"Parole {statut.value}").id

        def change(session: object, id_: str = id_, statut: Statut = statut) -> None:
            session.get(Contribution, id_).statut = statut  # type: ignore[attr-defined]

        factories.build(change)
    db.session.rollback()
    rows = db.session.scalars(select(Contribution)).all()
    assert len(rows) == len(Statut)
    by_rule = {row.id for row in rows if visible(row, regard)}
    by_query = set(db.session.scalars(select(Contribution.id).where(visible_clause(regard))))
    assert by_rule == by_query


def test_the_room_screen_shows_published_words_only() -> None:
    shown = {s for s in Statut if visible(Contribution(statut=s), Regard.ECRAN)}
    assert shown == {Statut.PUBLIEE}


def test_facilitators_see_everything_but_what_its_parts_say_already() -> None:
    hidden = {s for s in Statut if not visible(Contribution(statut=s), Regard.TABLEAU)}
    assert hidden == {Statut.REMPLACEE}
