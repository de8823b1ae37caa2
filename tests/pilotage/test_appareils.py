"""The devices' page: a QR shown once, the state of each device, shutting one out."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from cafe import clock
from cafe.actions.acces import DUREE_ACCES
from cafe.addresses import base_url
from cafe.extensions import db
from cafe.models import Acces, RoleAcces, Tablee
from tests import factories
from tests.conftest import Monde
from tests.main_form import send
from tests.pages import strict_client, token_in


@pytest.fixture
def tables(monde: Monde) -> list[str]:
    def job(session: Any) -> list[str]:
        rows = [Tablee(seance_id=monde.seance, numero=n) for n in (1, 2)]
        session.add_all(rows)
        session.flush()
        return [row.id for row in rows]

    return factories.build(job)


def page_of(monde: Monde) -> str:
    return f"/piloter/seances/{monde.seance}/appareils"


def link_in(page: Any) -> str:
    found = re.search(r'id="lien-adresse" value="([^"]+)"', page.text)
    assert found, page.text
    return html.unescape(found[1])


def acces() -> Acces:
    db.session.rollback()
    return db.session.scalars(select(Acces)).one()


@pytest.mark.parametrize(
    ("role", "prefix"), [("tablette", "tablette"), ("ecran", "ecran"), ("hote", "h")]
)
def test_a_device_gets_a_qr_that_phones_of_the_hall_can_open(
    bruno: FlaskClient, monde: Monde, tables: list[str], role: str, prefix: str
) -> None:
    page = send(bruno, bruno.get(page_of(monde)), role=role, tablee=tables[1], libelle="La bleue")
    assert page.status_code == 201
    link = link_in(page)
    assert link.startswith(f"{base_url()}/{prefix}/")
    assert f"Code QR : {link}" in page.text
    assert acces().tablee_id == (tables[1] if role == "hote" else None)


def test_the_link_pairs_and_the_page_follows_the_device(
    app: Flask, bruno: FlaskClient, monde: Monde
) -> None:
    link = link_in(send(bruno, bruno.get(page_of(monde)), libelle="La bleue"))
    listed = bruno.get(page_of(monde)).text
    assert "à relier" in listed
    assert link.rpartition("/")[2] not in listed
    tablet = strict_client(app)
    send(tablet, tablet.get("/tablette/" + link.rpartition("/")[2]))
    assert "relié" in bruno.get(page_of(monde)).text.split("La bleue")[1]
    later = clock.now() + DUREE_ACCES
    clock.set_clock(lambda: later)
    assert "expiré" in bruno.get(page_of(monde)).text


def test_a_device_is_shut_out_from_the_page(bruno: FlaskClient, monde: Monde) -> None:
    send(bruno, bruno.get(page_of(monde)))
    page = bruno.get(page_of(monde))
    answer = bruno.post(
        f"/piloter/appareils/{acces().id}/retirer", data={"csrf_token": token_in(page)}
    )
    assert answer.status_code == 303
    assert acces().revoque_le is not None
    listed = bruno.get(answer.location).text
    assert "retiré" in listed
    assert f"/appareils/{acces().id}/retirer" not in listed


def test_a_host_without_a_table_is_refused_beside_the_field(
    bruno: FlaskClient, monde: Monde, tables: list[str]
) -> None:
    refused = send(bruno, bruno.get(page_of(monde)), role="hote", libelle="La bleue")
    assert refused.status_code == 422
    assert 'id="tablee-erreur"' in refused.text
    assert 'value="La bleue"' in refused.text


def test_without_tables_no_host_is_offered(bruno: FlaskClient, monde: Monde) -> None:
    assert f'value="{RoleAcces.HOTE.value}"' not in bruno.get(page_of(monde)).text
    assert send(bruno, bruno.get(page_of(monde)), role="hote").status_code == 422
