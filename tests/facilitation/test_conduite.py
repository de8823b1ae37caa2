"""Leading a séance with plain buttons: nothing is skipped, nothing ends by accident."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cafe.actions.conduite import go_to_etape, set_phase
from cafe.extensions import db
from cafe.models import Etape, Mur, Phase, Seance, Tablee
from cafe.models.seance import seance_by_code
from tests import factories
from tests.clients import sign_in
from tests.conftest import Monde
from tests.main_form import Fields, main_form
from tests.pages import strict_client, token_in


@pytest.fixture
def script(monde: Monde) -> list[str]:
    """Three étapes; the first is under way, the second lets phones write."""

    def job(session: Any) -> list[str]:
        droits = (["lire"], ["lire", "contribuer"], ["lire"])
        rows = [
            Etape(seance_id=monde.seance, ordre=n, titre=titre, droits=d, duree_minutes=20)
            for n, (titre, d) in enumerate(zip(("Accueil", "Tour 1", "Fin"), droits, strict=True))
        ]
        session.add_all(rows)
        session.flush()
        session.get(Seance, monde.seance).etape_id = rows[0].id
        return [row.id for row in rows]

    return factories.build(job)


@pytest.fixture
def chloe(app: Flask, monde: Monde) -> FlaskClient:
    return sign_in(strict_client(app), monde.chloe.id or "")


def seance(monde: Monde) -> Seance:
    db.session.rollback()
    return db.session.get_one(Seance, monde.seance)


def conductor(monde: Monde) -> str:
    return f"/animer/{monde.seance}/conduite"


def form_to(page: Any, action: str, rank: int = 0) -> tuple[str, Fields]:
    """The form of the page that goes to that address."""
    found = []
    for index in range(page.text.count("<form")):
        try:
            address, fields = main_form(page, index)
        except IndexError:
            break
        if address.endswith(action):
            found.append((address, fields))
    return found[rank]


def press(client: FlaskClient, monde: Monde, action: str, **typed: str) -> Any:
    """Press the first button that goes there."""
    address, fields = form_to(client.get(conductor(monde)), action)
    for name, value in typed.items():
        fields[name] = value
    return client.post(address, data=fields)


def test_the_big_button_leads_to_the_next_step_and_phones_obey(
    bruno: FlaskClient, monde: Monde, script: list[str]
) -> None:
    assert "Les téléphones lisent." in bruno.get(conductor(monde)).text
    answer = press(bruno, monde, "/etape")
    assert answer.location == conductor(monde)
    assert seance(monde).etape_id == script[1]
    assert seance(monde).accepts_contributions()
    page = bruno.get(conductor(monde)).text
    assert "Suite : Fin" in page
    assert "Revenir à Accueil" in page


def test_pressing_twice_skips_no_step(bruno: FlaskClient, monde: Monde, script: list[str]) -> None:
    address, fields = form_to(bruno.get(conductor(monde)), "/etape")
    for _ in range(2):
        bruno.post(address, data=fields)
    assert seance(monde).etape_id == script[1]


def test_one_may_jump_to_any_step_and_the_last_one_offers_to_end(
    bruno: FlaskClient, monde: Monde, script: list[str]
) -> None:
    token = token_in(bruno.get(conductor(monde)))
    fields = {"csrf_token": token, "etape": script[2]}
    bruno.post(f"{conductor(monde)}/etape", data=fields)
    page = bruno.get(conductor(monde)).text
    assert "Suite :" not in page
    assert page.count("Terminer la rencontre") == 1
    assert "prévue jusqu’à" in page


def test_a_step_of_another_seance_is_refused(
    bruno: FlaskClient, monde: Monde, script: list[str]
) -> None:
    other = factories.make_seance(monde.demarche)

    def job(session: Any) -> str:
        row = Etape(seance_id=other, ordre=1, titre="Ailleurs", droits=["lire"])
        session.add(row)
        session.flush()
        return row.id

    foreign = factories.build(job)
    token = token_in(bruno.get(conductor(monde)))
    answer = bruno.post(f"{conductor(monde)}/etape", data={"csrf_token": token, "etape": foreign})
    assert answer.status_code == 422
    assert "n’est pas de cette rencontre" in answer.text
    assert seance(monde).etape_id == script[0]


def test_open_end_and_reopen(bruno: FlaskClient, monde: Monde) -> None:
    early = factories.make_seance(monde.demarche, phase=Phase.PREPARATION)
    address, fields = form_to(bruno.get(f"/animer/{early}/conduite"), "/phase")
    assert bruno.post(address, data=fields).status_code == 303
    db.session.rollback()
    assert db.session.get_one(Seance, early).phase is Phase.OUVERTE
    press(bruno, monde, "/phase")
    assert seance(monde).phase is Phase.TERMINEE
    assert "gardée et signalée" in bruno.get(conductor(monde)).text
    press(bruno, monde, "/phase")
    assert seance(monde).phase is Phase.OUVERTE


def test_closing_says_what_it_means_first_and_belongs_to_the_lead(
    bruno: FlaskClient, chloe: FlaskClient, monde: Monde
) -> None:
    set_phase(par=monde.bruno, seance_id=monde.seance, phase=Phase.TERMINEE)
    closing = f"{conductor(monde)}/cloture"
    assert closing not in bruno.get(conductor(monde)).text
    assert bruno.get(closing).status_code == 403
    token = {"csrf_token": token_in(bruno.get(conductor(monde)))}
    assert bruno.post(closing, data=token).status_code == 403
    assert (
        bruno.post(f"{conductor(monde)}/phase", data=token | {"phase": "close"}).status_code == 400
    )
    assert closing in chloe.get(conductor(monde)).text
    page = chloe.get(closing)
    assert "plus aucune idée n’est prise" in page.text
    assert seance(monde).phase is Phase.TERMINEE
    address, fields = main_form(page)
    chloe.post(address, data=fields)
    assert seance(monde).phase is Phase.CLOSE
    assert "/phase" not in chloe.get(conductor(monde)).text


def test_a_page_that_is_late_is_told_so(bruno: FlaskClient, monde: Monde) -> None:
    address, fields = form_to(bruno.get(conductor(monde)), "/phase")
    for phase in (Phase.TERMINEE, Phase.CLOSE):
        set_phase(par=monde.chloe, seance_id=monde.seance, phase=phase)
    late = bruno.post(address, data=fields)
    assert late.status_code == 409
    assert "n’en est pas là" in late.text


def test_the_code_is_replaced_once_however_often_one_presses(
    bruno: FlaskClient, monde: Monde
) -> None:
    first = seance(monde).code or ""
    address, fields = form_to(bruno.get(conductor(monde)), "/code")
    bruno.post(address, data=fields)
    second = seance(monde).code
    bruno.post(address, data=fields)
    assert seance(monde).code == second != first
    assert seance_by_code(db.session(), first) is seance(monde)
    assert f'<p class="plaque">{second}</p>' in bruno.get(conductor(monde)).text


@pytest.mark.parametrize("mur", list(Mur))
def test_the_wall_follows_freezes_and_hides_from_here(
    bruno: FlaskClient, monde: Monde, mur: Mur
) -> None:
    press(bruno, monde, "/mur", mur=mur.value)
    assert seance(monde).mur is mur
    page = bruno.get(conductor(monde)).text
    assert f'id="mur-{mur.value}" aria-pressed="true"' in page


@pytest.mark.parametrize(
    ("action", "champ"), [("phase", "phase"), ("mur", "mur"), ("etape", "etape")]
)
def test_a_value_that_does_not_exist_changes_nothing(
    bruno: FlaskClient, monde: Monde, script: list[str], action: str, champ: str
) -> None:
    token = token_in(bruno.get(conductor(monde)))
    answer = bruno.post(f"{conductor(monde)}/{action}", data={"csrf_token": token, champ: "pirate"})
    assert answer.status_code in (400, 404)
    assert seance(monde).etape_id == script[0]


def test_the_counts_are_there_by_table_and_question(
    app: Flask, bruno: FlaskClient, monde: Monde
) -> None:
    def job(session: Any) -> None:
        session.add(Tablee(seance_id=monde.seance, numero=7))

    factories.build(job)
    factories.post(monde.ana, monde.question)
    whole = bruno.get(conductor(monde)).text
    # A script asks for the table alone: no page, so not for the strict client.
    plain = sign_in(FlaskClient(app), monde.bruno.id or "")
    alone = plain.get(f"{conductor(monde)}/comptes").text
    for said in ("Sans table", "1 personne a écrit sur son téléphone."):
        assert said in whole
        assert said in alone
    assert "<html" not in alone


def test_a_program_is_answered_in_json(bruno: FlaskClient, monde: Monde) -> None:
    token = token_in(bruno.get(conductor(monde)))
    answer = bruno.post(
        f"{conductor(monde)}/phase",
        data={"csrf_token": token, "phase": "preparation"},
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 409
    assert answer.json is not None
    assert answer.json["erreur"] == "phase_impossible"


def test_without_a_script_phones_write_as_long_as_it_is_open(
    bruno: FlaskClient, monde: Monde
) -> None:
    page = bruno.get(conductor(monde)).text
    assert "Ouverte, sans déroulé" in page
    assert "Pas de déroulé prévu." in page


def test_a_script_written_once_it_is_open_begins_from_the_page(
    bruno: FlaskClient, monde: Monde, script: list[str]
) -> None:
    def leave(session: Any) -> None:
        session.get(Seance, monde.seance).etape_id = None

    factories.build(leave)
    address, fields = form_to(bruno.get(conductor(monde)), "/etape")
    for _ in range(2):
        assert bruno.post(address, data=fields).status_code == 303
    assert seance(monde).etape_id == script[0]


def test_going_back_is_possible_from_the_page(
    bruno: FlaskClient, monde: Monde, script: list[str]
) -> None:
    go_to_etape(par=monde.bruno, seance_id=monde.seance, etape_id=script[1])
    address, fields = form_to(bruno.get(conductor(monde)), "/etape", rank=1)
    bruno.post(address, data=fields)
    assert seance(monde).etape_id == script[0]
