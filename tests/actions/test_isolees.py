"""A lone voice is marked where it stands; the mark is taken back, and holds nothing else."""

from __future__ import annotations

import pytest

from cafe.actions.annulation import undo
from cafe.actions.core import NotAllowed, RuleBroken, Stale
from cafe.actions.isolees import mark_lone_voice
from cafe.actions.moderation import chill_contribution
from cafe.actions.regroupements import create_regroupement
from cafe.extensions import db
from cafe.models import Contribution, Seance, Statut
from cafe.models.evenement import last_numero
from cafe.models.tableau import board_state
from cafe.pilotage.compte_rendu.world_cafe import compose_world_cafe
from tests import factories
from tests.conftest import Monde


@pytest.fixture
def carte(monde: Monde) -> str:
    return factories.post(monde.ana, monde.question, "Des bancs à l’ombre").id


def mark(monde: Monde, carte: str, *, isolee: bool = True, version: int | None = None) -> int:
    return mark_lone_voice(par=monde.bruno, contribution_id=carte, isolee=isolee, version=version)


def last() -> int:
    db.session.rollback()
    return last_numero(db.session())


def marked(carte: str) -> bool:
    db.session.rollback()
    return db.session.get_one(Contribution, carte).isolee_le is not None


def test_a_lone_voice_is_marked_where_it_stands_and_taken_back(monde: Monde, carte: str) -> None:
    assert mark(monde, carte, version=1) == 2
    done = last()
    assert mark(monde, carte, version=1) == 2  # asked twice, it is done once
    assert last() == done
    (card,) = board_state(db.session(), monde.seance, monde.question).libres
    assert card.isolee
    undo(par=monde.bruno, seance_id=monde.seance, numero=done)
    assert not marked(carte)
    events = last()
    undo(par=monde.bruno, seance_id=monde.seance, numero=done)
    assert last() == events


def test_who_may_and_on_which_words(monde: Monde, carte: str) -> None:
    for stranger in (monde.ana, monde.dan):
        with pytest.raises(NotAllowed):
            mark_lone_voice(par=stranger, contribution_id=carte, isolee=True, version=None)
    with pytest.raises(Stale, match="carte_a_regrouper"):
        mark(monde, carte, version=9)
    chill_contribution(par=monde.bruno, contribution_id=carte, version=None)
    with pytest.raises(RuleBroken, match="parole_pas_publiee"):
        mark(monde, carte)


def test_a_mark_does_not_hold_earlier_gestures(monde: Monde, carte: str) -> None:
    chill_contribution(par=monde.bruno, contribution_id=carte, version=None)
    chilled = last()
    undo(par=monde.bruno, seance_id=monde.seance, numero=chilled)
    create_regroupement(
        par=monde.bruno, question_id=monde.question, titre="Bancs", contributions=[carte]
    )
    grouped = last()
    mark(monde, carte)
    undo(par=monde.bruno, seance_id=monde.seance, numero=grouped)
    db.session.rollback()
    row = db.session.get_one(Contribution, carte)
    assert (row.statut, row.isolee_le is not None) == (Statut.PUBLIEE, True)


def test_the_compte_rendu_tells_it_among_lone_voices_even_in_a_group(
    monde: Monde, carte: str
) -> None:
    other = factories.post(monde.ana, monde.question, "Le bus du soir").id
    factories.post(monde.ana, monde.question, "Un kiosque")
    create_regroupement(
        par=monde.bruno, question_id=monde.question, titre="Dehors", contributions=[carte, other]
    )
    mark(monde, carte)
    db.session.rollback()
    seance = db.session.get_one(Seance, monde.seance)
    (question,) = compose_world_cafe(db.session(), seance).questions
    assert [word.texte for word in question.paroles_isolees] == [
        "Des bancs à l’ombre",
        "Un kiosque",
    ]
