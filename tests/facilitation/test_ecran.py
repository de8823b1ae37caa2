"""The room screen: what the room sees in each state, and what it must never see."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cafe.actions.acces import revoke_acces
from cafe.actions.moderation import chill_contribution, refuse_contribution
from cafe.actions.mur import set_mur
from cafe.actions.regroupements import create_regroupement
from cafe.extensions import db
from cafe.models import Acces, MotifModeration, Mur, Phase, RoleAcces, Seance
from tests import factories
from tests.conftest import Monde
from tests.facilitation.conftest import JSON
from tests.pages import strict_client, token_in


@pytest.fixture
def screen(device: Callable[..., FlaskClient]) -> FlaskClient:
    return device(RoleAcces.ECRAN)


def shown(client: FlaskClient, monde: Monde) -> str:
    page = client.get(f"/animer/{monde.seance}/ecran")
    assert page.status_code == 200
    return page.text


def code_of(seance_id: str) -> str:
    db.session.rollback()
    return db.session.get_one(Seance, seance_id).code or ""


def wall(monde: Monde, mur: Mur) -> None:
    set_mur(par=monde.bruno, seance_id=monde.seance, mur=mur)


def test_the_room_reads_published_words_and_titles_of_groups(
    screen: FlaskClient, monde: Monde
) -> None:
    kept = factories.post(monde.ana, monde.question, "Des bancs à l’ombre").id
    create_regroupement(
        par=monde.bruno, question_id=monde.question, titre="Souffler", contributions=[kept]
    )
    create_regroupement(par=monde.bruno, question_id=monde.question, titre="Vide")
    page = shown(screen, monde)
    assert "Des bancs à l’ombre" in page
    assert "Souffler" in page
    assert "Vide" not in page
    assert code_of(monde.seance) in page
    assert "<svg" in page


def test_the_room_never_reads_a_word_that_is_not_published(
    screen: FlaskClient, monde: Monde
) -> None:
    cold = factories.post(monde.ana, monde.question, "Mis au frigo").id
    refused = factories.post(monde.ana, monde.question, "Non publié").id
    chill_contribution(par=monde.bruno, contribution_id=cold, version=None)
    refuse_contribution(
        par=monde.bruno,
        contribution_id=refused,
        motif=MotifModeration.PROPOS_BLESSANT,
        precision="",
        version=None,
    )
    page = shown(screen, monde)
    assert "Mis au frigo" not in page
    assert "Non publié" not in page
    assert "Bruno" not in page


def test_before_the_first_word_the_code_takes_the_wall(screen: FlaskClient, monde: Monde) -> None:
    page = shown(screen, monde)
    assert "data-cadre hidden" in page
    assert "Visez le carré" in page


def test_a_frozen_wall_keeps_what_it_showed_and_gains_nothing(
    screen: FlaskClient, monde: Monde
) -> None:
    first = factories.post(monde.ana, monde.question, "Avant").id
    create_regroupement(
        par=monde.bruno, question_id=monde.question, titre="Déjà là", contributions=[first]
    )
    wall(monde, Mur.FIGE)
    late = factories.post(monde.ana, monde.question, "Après").id
    create_regroupement(
        par=monde.bruno, question_id=monde.question, titre="Trop neuf", contributions=[late]
    )
    page = shown(screen, monde)
    assert "Figé à" in page
    assert "Avant" in page
    assert "Déjà là" in page
    assert "Après" not in page
    assert "Trop neuf" not in page


def test_a_hidden_wall_is_not_even_sent(screen: FlaskClient, monde: Monde) -> None:
    factories.post(monde.ana, monde.question, "Secret pour l’instant")
    wall(monde, Mur.MASQUE)
    for path in ("ecran", "ecran/corps"):
        page = screen.get(f"/animer/{monde.seance}/{path}").text
        assert "Secret" not in page
        assert "Que changer" not in page
        assert code_of(monde.seance) in page


@pytest.mark.parametrize(
    ("phase", "said"),
    [(Phase.PREPARATION, "Visez le carré"), (Phase.TERMINEE, "Merci"), (Phase.CLOSE, "Merci")],
)
def test_before_and_after_the_séance_the_screen_welcomes_or_thanks(
    bruno: FlaskClient, monde: Monde, phase: Phase, said: str
) -> None:
    seance = factories.make_seance(monde.demarche, phase=phase)
    factories.make_question(seance, "Question non dite")
    page = bruno.get(f"/animer/{seance}/ecran").text
    assert said in page
    assert "Question non dite" not in page


def test_the_board_drives_the_wall_with_and_without_script(
    bruno: FlaskClient, monde: Monde
) -> None:
    token = token_in(bruno.get(f"/animer/{monde.seance}/tableau"))
    path = f"/animer/{monde.seance}/mur"
    data = {"csrf_token": token, "mur": "fige", "question": monde.question}
    answer = bruno.post(path, data=data)
    assert (answer.status_code, monde.question in answer.location) == (303, True)
    board = bruno.get(answer.location).text
    assert 'value="fige" aria-pressed="true"' in board
    said = bruno.post(path, data=data | {"mur": "direct"}, headers=JSON)
    assert (said.status_code, said.get_json()) == (200, {"mur": "direct"})
    assert bruno.post(path, data=data | {"mur": "noir"}).status_code == 400


def test_a_screen_sees_its_own_séance_only(screen: FlaskClient, monde: Monde) -> None:
    elsewhere = factories.make_seance(monde.demarche)
    assert screen.get(f"/animer/{elsewhere}/ecran").status_code == 404


def test_a_revoked_screen_is_shut_out(screen: FlaskClient, monde: Monde) -> None:
    shown(screen, monde)
    acces = db.session.query(Acces).one()
    revoke_acces(par=monde.bruno, acces_id=acces.id)
    assert screen.get(f"/animer/{monde.seance}/ecran").status_code == 302


def test_a_host_has_no_room_screen_and_a_stranger_signs_in(
    app: Flask, device: Callable[..., FlaskClient], monde: Monde
) -> None:
    from tests.facilitation.conftest import make_table

    host = device(RoleAcces.HOTE, make_table(monde.seance, 1))
    assert host.get(f"/animer/{monde.seance}/ecran").status_code == 403
    assert strict_client(app).get(f"/animer/{monde.seance}/ecran").status_code == 302
