"""Badges: made once with their slips, added to without changing, tied to one phone."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from cafe.access.jetons import hash_jeton
from cafe.actions.badges import make_badges
from cafe.actions.badges_telephone import tie_badge
from cafe.actions.contributions import post_contribution
from cafe.actions.core import NotAllowed, Refusal, Stale
from cafe.actions.rotation import choose_rotation
from cafe.actions.saisies import post_for_someone
from cafe.actions.talons import print_talons
from cafe.extensions import db
from cafe.models import (
    Badge,
    Evenement,
    ModeRotation,
    Participant,
    Phase,
    Placement,
    PlanRotation,
    Seance,
    Talon,
)
from cafe.models.halle import badge_by_numero, plan_in_force
from cafe.models.participant import participant_by_recu
from cafe.models.places import stop_in, way_of, way_of_phone
from tests import factories
from tests.conftest import Monde
from tests.tournante import dealt, furnish, with_badges


def ways(seance_id: str) -> dict[int, tuple[int, ...]]:
    db.session.rollback()
    rows = db.session.scalars(select(Badge).where(Badge.seance_id == seance_id))
    return {row.numero: tuple(stop.table for stop in way_of(db.session(), row)) for row in rows}


def in_force(seance_id: str) -> PlanRotation:
    db.session.rollback()
    plan = plan_in_force(db.session(), seance_id)
    assert plan is not None
    return plan


def finish(seance_id: str) -> None:
    def job(session: object) -> None:
        session.get(Seance, seance_id).phase = Phase.TERMINEE  # type: ignore[attr-defined]

    factories.build(job)


def test_each_badge_has_a_table_at_each_round_and_a_slip_of_its_number(monde: Monde) -> None:
    furnish(monde.seance, tables=4, tours=3)
    printed = with_badges(monde.bruno, monde.seance, habitants=9, associations=3)
    assert [one.numero for one in printed] == list(range(1, 13))
    assert {one.numero: one.tables for one in printed} == ways(monde.seance)
    assert all(len(set(one.tables)) == 3 for one in printed)
    hashes = set(db.session.scalars(select(Talon.recu_hash)))
    assert hashes == {hash_jeton(one.recu) for one in printed}
    seance = db.session.get_one(Seance, monde.seance)
    assert seance.rotation is ModeRotation.BADGES


def test_badges_added_leave_those_printed_as_they_are(monde: Monde) -> None:
    furnish(monde.seance)
    with_badges(monde.bruno, monde.seance, habitants=6)
    before, plan = ways(monde.seance), in_force(monde.seance).id
    lot = dealt(monde.seance, {"habitants": 5, "élus": 2}, depuis=plan)
    more = make_badges(par=monde.bruno, seance_id=monde.seance, lot=lot, depuis=plan)
    assert [one.numero for one in more] == list(range(7, 14))
    after = ways(monde.seance)
    assert {numero: after[numero] for numero in before} == before
    assert in_force(monde.seance).id == plan
    rangs = db.session.scalars(select(Badge.rang).where(Badge.serie == "habitants"))
    assert sorted(rangs) == list(range(1, 12))


def test_a_new_dealing_replaces_the_plan_and_gives_no_number_again(monde: Monde) -> None:
    furnish(monde.seance)
    print_talons(par=monde.bruno, seance_id=monde.seance, feuilles=1)
    assert with_badges(monde.bruno, monde.seance, habitants=4)[0].numero == 11
    first = in_force(monde.seance).id
    again = with_badges(monde.bruno, monde.seance, habitants=4)
    assert [one.numero for one in again] == [15, 16, 17, 18]
    assert in_force(monde.seance).id != first
    assert not ways(monde.seance)[11]
    assert print_talons(par=monde.bruno, seance_id=monde.seance, feuilles=1)[0].numero == 19


def test_what_was_dealt_for_another_hall_or_plan_is_refused(monde: Monde) -> None:
    furnish(monde.seance)
    lot = dealt(monde.seance, {"habitants": 4})
    make_badges(par=monde.bruno, seance_id=monde.seance, lot=lot)
    plan = in_force(monde.seance).id
    more = dealt(monde.seance, {"habitants": 1}, depuis=plan)
    with_badges(monde.bruno, monde.seance, habitants=4)
    with pytest.raises(Stale, match="plan_remplace"):
        make_badges(par=monde.bruno, seance_id=monde.seance, lot=more, depuis=plan)
    plan = in_force(monde.seance).id
    furnish_more = dealt(monde.seance, {"habitants": 1}, depuis=plan)

    def one_round_more(session: object) -> None:
        from cafe.models import Tour

        session.add(Tour(seance_id=monde.seance, numero=4))  # type: ignore[attr-defined]

    factories.build(one_round_more)
    with pytest.raises(Stale, match="salle_changee"):
        make_badges(par=monde.bruno, seance_id=monde.seance, lot=furnish_more, depuis=plan)
    with pytest.raises(Refusal, match="badges_autre_salle"):
        make_badges(
            par=monde.bruno,
            seance_id=monde.seance,
            lot=dealt(monde.seance, {"habitants": 9}),
            depuis=plan,
        )


def test_only_who_facilitates_makes_badges_and_not_once_it_is_over(monde: Monde) -> None:
    furnish(monde.seance)
    lot = dealt(monde.seance, {"habitants": 4})
    for stranger in (monde.dan, monde.ana):
        with pytest.raises(NotAllowed):
            make_badges(par=stranger, seance_id=monde.seance, lot=lot)
    finish(monde.seance)
    with pytest.raises(Refusal, match="rencontre_finie"):
        make_badges(par=monde.bruno, seance_id=monde.seance, lot=lot)
    assert db.session.scalar(select(func.count()).select_from(Badge)) == 0


def test_a_phone_takes_a_badge_and_the_receipt_on_its_back(monde: Monde) -> None:
    furnish(monde.seance)
    printed = with_badges(monde.bruno, monde.seance, habitants=4)
    for _ in range(2):  # scanned twice
        tie_badge(par=monde.ana, seance_id=monde.seance, numero=2)
    word = post_contribution(par=monde.ana, envoi=factories.envoi(monde.question)).id
    db.session.rollback()
    bearer = participant_by_recu(db.session(), hash_jeton(printed[1].recu))
    assert bearer is not None
    assert db.session.scalar(select(func.count()).select_from(Participant)) == 1
    seance = db.session.get_one(Seance, monde.seance)
    stop = stop_in(way_of_phone(db.session(), seance, bearer.id), 2)
    assert (stop and stop.table) == printed[1].tables[1]
    first = stop_in(way_of_phone(db.session(), seance, bearer.id), None)
    assert (first and first.tour) == 1
    events = db.session.scalars(select(Evenement.nature).where(Evenement.nature == "BadgeTied"))
    assert len(events.all()) == 1
    assert word


def test_a_badge_has_one_phone_and_a_phone_one_badge(monde: Monde) -> None:
    furnish(monde.seance)
    with_badges(monde.bruno, monde.seance, habitants=4)
    tie_badge(par=monde.ana, seance_id=monde.seance, numero=2)
    with pytest.raises(Refusal, match="badge_pris"):
        tie_badge(par=factories.participant(monde.seance), seance_id=monde.seance, numero=2)
    with pytest.raises(Refusal, match="badge_autre"):
        tie_badge(par=monde.ana, seance_id=monde.seance, numero=3)
    with pytest.raises(Refusal, match="badge_inconnu"):
        tie_badge(par=monde.ana, seance_id=monde.seance, numero=99)
    with pytest.raises(NotAllowed):
        tie_badge(par=monde.bruno, seance_id=monde.seance, numero=3)
    finish(monde.seance)
    with pytest.raises(Refusal, match="rencontre_finie"):
        tie_badge(par=factories.participant(monde.seance), seance_id=monde.seance, numero=4)


def test_words_already_written_under_a_slip_stay_with_it(monde: Monde) -> None:
    furnish(monde.seance)
    printed = with_badges(monde.bruno, monde.seance, habitants=4)
    post_for_someone(
        par=monde.bruno, seance_id=monde.seance, envoi=factories.envoi(monde.question), talon=3
    )
    tie_badge(par=monde.ana, seance_id=monde.seance, numero=3)
    db.session.rollback()
    badge = badge_by_numero(db.session(), monde.seance, 3)
    bearer = participant_by_recu(db.session(), hash_jeton(printed[2].recu))
    assert badge is not None
    assert bearer is not None
    assert badge.participant_id != bearer.id


def test_turning_freely_keeps_the_plan_for_later(monde: Monde) -> None:
    furnish(monde.seance)
    with pytest.raises(Refusal, match="rotation_sans_plan"):
        choose_rotation(par=monde.bruno, seance_id=monde.seance, mode=ModeRotation.BADGES)
    with_badges(monde.bruno, monde.seance, habitants=4)
    tie_badge(par=monde.ana, seance_id=monde.seance, numero=1)
    choose_rotation(par=monde.bruno, seance_id=monde.seance, mode=ModeRotation.LIBRE)
    db.session.rollback()
    seance = db.session.get_one(Seance, monde.seance)
    bearer = db.session.scalars(select(Participant)).one()
    assert stop_in(way_of_phone(db.session(), seance, bearer.id), 1) is None
    choose_rotation(par=monde.bruno, seance_id=monde.seance, mode=ModeRotation.BADGES)
    db.session.rollback()
    seance = db.session.get_one(Seance, monde.seance)
    assert stop_in(way_of_phone(db.session(), seance, bearer.id), 1) is not None
    with pytest.raises(Refusal, match="rotation_sans_plan"):
        choose_rotation(par=monde.bruno, seance_id=monde.seance, mode=ModeRotation.NOMME)
    assert db.session.scalar(select(func.count()).select_from(Placement)) == 12
