"""People counted at the door: once each, by whoever may, and the présences follow."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from cafe import clock
from cafe.actions.core import Missing, NotAllowed, Refusal
from cafe.actions.pointages import cancel_arrival, count_arrival
from cafe.actions.seances import set_effectifs
from cafe.extensions import db
from cafe.messages import sentence
from cafe.models import Badge, Effectif, Evenement, Phase, Pointage, Seance
from cafe.models.accueil import QUALITES, counts_at_the_door, offered_qualites
from cafe.models.base import new_id
from tests import factories
from tests.concurrency.test_writers import together
from tests.conftest import Monde


def tap() -> str:
    return str(uuid.uuid4())


def counts(monde: Monde) -> dict[str, int]:
    db.session.rollback()
    return {
        q: n for q, n in counts_at_the_door(db.session(), monde.seance).par_qualite.items() if n
    }


def events(nature: str) -> int:
    db.session.rollback()
    return len(db.session.scalars(select(Evenement).where(Evenement.nature == nature)).all())


def make_badge(seance_id: str, numero: int, serie: str = "habitant·e·s") -> str:
    def job(session: Any) -> str:
        row = Badge(id=new_id(), seance_id=seance_id, numero=numero, serie=serie, rang=numero)
        session.add(row)
        return row.id

    return factories.build(job)


def test_a_tap_is_one_more_person_and_the_presences_follow(monde: Monde) -> None:
    for qualite in ("habitant·e·s", "habitant·e·s", "associations"):
        count_arrival(par=monde.bruno, seance_id=monde.seance, client_id=tap(), qualite=qualite)
    assert counts(monde) == {"habitant·e·s": 2, "associations": 1}
    rows = db.session.scalars(select(Effectif).order_by(Effectif.ordre)).all()
    assert [row.qualite for row in rows] == list(QUALITES)
    assert events("ArrivalCounted") == 3


def test_a_tap_sent_again_counts_one_person(monde: Monde) -> None:
    client_id = tap()
    values = {"par": monde.bruno, "seance_id": monde.seance, "client_id": client_id}
    first = count_arrival(**values, qualite="associations")
    again = count_arrival(**values, qualite="associations")
    assert (first.nouveau, again.nouveau) == (True, False)
    assert first.le == again.le
    assert counts(monde) == {"associations": 1}
    with pytest.raises(Refusal) as refused:
        count_arrival(**values, qualite="institutions")
    assert refused.value.code == "geste_deja_compte"
    assert counts(monde) == {"associations": 1}
    assert events("ArrivalCounted") == 1


def test_a_station_takes_back_its_own_last_one_only(monde: Monde) -> None:
    client_id = tap()
    who = {"seance_id": monde.seance, "client_id": client_id}
    count_arrival(par=monde.bruno, **who, qualite="associations")
    with pytest.raises(NotAllowed):
        cancel_arrival(par=monde.chloe, **who)
    cancel_arrival(par=monde.bruno, **who)
    cancel_arrival(par=monde.bruno, **who)
    assert counts(monde) == {}
    assert events("ArrivalCancelled") == 1
    # The same tap, sent again by a network that comes back: it was taken back since.
    count_arrival(par=monde.bruno, **who, qualite="associations")
    assert counts(monde) == {}
    with pytest.raises(Missing):
        cancel_arrival(par=monde.bruno, seance_id=monde.seance, client_id=tap())


def test_a_badge_scanned_twice_counts_once(monde: Monde) -> None:
    badge = make_badge(monde.seance, 17, "conseillers citoyens")
    values = {"par": monde.bruno, "seance_id": monde.seance, "badge": 17}
    first = count_arrival(**values, client_id=tap())
    assert first.qualite == "conseillers citoyens"
    db.session.rollback()
    assert db.session.get_one(Badge, badge).arrive_le == first.le
    with pytest.raises(Refusal) as refused:
        count_arrival(**values, client_id=tap())
    assert refused.value.code == "badge_deja_pointe"
    assert refused.value.details["heure"] == first.le
    assert counts(monde) == {"conseillers citoyens": 1}


def test_the_refusal_of_a_badge_says_at_what_hour_it_was_counted(monde: Monde, app: Flask) -> None:
    make_badge(monde.seance, 17)
    clock.set_clock(lambda: datetime(2026, 6, 11, 12, 2, tzinfo=UTC))
    values = {"par": monde.bruno, "seance_id": monde.seance, "badge": 17}
    count_arrival(**values, client_id=tap())
    with pytest.raises(Refusal) as refused, app.test_request_context():
        count_arrival(**values, client_id=tap())
    assert sentence(refused.value) == "Le badge 17 est déjà compté, à 14 h 02 : rien n’est ajouté."


def test_a_badge_taken_back_can_be_scanned_again(monde: Monde) -> None:
    badge = make_badge(monde.seance, 17)
    client_id = tap()
    count_arrival(par=monde.bruno, seance_id=monde.seance, client_id=client_id, badge=17)
    cancel_arrival(par=monde.bruno, seance_id=monde.seance, client_id=client_id)
    db.session.rollback()
    assert db.session.get_one(Badge, badge).arrive_le is None
    count_arrival(par=monde.chloe, seance_id=monde.seance, client_id=tap(), badge=17)
    assert counts(monde) == {"habitant·e·s": 1}


def test_a_badge_of_elsewhere_or_of_nowhere_counts_nobody(monde: Monde) -> None:
    make_badge(factories.make_seance(monde.demarche), 3)
    with pytest.raises(Refusal) as refused:
        count_arrival(par=monde.bruno, seance_id=monde.seance, client_id=tap(), badge=3)
    assert refused.value.code == "badge_jamais_imprime"
    assert counts(monde) == {}


def test_the_base_itself_refuses_a_second_count_of_a_badge(monde: Monde) -> None:
    badge = make_badge(monde.seance, 17)
    count_arrival(par=monde.bruno, seance_id=monde.seance, client_id=tap(), badge=17)

    def job(session: Any) -> None:
        values = {"seance_id": monde.seance, "client_id": tap(), "qualite": "autre"}
        session.add(Pointage(badge_id=badge, par="x", le=clock.now(), **values))

    with pytest.raises(IntegrityError):
        factories.build(job)


def test_two_stations_that_count_at_once_lose_nobody(app: Flask, monde: Monde) -> None:
    make_badge(monde.seance, 17)

    def count(par: Any, **more: Any) -> Any:
        values = {"seance_id": monde.seance, "client_id": tap()} | more
        return lambda: count_arrival(par=par, **values)

    taps = [count(par, qualite="associations") for par in (monde.bruno, monde.chloe) * 6]
    scans = [count(par, badge=17) for par in (monde.bruno, monde.chloe) * 2]
    answers = together(app, taps + scans)
    assert counts(monde) == {"associations": 12, "habitant·e·s": 1}
    refused = [answer for answer in answers if isinstance(answer, Refusal)]
    assert [answer.code for answer in refused] == ["badge_deja_pointe"] * 3


def test_dan_a_host_and_a_closed_seance_count_nobody(monde: Monde) -> None:
    with pytest.raises(NotAllowed):
        count_arrival(par=monde.dan, seance_id=monde.seance, client_id=tap(), qualite="élu·e·s")

    def close(session: Any) -> None:
        session.get(Seance, monde.seance).phase = Phase.CLOSE

    factories.build(close)
    with pytest.raises(Refusal) as refused:
        count_arrival(par=monde.bruno, seance_id=monde.seance, client_id=tap(), qualite="élu·e·s")
    assert refused.value.code == "rencontre_close"


def test_the_page_offers_the_qualities_of_the_seance_and_of_its_badges(monde: Monde) -> None:
    assert offered_qualites(db.session(), monde.seance) == QUALITES
    set_effectifs(par=monde.chloe, seance_id=monde.seance, effectifs=(("jeunes", 0),))
    make_badge(monde.seance, 1, "parents")
    db.session.rollback()
    assert offered_qualites(db.session(), monde.seance) == ("jeunes", "parents")


def test_a_number_corrected_by_hand_never_falls_under_nought(monde: Monde) -> None:
    client_id = tap()
    values = {"par": monde.bruno, "seance_id": monde.seance, "client_id": client_id}
    count_arrival(**values, qualite="associations")
    set_effectifs(par=monde.chloe, seance_id=monde.seance, effectifs=(("associations", 0),))
    cancel_arrival(**values)
    assert counts(monde) == {}
