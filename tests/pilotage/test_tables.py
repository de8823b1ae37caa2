"""The tables' page: everything typed at once, advice before the day, a QR for each host."""

from __future__ import annotations

import re

from flask.testing import FlaskClient
from sqlalchemy import select

from cafe.extensions import db
from cafe.models import Acces, RoleAcces
from cafe.models.question import tablees_of
from tests import tablees
from tests.conftest import Monde
from tests.main_form import send
from tests.pages import token_in


def address(monde: Monde) -> str:
    return f"/piloter/seances/{monde.seance}/tables"


def test_chloe_sets_the_tables_on_one_page(chloe: FlaskClient, monde: Monde) -> None:
    assert send(chloe, chloe.get(address(monde)), nombre=3).status_code == 303
    page = chloe.get(address(monde))
    kept = send(
        chloe, page, tables__1__place="Près du bar", tables__1__hote="Nadia", tables__1__capacite=10
    )
    assert kept.status_code == 303
    rows = tablees_of(db.session(), monde.seance)
    assert [(r.place, r.capacite, r.hote) for r in rows] == [
        ("", 8, ""),
        ("Près du bar", 10, "Nadia"),
        ("", 8, ""),
    ]
    page = chloe.get(address(monde))
    assert "Plus de 8 places à la table 2 " in page.text
    assert send(chloe, page, tables__2__capacite=12).status_code == 303
    assert "Plus de 8 places aux tables 2 et 3 " in chloe.get(address(monde)).text


def test_too_many_people_are_told_before_the_day_with_two_ways_out(
    chloe: FlaskClient, monde: Monde
) -> None:
    tablees.make_cafe(monde, tables=2)
    refused = send(chloe, chloe.get(address(monde)), personnes=40)
    assert refused.status_code == 422
    assert "16 places pour 40 personnes attendues" in refused.text
    advice = chloe.get(address(monde) + "?personnes=40").text
    assert "Prévoyez 5 tables." in advice
    assert "deux tables par question : 4 tables pour 2 questions" in advice


def test_zero_tables_are_refused_beside_the_number(chloe: FlaskClient, monde: Monde) -> None:
    page = send(chloe, chloe.get(address(monde)), nombre=0)
    assert page.status_code == 422
    assert "Il faut au moins une table" in page.text


def test_bruno_pairs_a_host_in_one_tap_sees_who_is_paired_and_takes_it_back(
    bruno: FlaskClient, monde: Monde
) -> None:
    cafe = tablees.make_cafe(monde)
    page = bruno.get(address(monde))
    assert page.text.count("aucun appareil") == 2
    shown = bruno.post(
        f"{address(monde)}/{cafe.tables[1]}/appairer", data={"csrf_token": token_in(page)}
    )
    assert shown.status_code == 201
    assert "Table 2 : visez ce QR code" in shown.text
    assert re.search(r'value="[^"]+/h/[^"]+"', shown.text)
    device = db.session.scalars(select(Acces)).one()
    assert (device.role, device.tablee_id) == (RoleAcces.HOTE, cafe.tables[1])
    assert "à relier" in bruno.get(address(monde)).text
    back = bruno.post(
        f"/piloter/appareils/{device.id}/retirer",
        data={"csrf_token": token_in(page), "retour": "tables"},
    )
    assert back.location.endswith("/tables")
    assert bruno.get(address(monde)).text.count("aucun appareil") == 2


def test_bruno_reads_the_tables_and_does_not_move_them(bruno: FlaskClient, monde: Monde) -> None:
    tablees.make_cafe(monde)
    page = bruno.get(address(monde))
    assert "Enregistrer les tables" not in page.text
    refused = bruno.post(address(monde), data={"csrf_token": token_in(page), "nombre": 9})
    assert refused.status_code == 403


def test_a_table_of_elsewhere_has_no_qr_here(bruno: FlaskClient, monde: Monde) -> None:
    tablees.make_cafe(monde)
    page = bruno.get(address(monde))
    answer = bruno.post(
        f"{address(monde)}/nulle-part/appairer", data={"csrf_token": token_in(page)}
    )
    assert answer.status_code == 404
