"""Leading by the clock: pause, five minutes more, a tour shortened or left out, one word to all."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cafe import clock
from cafe.actions.conduite import set_phase
from cafe.actions.hotes import ask_help
from cafe.extensions import db
from cafe.models import (
    EffectifTablee,
    Etape,
    NatureEtape,
    Phase,
    Programme,
    Seance,
    Tablee,
    Tour,
    VueEcran,
)
from tests import factories
from tests.clients import sign_in
from tests.conftest import Monde
from tests.facilitation.test_conduite import conductor, form_to
from tests.pages import strict_client, token_in

NEUF_HEURES = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


@pytest.fixture
def chloe(app: Flask, monde: Monde) -> FlaskClient:
    return sign_in(strict_client(app), monde.chloe.id or "")


@pytest.fixture
def phone(app: Flask) -> FlaskClient:
    return strict_client(app)


@pytest.fixture
def cafe(monde: Monde) -> Monde:
    """A world café that began at nine and is announced until ten past ten: two tours to come."""
    clock.set_clock(lambda: NEUF_HEURES)

    def job(session: Any) -> None:
        seance = session.get(Seance, monde.seance)
        seance.phase = Phase.PREPARATION
        seance.heure_fin = time(10, 10)
        tours = [Tour(seance_id=seance.id, numero=n) for n in (1, 2)]
        tables = [Tablee(seance_id=seance.id, numero=n, capacite=8, hote="Aïcha") for n in (1, 2)]
        session.add_all([*tours, *tables])
        session.flush()
        session.add(
            Programme(tour_id=tours[0].id, tablee_id=tables[0].id, question_id=monde.question)
        )
        session.add(
            EffectifTablee(tour_id=tours[0].id, tablee_id=tables[0].id, nombre=9, le=NEUF_HEURES)
        )
        script = (
            ("Accueil", NatureEtape.ACCUEIL, None, 10),
            ("Tour 1", NatureEtape.TOUR, tours[0].id, 30),
            ("Tour 2 : écrire", NatureEtape.TOUR, tours[1].id, 5),
            ("Tour 2", NatureEtape.TOUR, tours[1].id, 25),
        )
        session.add_all(
            Etape(
                seance_id=seance.id,
                ordre=n,
                titre=titre,
                nature=nature,
                tour_id=tour,
                duree_minutes=duree,
                droits=["lire"],
            )
            for n, (titre, nature, tour, duree) in enumerate(script)
        )

    factories.build(job)
    set_phase(par=monde.bruno, seance_id=monde.seance, phase=Phase.OUVERTE)
    return monde


def press(client: FlaskClient, monde: Monde, suffix: str, **fields: Any) -> Any:
    """Post to a gesture what its form holds, changed by ``fields``."""
    token = token_in(client.get(conductor(monde)))
    current = seance(monde).etape_id
    data = {"csrf_token": token, "etape": current or ""} | fields
    return client.post(f"{conductor(monde)}/{suffix}", data=data)


def seance(monde: Monde) -> Seance:
    db.session.rollback()
    return db.session.get_one(Seance, monde.seance)


def test_five_more_minutes_say_the_end_of_the_step_and_of_the_whole(
    bruno: FlaskClient, cafe: Monde
) -> None:
    page = bruno.get(conductor(cafe)).text
    assert "La rencontre finirait à 10 h 10." in page
    assert "l’étape à 9 h 15, la rencontre à 10 h 15" in page
    assert "après l’heure annoncée" not in page
    address, fields = form_to(bruno.get(conductor(cafe)), "/horloge", rank=1)
    assert fields["minutes"] == "5"
    for _ in range(2):  # pressed twice on the same page
        bruno.post(address, data=fields)
    page = bruno.get(conductor(cafe)).text
    assert "prévue jusqu’à 9 h 15" in page
    assert "5 minutes après l’heure annoncée." in page


def test_the_time_lost_is_won_back_on_a_coming_tour(bruno: FlaskClient, cafe: Monde) -> None:
    press(bruno, cafe, "horloge", geste="ajouter", minutes="5")
    page = bruno.get(conductor(cafe))
    assert "Raccourcir à 25 min" in page.text  # tour 1, of 30
    assert "Raccourcir à 20 min" in page.text  # the longer step of tour 2
    _, tour_2, *_ = (e for e in seance(cafe).etapes if e.ordre >= 2)
    press(bruno, cafe, "a-venir", geste="ecarter", etape=tour_2.id, tour="1")
    left = [e.titre for e in seance(cafe).etapes if e.ecartee_le]
    assert left == ["Tour 2 : écrire", "Tour 2"]
    page = bruno.get(conductor(cafe))
    assert "La rencontre finirait à 9 h 45." in page.text
    assert "écartée" in page.text
    press(bruno, cafe, "a-venir", geste="remettre", etape=tour_2.id)
    assert [e.titre for e in seance(cafe).etapes if e.ecartee_le] == ["Tour 2 : écrire"]


def test_the_big_button_jumps_over_what_was_left_out(bruno: FlaskClient, cafe: Monde) -> None:
    first_tour = seance(cafe).etapes[1]
    press(bruno, cafe, "a-venir", geste="ecarter", etape=first_tour.id)
    assert "Suite : Tour 2 : écrire" in bruno.get(conductor(cafe)).text


def test_a_pause_is_shown_and_lifted(bruno: FlaskClient, cafe: Monde) -> None:
    press(bruno, cafe, "horloge", geste="pause")
    page = bruno.get(conductor(cafe)).text
    assert "Reprendre" in page
    assert 'data-reste="600000"' in page
    press(bruno, cafe, "horloge", geste="reprendre")
    assert f'data-fin="{int((NEUF_HEURES + timedelta(minutes=10)).timestamp() * 1000)}"' in (
        bruno.get(conductor(cafe)).text
    )


@pytest.mark.parametrize("paused", [True, False], ids=["paused", "not timed"])
def test_five_minutes_pressed_twice_where_no_clock_runs_are_given_once(
    paused: bool, bruno: FlaskClient, cafe: Monde
) -> None:
    if paused:
        press(bruno, cafe, "horloge", geste="pause")
    else:

        def untimed(session: Any) -> None:
            session.get(Seance, cafe.seance).etape.fin_prevue_le = None

        factories.build(untimed)
    page = bruno.get(conductor(cafe))
    address, fields = form_to(page, "/horloge", rank=1 if paused else 0)
    assert fields["minutes"] == "5"
    assert [bruno.post(address, data=fields).status_code for _ in range(2)] == [303, 409]
    given = timedelta(minutes=15 if paused else 5)
    assert seance(cafe).etape.fin_prevue_le == NEUF_HEURES + given  # type: ignore[union-attr]


def test_a_page_left_behind_is_told_who_moved_the_script(
    bruno: FlaskClient, chloe: FlaskClient, cafe: Monde
) -> None:
    address, fields = form_to(bruno.get(conductor(cafe)), "/etape")
    other, same = form_to(chloe.get(conductor(cafe)), "/etape")
    assert bruno.post(address, data=fields).status_code == 303
    late = chloe.post(other, data=same)
    assert late.status_code == 409
    assert "Bruno a mené la rencontre à « Tour 1 »" in late.text
    assert "Suite : Tour 2 : écrire" in late.text  # the page shows where it is now


def test_one_sentence_reaches_phones_and_the_room_and_is_withdrawn(
    bruno: FlaskClient, phone: FlaskClient, cafe: Monde
) -> None:
    code = seance(cafe).code
    press(bruno, cafe, "message", message="On reprend à 10 h")
    assert "On reprend à 10 h" in phone.get(f"/s/{code}").text
    state = phone.get(f"/s/{code}/etat.json").json
    assert state is not None
    assert state["message"] == "On reprend à 10 h"
    assert "On reprend à 10 h" in bruno.get(f"/animer/{cafe.seance}/ecran").text
    press(bruno, cafe, "message", message="")
    assert "On reprend" not in phone.get(f"/s/{code}").text


def test_a_phone_without_script_reads_until_when(phone: FlaskClient, cafe: Monde) -> None:
    assert "jusqu’à 9 h 10" in phone.get(f"/s/{seance(cafe).code}").text


def test_each_table_is_seen_at_a_glance(bruno: FlaskClient, cafe: Monde) -> None:
    press(bruno, cafe, "etape", etape=seance(cafe).etapes[1].id, depuis=seance(cafe).etape_id)
    tables = {t.numero: t.id for t in db.session.query(Tablee).all()}
    ask_help(par=cafe.bruno, tablee_id=tables[2])
    page = bruno.get(conductor(cafe)).text
    for said in ("Aïcha", "pour 8 places", "1 table demande de l’aide", "Vu : table 2"):
        assert said in page
    press(bruno, cafe, "aide", table=tables[2])
    assert "demande de l’aide" not in bruno.get(conductor(cafe)).text
    assert press(bruno, cafe, "aide", table="ailleurs").status_code == 404


@pytest.mark.parametrize(("vue", "shown"), [("minuteur", "minuteur"), ("mur", "mur")])
def test_the_room_screen_shows_what_is_chosen(
    bruno: FlaskClient, cafe: Monde, vue: str, shown: str
) -> None:
    screen = f"/animer/{cafe.seance}/ecran"
    assert 'data-etat="accueil"' in bruno.get(screen).text  # the step is the welcome
    press(bruno, cafe, "vue", vue=vue)
    assert seance(cafe).vue is VueEcran(vue)
    assert f'data-etat="{shown}"' in bruno.get(screen).text


def test_while_people_talk_the_room_sees_the_time(bruno: FlaskClient, cafe: Monde) -> None:
    press(bruno, cafe, "etape", etape=seance(cafe).etapes[1].id, depuis=seance(cafe).etape_id)
    page = bruno.get(f"/animer/{cafe.seance}/ecran").text
    assert 'data-etat="minuteur"' in page
    assert "jusqu’à 9 h 30" in page


@pytest.mark.parametrize(
    ("suffix", "fields"),
    [
        ("horloge", {"geste": "exploser"}),
        ("horloge", {"geste": "ajouter", "minutes": "beaucoup"}),
        ("a-venir", {"geste": "exploser"}),
        ("vue", {"vue": "plafond"}),
    ],
)
def test_what_makes_no_sense_changes_nothing(
    bruno: FlaskClient, cafe: Monde, suffix: str, fields: dict[str, str]
) -> None:
    before = seance(cafe).version
    assert press(bruno, cafe, suffix, **fields).status_code == 400
    assert seance(cafe).version == before
