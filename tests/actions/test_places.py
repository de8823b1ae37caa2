"""Where people really sit: kept beside the plan, counted by what is computed later."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.actions.badges_telephone import tie_badge
from cafe.actions.core import NotAllowed, RuleBroken, Stale
from cafe.actions.places import note_badge, sit_here
from cafe.actions.plans import publish_plan
from cafe.extensions import db
from cafe.models import Evenement, Placement, Seance, Tablee, Tour
from cafe.models.halle import badge_by_numero, plan_in_force
from cafe.models.places import Arret, attendus_at, change_in, stop_in, way_of, way_of_phone
from cafe.pilotage.calculs import mended_case
from tests import factories
from tests.actions.test_plans import answered, asked, listed
from tests.conftest import Monde
from tests.tablees import pair_host
from tests.tournante import begin, furnish, with_badges


def table(monde: Monde, numero: int) -> str:
    row = db.session.query(Tablee).filter_by(seance_id=monde.seance, numero=numero).one()
    return row.id


def tour(monde: Monde, numero: int) -> str:
    return db.session.query(Tour).filter_by(seance_id=monde.seance, numero=numero).one().id


def stop(monde: Monde, badge: int, numero: int) -> Arret:
    db.session.rollback()
    row = badge_by_numero(db.session(), monde.seance, badge)
    assert row is not None
    found = stop_in(way_of(db.session(), row), numero)
    assert found is not None
    return found


def seen(monde: Monde) -> int:
    db.session.rollback()
    return db.session.query(Evenement).filter_by(nature="PlaceSeen").count()


@pytest.fixture
def ana(monde: Monde) -> Identite:
    """A phone with badge 1, during the first of three rounds at four tables."""
    furnish(monde.seance, tables=4, tours=3)
    with_badges(monde.bruno, monde.seance, habitants=8)
    begin(monde.seance, 1)
    phone = factories.participant(monde.seance)
    tie_badge(par=phone, seance_id=monde.seance, numero=1)
    return phone


def test_a_phone_at_another_table_is_kept_there_and_the_plan_stays(
    monde: Monde, ana: Identite
) -> None:
    prevue = stop(monde, 1, 1).table
    autre = prevue % 4 + 1
    sit_here(par=ana, seance_id=monde.seance, table=autre)
    sit_here(par=ana, seance_id=monde.seance, table=autre)  # the same tap again
    assert seen(monde) == 1
    here = stop(monde, 1, 1)
    assert (here.table, here.prevue) == (autre, prevue)
    row = db.session.query(Placement).filter(Placement.reelle_id.is_not(None)).one()
    assert row.vu_le is not None
    assert row.tablee_id == table(monde, prevue)
    # Back at the table of the plan: nothing more to say of it.
    sit_here(par=ana, seance_id=monde.seance, table=prevue)
    assert stop(monde, 1, 1).prevue is None
    assert stop(monde, 1, 2).prevue is None


def test_what_makes_no_sense_is_refused(monde: Monde, ana: Identite) -> None:
    for unknown in (9, 10**30):
        with pytest.raises(RuleBroken, match="table_inconnue"):
            sit_here(par=ana, seance_id=monde.seance, table=unknown)
    with pytest.raises(RuleBroken, match="badge_sans_telephone"):
        sit_here(par=factories.participant(monde.seance), seance_id=monde.seance, table=1)
    with pytest.raises(NotAllowed):
        sit_here(par=monde.bruno, seance_id=monde.seance, table=1)
    with pytest.raises(RuleBroken, match="badge_inconnu_ici"):
        note_badge(par=monde.bruno, tablee_id=table(monde, 1), tour_id=tour(monde, 1), numero=99)
    with pytest.raises(RuleBroken, match="tour_a_venir"):
        note_badge(par=monde.bruno, tablee_id=table(monde, 1), tour_id=tour(monde, 2), numero=1)

    def between(session: Session) -> None:
        session.get_one(Tour, tour(monde, 1)).fin = clock.now()

    factories.build(between)
    with pytest.raises(RuleBroken, match="pas_de_tour"):
        sit_here(par=ana, seance_id=monde.seance, table=1)
    assert seen(monde) == 0


def test_a_host_notes_who_came_at_its_own_table_only(monde: Monde, ana: Identite) -> None:
    prevue = stop(monde, 1, 1).table
    autre = prevue % 4 + 1
    hote, _secret = pair_host(monde, table(monde, autre))
    note_badge(par=hote, tablee_id=table(monde, autre), tour_id=tour(monde, 1), numero=1)
    assert stop(monde, 1, 1).prevue == prevue
    with pytest.raises(NotAllowed):
        note_badge(par=hote, tablee_id=table(monde, prevue), tour_id=tour(monde, 1), numero=1)
    seance = db.session.get_one(Seance, monde.seance)
    here = attendus_at(db.session(), seance, tour(monde, 1), table(monde, autre))
    assert (1, prevue, None) in [(one.numero, one.d_ou, one.vers) for one in here]
    left = attendus_at(db.session(), seance, tour(monde, 1), table(monde, prevue))
    assert (1, None, autre) in [(one.numero, one.d_ou, one.vers) for one in left]


def test_a_repair_counts_real_places_and_keeps_them(monde: Monde) -> None:
    furnish(monde.seance)
    badges = listed(monde, "Ana", "Bruno", "Chloé", "Dan")
    cas = {"rounds": 3, "participants": [{"id": f"n° {n}"} for n in range(1, 5)]}
    first = asked(monde, cas=cas)
    answered(monde, first, badges)
    publish_plan(par=monde.bruno, plan_id=first)
    begin(monde.seance, 1)
    phone = factories.participant(monde.seance)
    tie_badge(par=phone, seance_id=monde.seance, numero=1)
    sit_here(par=phone, seance_id=monde.seance, table=3)
    db.session.rollback()
    plan = plan_in_force(db.session(), monde.seance)
    assert plan is not None
    _now, avant = mended_case(db.session(), plan, 1, 2)
    assert [places[0] for places in avant["assignment"].values()] == ["3", "2", "3", "4"]
    second = asked(monde, repare_id=first)
    answered(monde, second, badges, decalage=1)
    # Said once more between the computation and its publication.
    note_badge(par=monde.bruno, tablee_id=table(monde, 4), tour_id=tour(monde, 1), numero=2)
    publish_plan(par=monde.bruno, plan_id=second)
    kept = stop(monde, 1, 1)
    assert (kept.table, kept.prevue) == (3, 1)
    assert (stop(monde, 2, 1).table, stop(monde, 2, 1).prevue) == (4, 2)
    moved = stop(monde, 1, 2)
    assert (moved.table, moved.avant) == (3, 2)
    row = badge_by_numero(db.session(), monde.seance, 1)
    assert row is not None
    seance = db.session.get_one(Seance, monde.seance)
    way = way_of_phone(db.session(), seance, row.participant_id)
    assert change_in(way, 1) == moved
    assert stop_in(way, None) == moved


def test_a_repair_computed_before_a_round_began_is_not_published_in_it(monde: Monde) -> None:
    furnish(monde.seance)
    badges = listed(monde, "Ana", "Bruno")
    first = asked(monde)
    answered(monde, first, badges)
    publish_plan(par=monde.bruno, plan_id=first)
    begin(monde.seance, 1)
    second = asked(monde, repare_id=first, joues=1)
    answered(monde, second, badges, decalage=1)
    begin(monde.seance, 2)
    with pytest.raises(Stale, match="tour_commence"):
        publish_plan(par=monde.bruno, plan_id=second)
