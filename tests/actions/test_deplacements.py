"""Cards change place: by two people at once, between two neighbours, and never twice."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable

import pytest
from flask import Flask, current_app
from sqlalchemy import select

from cafe.actions.core import Missing, NotAllowed, Refusal, RuleBroken, Stale
from cafe.actions.deplacements import move_contribution, move_to_question
from cafe.actions.moderation import refuse_contribution
from cafe.actions.regroupements import close_regroupement, create_regroupement
from cafe.actions.retouches import correct_contribution, withdraw_contribution
from cafe.extensions import db
from cafe.messages import sentence
from cafe.models import Appartenance, Contribution, Evenement, MotifModeration
from cafe.models.regroupement import members_of, open_appartenance
from tests import factories
from tests.conftest import Monde


@pytest.fixture
def cartes(monde: Monde) -> list[str]:
    return [factories.post(monde.ana, monde.question, f"Idée {n}").id for n in range(4)]


@pytest.fixture
def groupe(monde: Monde, cartes: list[str]) -> str:
    """A group with the first three cards."""
    return group(monde, "Se poser", *cartes[:3])


def group(monde: Monde, titre: str, *contenu: str) -> str:
    return create_regroupement(
        par=monde.bruno, question_id=monde.question, titre=titre, contributions=contenu
    )


def move(
    monde: Monde, carte: str, vers: str | None, avant: str | None = None, version: int | None = None
) -> int:
    return move_contribution(
        par=monde.bruno, contribution_id=carte, regroupement_id=vers, avant=avant, version=version
    )


def members(regroupement_id: str) -> list[str]:
    return [c.id for c in members_of(db.session(), regroupement_id)]


def version_of(carte: str) -> int:
    return db.session.get_one(Contribution, carte).version


def events() -> list[str]:
    return list(db.session.scalars(select(Evenement.nature).order_by(Evenement.numero)))


def test_a_card_comes_last_or_between_two_others(
    monde: Monde, cartes: list[str], groupe: str
) -> None:
    a, b, c, d = cartes
    assert move(monde, d, groupe, version=1) == 2
    assert members(groupe) == [a, b, c, d]
    move(monde, d, groupe, avant=b, version=2)
    assert members(groupe) == [a, d, b, c]
    move(monde, c, groupe, avant=a, version=2)
    assert members(groupe) == [c, a, d, b]
    move(monde, c, groupe, avant=None, version=3)
    assert members(groupe) == [a, d, b, c]


def test_between_two_groups_one_belonging_closes_and_another_opens(
    monde: Monde, cartes: list[str], groupe: str
) -> None:
    other = group(monde, "Marcher")
    move_contribution(
        par=monde.bruno,
        contribution_id=cartes[0],
        regroupement_id=other,
        version=2,
        motif="Elle parle des trottoirs",
    )
    history = db.session.scalars(
        select(Appartenance)
        .where(Appartenance.contribution_id == cartes[0])
        .order_by(Appartenance.le, Appartenance.rang)
    ).all()
    assert {(h.regroupement_id, h.fin_le is None, h.motif) for h in history} == {
        (groupe, False, ""),
        (other, True, "Elle parle des trottoirs"),
    }
    event = db.session.scalars(select(Evenement).order_by(Evenement.numero.desc())).first()
    assert event is not None
    assert event.details == {"de": groupe, "rang": 1.0, "vers": other, "renumerote": False}
    assert set(event.ids("regroupement")) == {groupe, other}


def test_a_new_place_in_the_same_group_is_not_a_new_belonging(
    monde: Monde, cartes: list[str], groupe: str
) -> None:
    move(monde, cartes[2], groupe, avant=cartes[0], version=2)
    assert len(db.session.scalars(select(Appartenance.id)).all()) == 3


def test_ungrouping_twice_changes_once(monde: Monde, cartes: list[str], groupe: str) -> None:
    assert move(monde, cartes[0], None, version=2) == 3
    assert move(monde, cartes[0], None, version=2) == 3
    assert open_appartenance(db.session(), cartes[0]) is None
    assert events().count("ContributionMoved") == 1


def test_a_repeat_of_a_move_is_a_success_even_from_an_old_view(
    monde: Monde, cartes: list[str], groupe: str
) -> None:
    assert move(monde, cartes[3], groupe, version=1) == 2
    assert move(monde, cartes[3], groupe, version=1) == 2
    late = factories.post(monde.ana, monde.question, "Arrivée entre-temps").id
    move(monde, late, groupe, version=1)
    # The first answer was lost, somebody else added a card since: still the asked group.
    assert move(monde, cartes[3], groupe, version=1) == 2
    assert members(groupe)[-2:] == [cartes[3], late]


def test_the_second_of_two_people_is_told_where_the_card_is_now(
    monde: Monde, cartes: list[str], groupe: str
) -> None:
    other = group(monde, "Marcher")
    move_contribution(par=monde.chloe, contribution_id=cartes[3], regroupement_id=groupe, version=1)
    with pytest.raises(Stale) as caught:
        move(monde, cartes[3], other, version=1)
    assert caught.value.details == {
        "version": 2,
        "statut": "publiee",
        "question_id": monde.question,
        "regroupement_id": groupe,
        "regroupement": "Se poser",
        "qui": "Chloe",
    }
    assert sentence(caught.value) == ("Entre-temps, Chloe a placé cette parole dans « Se poser ».")
    assert members(groupe)[-1] == cartes[3]


def _correct(monde: Monde, carte: str) -> None:
    correct_contribution(par=monde.ana, contribution_id=carte, texte="Corrigée", version=1)


def _withdraw(monde: Monde, carte: str) -> None:
    withdraw_contribution(par=monde.ana, contribution_id=carte)


def _refuse(monde: Monde, carte: str) -> None:
    refuse_contribution(
        par=monde.chloe,
        contribution_id=carte,
        motif=MotifModeration.HORS_SUJET,
        precision="",
        version=1,
    )


@pytest.mark.parametrize(
    ("before", "code"),
    [
        (_correct, "carte_corrigee"),
        (_withdraw, "carte_retiree"),
        (_refuse, "carte_non_publiee"),
    ],
)
def test_a_move_from_an_old_view_says_what_happened_to_the_card(
    monde: Monde,
    cartes: list[str],
    groupe: str,
    before: Callable[[Monde, str], None],
    code: str,
) -> None:
    before(monde, cartes[3])
    with pytest.raises(Stale, match=code):
        move(monde, cartes[3], groupe, version=1)
    assert len(members(groupe)) == 3


def test_words_not_published_or_withdrawn_are_not_grouped(
    monde: Monde, cartes: list[str], groupe: str
) -> None:
    _refuse(monde, cartes[3])
    with pytest.raises(RuleBroken, match="parole_pas_publiee"):
        move(monde, cartes[3], groupe, version=2)
    gone = factories.post(monde.ana, monde.question, "Je la reprends").id
    _withdraw(monde, gone)
    with pytest.raises(RuleBroken, match="parole_retiree"):
        move(monde, gone, groupe, version=2)


def test_a_group_closed_or_of_elsewhere_receives_nothing(
    monde: Monde, cartes: list[str], groupe: str
) -> None:
    close_regroupement(par=monde.bruno, regroupement_id=groupe, version=1)
    with pytest.raises(RuleBroken, match="regroupement_defait"):
        move(monde, cartes[3], groupe, version=1)
    question = factories.make_question(monde.seance)
    elsewhere = create_regroupement(par=monde.bruno, question_id=question, titre="Ailleurs")
    with pytest.raises(RuleBroken, match="autre_question"):
        move(monde, cartes[3], elsewhere, version=1)
    foreign = factories.make_question(factories.make_seance(monde.demarche))
    outside = create_regroupement(par=monde.bruno, question_id=foreign, titre="Autre séance")
    with pytest.raises(Missing):
        move(monde, cartes[3], outside, version=1)
    with pytest.raises(Missing):
        move(monde, str(uuid.uuid4()), groupe, version=1)


def test_strangers_participants_and_outsiders_move_nothing(
    monde: Monde, cartes: list[str], groupe: str
) -> None:
    for outsider in (monde.ana, monde.dan):
        with pytest.raises(NotAllowed):
            move_contribution(
                par=outsider, contribution_id=cartes[3], regroupement_id=groupe, version=1
            )


def test_a_neighbour_that_has_left_the_group_puts_the_card_at_the_end(
    monde: Monde, cartes: list[str], groupe: str
) -> None:
    move(monde, cartes[1], None, version=2)
    move(monde, cartes[3], groupe, avant=cartes[1], version=1)
    assert members(groupe) == [cartes[0], cartes[2], cartes[3]]


def test_dropping_for_ever_between_the_same_two_renumbers_and_keeps_the_order(
    monde: Monde, cartes: list[str], groupe: str
) -> None:
    a, b, c, _ = cartes
    for _round in range(30):
        for mover in (c, b):
            first, last = members(groupe)[0], members(groupe)[-1]
            assert first == a
            move(monde, last, groupe, avant=members(groupe)[1], version=version_of(last))
            assert members(groupe)[1] == last == mover or last in (b, c)
    rangs = db.session.scalars(
        select(Appartenance.rang).where(Appartenance.fin_le.is_(None)).order_by(Appartenance.rang)
    ).all()
    assert len(set(rangs)) == 3
    renumbered = [
        e.details["renumerote"]
        for e in db.session.scalars(
            select(Evenement).where(Evenement.nature == "ContributionMoved")
        )
    ]
    assert True in renumbered


def test_filing_under_another_question_ungroups_and_keeps_the_category(
    monde: Monde, cartes: list[str], groupe: str
) -> None:
    other = factories.make_question(monde.seance, categories=["constat"])
    assert (
        move_to_question(par=monde.bruno, contribution_id=cartes[0], question_id=other, version=2)
        == 3
    )
    row = db.session.get_one(Contribution, cartes[0])
    assert (row.question_id, row.categorie) == (other, "mon_idee")
    assert open_appartenance(db.session(), cartes[0]) is None
    event = db.session.scalars(select(Evenement).order_by(Evenement.numero.desc())).first()
    assert event is not None
    assert event.nature == "ContributionRefiled"
    assert set(event.ids("question")) == {monde.question, other}
    assert event.ids("regroupement") == [groupe]
    # A repeat changes nothing.
    assert (
        move_to_question(par=monde.bruno, contribution_id=cartes[0], question_id=other, version=2)
        == 3
    )


def test_a_question_of_another_seance_is_unknown_here(monde: Monde, cartes: list[str]) -> None:
    foreign = factories.make_question(factories.make_seance(monde.demarche))
    with pytest.raises(RuleBroken, match="question_inconnue"):
        move_to_question(par=monde.bruno, contribution_id=cartes[0], question_id=foreign, version=1)


def test_people_who_move_the_same_card_at_the_same_time_leave_it_in_one_place(
    app: Flask, monde: Monde, cartes: list[str]
) -> None:
    groups = [group(monde, f"Groupe {n}") for n in range(4)]
    gate = threading.Barrier(len(groups))
    outcomes: list[object] = []

    def drop(target: str) -> None:
        with app.app_context():
            gate.wait()
            try:
                outcomes.append(move(monde, cartes[0], target, version=1))
            except Refusal as refusal:
                outcomes.append(refusal.code)

    threads = [threading.Thread(target=drop, args=(target,)) for target in groups]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, outcomes)) == ["2", *["carte_groupee"] * 3]
    assert sum(len(members(target)) for target in groups) == 1
    assert version_of(cartes[0]) == 2


def test_cards_dropped_at_once_into_one_group_all_find_a_place_of_their_own(
    app: Flask, monde: Monde, cartes: list[str]
) -> None:
    target = group(monde, "Se poser")
    gate = threading.Barrier(len(cartes))

    def drop(carte: str) -> None:
        with app.app_context():
            gate.wait()
            move(monde, carte, target, version=1)

    threads = [threading.Thread(target=drop, args=(carte,)) for carte in cartes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert current_app
    assert set(members(target)) == set(cartes)
    rangs = db.session.scalars(select(Appartenance.rang)).all()
    assert sorted(rangs) == [1.0, 2.0, 3.0, 4.0]
