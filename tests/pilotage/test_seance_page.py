"""The page of a séance, what it prints, and the people counted there without a name."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from cafe.addresses import base_url
from cafe.extensions import db
from cafe.models import CodeSeance, Effectif, Etape, Format, Programme, Seance, Tablee, Tour
from cafe.pilotage.horaires import hours_of
from tests import factories
from tests.conftest import Monde
from tests.documents.lecture import read_pages
from tests.main_form import main_form, send


def add(*rows: Any) -> None:
    factories.build(lambda session: session.add_all(rows))


def change(monde: Monde, **values: Any) -> None:
    def job(session: Any) -> None:
        row = session.get(Seance, monde.seance)
        for name, value in values.items():
            setattr(row, name, value)

    factories.build(job)


def code_of(monde: Monde) -> str:
    db.session.rollback()
    return db.session.get_one(Seance, monde.seance).code or ""


def test_the_page_gives_the_code_to_show_and_every_door_of_the_room(
    chloe: FlaskClient, monde: Monde
) -> None:
    page = chloe.get(f"/piloter/seances/{monde.seance}").text
    assert f'<p class="plaque">{code_of(monde)}</p>' in page
    assert f"Code QR : {base_url()}/r/{code_of(monde)}" in page
    for door in ("conduite", "tableau", "ecran", "saisie"):
        assert f'href="/animer/{monde.seance}/{door}"' in page
    for door in ("affiche.pdf", "compte-rendu.pdf", "presences", "appareils", "preparer"):
        assert f'href="/piloter/seances/{monde.seance}/{door}"' in page
    assert "chevalets.pdf" not in page


@pytest.mark.parametrize("droits", [["lire"], []])
def test_a_seance_in_which_nobody_could_write_says_so(
    chloe: FlaskClient, monde: Monde, droits: list[str]
) -> None:
    address = f"/piloter/seances/{monde.seance}"
    assert "laisse les téléphones écrire" not in chloe.get(address).text
    add(Etape(seance_id=monde.seance, ordre=1, titre="Accueil", droits=droits))
    assert "Aucune étape du déroulé ne laisse les téléphones écrire." in chloe.get(address).text
    silent = factories.make_seance(monde.demarche)
    assert "pas encore de question" in chloe.get(f"/piloter/seances/{silent}").text


def test_the_poster_says_when_where_and_with_which_code(chloe: FlaskClient, monde: Monde) -> None:
    change(monde, heure_debut=time(18), heure_fin=time(19, 30), lieu="Gymnase")
    answer = chloe.get(f"/piloter/seances/{monde.seance}/affiche.pdf")
    assert answer.mimetype == "application/pdf"
    (text,) = read_pages(answer.data)
    assert "samedi 21 novembre 2026, de 18 h à 19 h 30 Gymnase" in text
    assert f"puis ce code {code_of(monde)}" in text


def test_the_poster_of_a_recueil_sends_nobody_to_a_facilitator(
    chloe: FlaskClient, monde: Monde
) -> None:
    recueil = factories.make_seance(monde.demarche, format=Format.COLLECTE)
    factories.make_question(recueil)
    for name in ("affiche.pdf", "kit/questions.pdf"):
        answer = chloe.get(f"/piloter/seances/{recueil}/{name}")
        assert answer.status_code == 200, name
        text = read_pages(answer.data)[0]
        assert "Demandez à l’accueil de ce lieu qui peut écrire pour vous." in text
        assert "anime" not in text


def test_the_compte_rendu_tells_the_same_hours(chloe: FlaskClient, monde: Monde) -> None:
    change(monde, heure_debut=time(18), heure_fin=time(19, 30))
    answer = chloe.get(f"/piloter/seances/{monde.seance}/compte-rendu.pdf")
    assert "de 18 h à 19 h 30" in read_pages(answer.data)[0]


def test_each_table_has_its_tent_with_the_question_that_it_keeps(
    chloe: FlaskClient, monde: Monde
) -> None:
    second = factories.make_question(monde.seance, "Que garder ?")
    tables = [Tablee(id=f"t{n}", seance_id=monde.seance, numero=n) for n in (1, 2)]
    rounds = [Tour(id=f"r{n}", seance_id=monde.seance, numero=n) for n in (1, 2)]
    add(*tables, *rounds)
    add(
        Programme(tour_id="r1", tablee_id="t1", question_id=second),
        Programme(tour_id="r2", tablee_id="t1", question_id=second),
        Programme(tour_id="r1", tablee_id="t2", question_id=second),
        Programme(tour_id="r2", tablee_id="t2", question_id=monde.question),
    )
    first, other = read_pages(chloe.get(f"/piloter/seances/{monde.seance}/chevalets.pdf").data)
    assert "Que garder ?" in first
    assert "Table 2" in other
    assert "Que " not in other


def test_no_tables_no_tents_and_no_code_no_poster(chloe: FlaskClient, monde: Monde) -> None:
    assert chloe.get(f"/piloter/seances/{monde.seance}/chevalets.pdf").status_code == 404

    def withdraw(session: Any) -> None:
        row = session.scalars(select(CodeSeance).where(CodeSeance.seance_id == monde.seance)).one()
        row.fin_le = datetime(2026, 11, 22, tzinfo=UTC)

    factories.build(withdraw)
    assert chloe.get(f"/piloter/seances/{monde.seance}/affiche.pdf").status_code == 404
    assert chloe.get(f"/piloter/seances/{monde.seance}").status_code == 200


def test_an_evening_may_end_after_midnight_and_a_day_may_have_no_hour(app: Flask) -> None:
    evening = Seance(jour=date(2026, 6, 11), heure_debut=time(21), heure_fin=time(0, 30))
    start, end = hours_of(evening)
    assert isinstance(start, datetime)
    assert end is not None
    assert (end - start).total_seconds() == 3.5 * 3600
    assert hours_of(Seance(jour=date(2026, 6, 11))) == (date(2026, 6, 11), None)
    assert hours_of(Seance(heure_debut=time(9))) == (None, None)


def test_a_recueil_that_ends_at_midnight_lasts_until_the_end_of_the_day_before(app: Flask) -> None:
    recueil = Seance(
        format=Format.COLLECTE,
        jour=date(2026, 3, 2),
        jour_fin=date(2026, 3, 29),
        heure_debut=time(8),
        heure_fin=time(0),
    )
    _start, end = hours_of(recueil)
    assert end is not None
    # The 28th in Paris, in its last minute.
    assert datetime(2026, 3, 28, 22, 59, tzinfo=UTC) < end < datetime(2026, 3, 28, 23, tzinfo=UTC)


def test_the_dates_of_a_recueil_are_said_once_in_a_sentence(
    chloe: FlaskClient, monde: Monde
) -> None:
    dates = {"format": Format.COLLECTE, "jour": date(2026, 3, 2), "jour_fin": date(2026, 3, 28)}
    change(monde, **dates)
    page = chloe.get(f"/piloter/seances/{monde.seance}").text
    assert '<p class="chapeau">Du 2 mars 2026 au 28 mars 2026' in page
    change(monde, jour=None)
    page = chloe.get(f"/piloter/seances/{monde.seance}").text
    assert '<p class="chapeau">Jusqu’au 28 mars 2026' in page


# --- Who was there ---


def counts(monde: Monde) -> dict[str, int]:
    db.session.rollback()
    rows = db.session.scalars(
        select(Effectif).where(Effectif.seance_id == monde.seance).order_by(Effectif.ordre)
    )
    return {row.qualite: row.nombre for row in rows}


def test_people_are_counted_by_quality_suggested_or_written(
    bruno: FlaskClient, monde: Monde
) -> None:
    address = f"/piloter/seances/{monde.seance}/presences"
    page = bruno.get(address)
    fields = main_form(page)[1]
    assert fields["effectifs-0-qualite"] == "habitant·e·s"
    answer = send(
        bruno,
        page,
        effectifs__0__nombre="69",
        effectifs__1__nombre="35",
        effectifs__6__qualite="bailleurs",
        effectifs__6__nombre="0",
    )
    assert answer.status_code == 303
    assert counts(monde) == {"habitant·e·s": 69, "conseillers citoyens": 35, "bailleurs": 0}
    assert "104 personnes comptées" in bruno.get(answer.location).text
    again = main_form(bruno.get(address))[1]
    assert again["effectifs-0-nombre"] == "69"
    assert "bailleurs" in again.values()


@pytest.mark.parametrize("typed", ["-3", "douze"])
def test_a_number_that_is_not_one_is_said_and_nothing_is_lost(
    bruno: FlaskClient, monde: Monde, typed: str
) -> None:
    address = f"/piloter/seances/{monde.seance}/presences"
    send(bruno, bruno.get(address), effectifs__0__nombre="12")
    refused = send(bruno, bruno.get(address), effectifs__0__nombre="13", effectifs__1__nombre=typed)
    assert refused.status_code == 422
    assert 'id="effectifs-1-nombre-erreur"' in refused.text
    assert f'value="{typed}"' in refused.text
    assert counts(monde) == {"habitant·e·s": 12}


def test_emptying_a_line_forgets_it(bruno: FlaskClient, monde: Monde) -> None:
    address = f"/piloter/seances/{monde.seance}/presences"
    send(bruno, bruno.get(address), effectifs__0__nombre="12", effectifs__1__nombre="3")
    send(bruno, bruno.get(address), effectifs__0__nombre="")
    assert counts(monde) == {"conseillers citoyens": 3}
