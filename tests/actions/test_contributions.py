"""Posting an idea: kept once, whatever the network does, and refused in clear words."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from cafe import clock
from cafe.actions.contributions import Limites, post_contribution
from cafe.actions.core import NotAllowed, Refusal
from cafe.extensions import db
from cafe.models import Contribution, Evenement, Participant, Phase, Seance, Statut
from tests import factories
from tests.conftest import POSTGRESQL, Monde


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def refusal_of(call: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        call()
    return caught.value.code


def test_ana_is_born_with_her_first_idea_and_not_before(monde: Monde) -> None:
    assert count(Participant) == 0
    recue = factories.post(monde.ana, monde.question, "Des bancs à l’ombre")
    assert recue.neuve
    assert recue.statut is Statut.PUBLIEE
    assert count(Participant) == 1
    kept = db.session.get(Contribution, recue.id)
    assert kept is not None
    assert kept.texte == "Des bancs à l’ombre"


def test_the_event_names_the_contribution_and_holds_no_text(monde: Monde) -> None:
    recue = factories.post(monde.ana, monde.question, "Un secret bien gardé")
    event = db.session.scalars(select(Evenement)).one()
    assert event.nature == "ContributionPosted"
    assert event.ids("contribution") == [recue.id]
    assert "secret" not in str(event.details)


def test_a_second_try_after_a_lost_answer_changes_nothing(monde: Monde) -> None:
    sent = factories.envoi(monde.question)
    first = post_contribution(par=monde.ana, envoi=sent)
    again = post_contribution(par=monde.ana, envoi=sent)
    assert again == replace(first, neuve=False)
    assert count(Contribution) == 1
    assert count(Evenement) == 1


def test_the_same_id_with_another_text_is_refused_and_keeps_the_first(monde: Monde) -> None:
    sent = factories.envoi(monde.question, "Première")
    post_contribution(par=monde.ana, envoi=sent)
    other = replace(sent, texte="Deuxième")
    assert refusal_of(lambda: post_contribution(par=monde.ana, envoi=other)) == "deja_utilise"
    assert count(Contribution) == 1


def test_someone_elses_id_is_refused_without_telling_anything_of_theirs(monde: Monde) -> None:
    sent = factories.envoi(monde.question, "À Ana")
    post_contribution(par=monde.ana, envoi=sent)
    eve = factories.participant(monde.seance)
    with pytest.raises(Refusal) as caught:
        post_contribution(par=eve, envoi=sent)
    assert caught.value.code == "deja_utilise"
    assert caught.value.details == {}
    assert count(Participant) == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"texte": "   \n "}, "texte_vide"),
        ({"texte": "a" * 10_000}, "texte_long"),
        ({"question_id": str(uuid.uuid4())}, "question_inconnue"),
        ({"categorie": "constat"}, "categorie_inconnue"),
        ({"client_id": "pas-un-uuid"}, "client_id_invalide"),
    ],
)
def test_bad_input_is_named_and_nothing_is_written(
    monde: Monde, change: dict[str, str], code: str
) -> None:
    sent = replace(factories.envoi(monde.question), **change)
    assert refusal_of(lambda: post_contribution(par=monde.ana, envoi=sent)) == code
    assert count(Contribution) == count(Participant) == count(Evenement) == 0


def test_a_question_of_another_seance_is_unknown_here(monde: Monde) -> None:
    elsewhere = factories.make_question(factories.make_seance(monde.demarche))
    sent = factories.envoi(elsewhere)
    assert refusal_of(lambda: post_contribution(par=monde.ana, envoi=sent)) == "question_inconnue"


def test_a_stranger_and_an_account_are_not_participants(monde: Monde) -> None:
    sent = factories.envoi(monde.question)
    with pytest.raises(NotAllowed):
        post_contribution(par=monde.bruno, envoi=sent)


@pytest.mark.parametrize(
    ("phase", "expected"),
    [
        (Phase.PREPARATION, "seance_pas_ouverte"),
        (Phase.CLOSE, "seance_close"),
        (Phase.TERMINEE, "tardive"),
        (Phase.OUVERTE, "a_temps"),
    ],
)
def test_early_and_closed_are_refused_and_late_is_kept_and_marked(
    monde: Monde, phase: Phase, expected: str
) -> None:
    def change(session: object) -> None:
        session.get(Seance, monde.seance).phase = phase  # type: ignore[attr-defined]

    factories.build(change)
    try:
        recue = post_contribution(par=monde.ana, envoi=factories.envoi(monde.question))
        got = "tardive" if recue.tardive else "a_temps"
    except Refusal as refusal:
        got = refusal.code
    assert got == expected


def test_writing_too_fast_is_told_when_to_try_again(monde: Monde) -> None:
    limites = Limites(par_minute=2)
    for _ in range(2):
        post_contribution(par=monde.ana, envoi=factories.envoi(monde.question), limites=limites)
    with pytest.raises(Refusal) as caught:
        post_contribution(par=monde.ana, envoi=factories.envoi(monde.question), limites=limites)
    assert caught.value.code == "trop_vite"
    assert caught.value.details["attendre"] > 0


def test_a_flood_of_newcomers_waits_for_a_look_and_is_never_refused(monde: Monde) -> None:
    limites = Limites(nouveaux_par_minute=1)
    first = post_contribution(par=monde.ana, envoi=factories.envoi(monde.question), limites=limites)
    newcomer = factories.participant(monde.seance)
    second = post_contribution(par=newcomer, envoi=factories.envoi(monde.question), limites=limites)
    assert first.statut is Statut.PUBLIEE
    assert second.statut is Statut.EN_ATTENTE


@pytest.mark.skipif(POSTGRESQL, reason="SQLite alone counts the steps that it takes")
def test_a_newcomer_s_first_word_takes_no_more_steps_in_a_full_hall(
    app: Flask, monde: Monde
) -> None:
    """Those who came before the last minute are not read, however many they are."""
    day, hours = clock.now(), itertools.count(1)

    def come(number: int) -> None:
        later = day + timedelta(hours=next(hours))
        clock.set_clock(lambda: later)
        for _ in range(number):
            factories.post(factories.participant(monde.seance), monde.question)

    def steps_of_one_more() -> int:
        steps = []
        base = app.extensions["cafe_writing_engine"].raw_connection().dbapi_connection
        base.set_progress_handler(lambda: steps.append(1), 1)
        try:
            come(1)
        finally:
            base.set_progress_handler(None, 1)
        return len(steps)

    come(3)
    few = steps_of_one_more()
    come(60)
    assert steps_of_one_more() == few
