"""One person slowed down: her words wait to be read, one a minute; others write as before."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from cafe import clock
from cafe.actions.core import NotAllowed, RuleBroken
from cafe.actions.depot import Envoi
from cafe.actions.ralentissement import lift_slow_down, slow_down
from cafe.actions.retouches import correct_contribution
from cafe.actions.saisies import post_for_someone
from cafe.extensions import db
from cafe.models import Contribution, Evenement, Participant, Statut
from tests import factories
from tests.conftest import Monde


@pytest.fixture
def carte(monde: Monde) -> str:
    return factories.post(monde.ana, monde.question, "Des bancs").id


def row(carte: str) -> Contribution:
    db.session.rollback()
    return db.session.get_one(Contribution, carte)


def author(carte: str) -> Participant:
    return db.session.get_one(Participant, row(carte).participant_id)


def later(monkeypatch: pytest.MonkeyPatch, **delay: int) -> None:
    then = clock.now() + timedelta(**delay)
    monkeypatch.setattr(clock, "now", lambda: then)


def test_her_next_words_wait_to_be_read_and_those_of_others_do_not(
    monde: Monde, carte: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow_down(par=monde.bruno, contribution_id=carte)
    later(monkeypatch, seconds=61)
    hers = factories.post(monde.ana, monde.question, "De l’ombre")
    other = factories.post(factories.participant(monde.seance), monde.question, "Le bus")
    assert (hers.statut, other.statut) == (Statut.EN_ATTENTE, Statut.PUBLIEE)
    assert row(carte).statut is Statut.PUBLIEE


def test_she_sends_one_a_minute_and_a_repeat_is_no_second_one(
    monde: Monde, carte: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow_down(par=monde.bruno, contribution_id=carte)
    with pytest.raises(RuleBroken, match="ralenti") as refused:
        factories.post(monde.ana, monde.question, "De l’ombre")
    assert refused.value.details["attendre"] == 60
    later(monkeypatch, seconds=61)
    first = factories.post(monde.ana, monde.question, "De l’ombre")
    with pytest.raises(RuleBroken, match="ralenti"):
        factories.post(monde.ana, monde.question, "Le bus")
    assert row(first.id).statut is Statut.EN_ATTENTE


def test_a_published_word_that_she_corrects_is_read_again(monde: Monde, carte: str) -> None:
    slow_down(par=monde.bruno, contribution_id=carte)
    correct_contribution(par=monde.ana, contribution_id=carte, texte="Autre chose", version=None)
    assert row(carte).statut is Statut.EN_ATTENTE


def test_it_is_lifted_by_one_gesture_and_what_waits_still_waits(
    monde: Monde, carte: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow_down(par=monde.bruno, contribution_id=carte)
    slow_down(par=monde.bruno, contribution_id=carte)
    assert author(carte).ralenti_par == monde.bruno.id
    later(monkeypatch, seconds=61)
    waiting = factories.post(monde.ana, monde.question, "De l’ombre").id
    lift_slow_down(par=monde.chloe, contribution_id=waiting)
    lift_slow_down(par=monde.chloe, contribution_id=waiting)
    assert author(carte).ralenti_le is None
    assert row(waiting).statut is Statut.EN_ATTENTE
    assert factories.post(monde.ana, monde.question, "Le bus").statut is Statut.PUBLIEE
    natures = [event.nature for event in db.session.query(Evenement)]
    assert natures.count("ParticipantSlowedDown") == natures.count("SlowDownLifted") == 1


def test_the_journal_names_the_word_and_never_the_person(monde: Monde, carte: str) -> None:
    slow_down(par=monde.bruno, contribution_id=carte)
    who = author(carte).id
    (event,) = db.session.query(Evenement).filter_by(nature="ParticipantSlowedDown")
    assert event.ids("contribution") == [carte]
    assert who not in str([event.details, [(o.genre, o.objet_id) for o in event.objets]])


def test_nobody_is_slowed_down_for_what_the_team_typed(monde: Monde) -> None:
    envoi = Envoi(
        client_id=str(uuid.uuid4()),
        question_id=monde.question,
        categorie="mon_idee",
        texte="Des bancs",
    )
    typed = post_for_someone(par=monde.bruno, seance_id=monde.seance, envoi=envoi)
    with pytest.raises(RuleBroken, match="ralentir_une_saisie"):
        slow_down(par=monde.bruno, contribution_id=typed.contribution_id)


def test_only_those_who_facilitate_slow_down_and_lift(monde: Monde, carte: str) -> None:
    for who in (monde.ana, monde.dan):
        with pytest.raises(NotAllowed):
            slow_down(par=who, contribution_id=carte)
        with pytest.raises(NotAllowed):
            lift_slow_down(par=who, contribution_id=carte)
