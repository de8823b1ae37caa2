"""What tables say on the board: ideas put forward first, their synthèses, paper entered later."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.actions.hotes import star_contribution, unstar_contribution
from cafe.actions.saisies import post_for_someone
from cafe.actions.syntheses import approve_synthese, save_synthese
from cafe.extensions import db
from cafe.models import Contribution, Format, Origine, Phase, Seance, SyntheseTablee
from tests import factories, tablees
from tests.conftest import Monde
from tests.main_form import send
from tests.tablees import Cafe


@pytest.fixture
def cafe(monde: Monde) -> Cafe:
    factories.build(lambda session: _format(session, monde.seance))
    return tablees.make_cafe(monde)


def _format(session: Session, seance_id: str, phase: Phase = Phase.OUVERTE) -> None:
    row = session.get_one(Seance, seance_id)
    row.format, row.phase = Format.WORLD_CAFE, phase


def say(monde: Monde, cafe: Cafe, texte: str) -> str:
    envoi = factories.envoi(cafe.questions[0], texte, tablee=1, tour=1, source=Origine.TABLE)
    return post_for_someone(par=monde.bruno, seance_id=monde.seance, envoi=envoi).contribution_id


def board(client: FlaskClient, monde: Monde, **query: str) -> str:
    return client.get(f"/animer/{monde.seance}/tableau", query_string=query).text


def shown(page: str) -> str:
    found = re.search(r'data-filtre="(\w+)"', page)
    assert found
    return found[1]


def test_the_board_of_a_world_cafe_opens_on_what_tables_put_forward(
    bruno: FlaskClient, monde: Monde, cafe: Cafe
) -> None:
    ideas = [say(monde, cafe, f"Idée {n}") for n in range(3)]
    assert shown(board(bruno, monde)) == "toutes"
    assert "filtre-toutes" not in board(bruno, monde)
    star_contribution(par=monde.bruno, contribution_id=ideas[1])
    page = board(bruno, monde)
    assert shown(page) == "etoiles"
    # In words, not by a colour: and all cards are there, those out of view too.
    assert page.count("Mise en avant par sa table") == 1
    assert page.count('id="carte-') == 3
    assert re.search(rf'id="carte-{ideas[1]}"[^>]* data-etoile', page)
    assert shown(board(bruno, monde, filtre="toutes")) == "toutes"
    unstar_contribution(par=monde.bruno, contribution_id=ideas[1])
    assert shown(board(bruno, monde)) == "toutes"


def test_what_one_has_chosen_to_see_is_not_changed_by_a_star_that_comes(
    bruno: FlaskClient, monde: Monde, cafe: Cafe
) -> None:
    idea = say(monde, cafe, "Un banc")
    body = re.search(r'data-corps-url="([^"]+)"', board(bruno, monde))
    assert body
    star_contribution(par=monde.bruno, contribution_id=idea)
    assert shown(bruno.get(body[1].replace("&amp;", "&")).text) == "toutes"


def test_an_atelier_shows_everything(bruno: FlaskClient, monde: Monde) -> None:
    cafe = tablees.make_cafe(monde)
    star_contribution(par=monde.bruno, contribution_id=say(monde, cafe, "Un banc"))
    assert shown(board(bruno, monde)) == "toutes"


def test_the_syntheses_of_a_question_stand_on_its_board(
    bruno: FlaskClient, monde: Monde, cafe: Cafe
) -> None:
    for table, texte in ((0, "Des bancs."), (1, "Des trains.")):
        save_synthese(
            par=monde.bruno,
            tablee_id=cafe.tables[table],
            tour_id=cafe.tours[0],
            texte=texte,
            version=0,
        )
    first = db.session.scalars(
        select(SyntheseTablee.id).where(SyntheseTablee.tablee_id == cafe.tables[0])
    ).one()
    approve_synthese(par=monde.bruno, synthese_id=first, version=1, pour=8, presents=9)
    page = board(bruno, monde)
    assert "Des bancs." in page
    assert "approuvée, 8 sur 9" in page
    assert "Des trains." not in page
    other = board(bruno, monde, question=cafe.questions[1])
    assert "pas encore approuvée" in other
    assert "Effacer pour de bon" not in other


def test_a_pile_of_sheets_is_typed_after_the_end(
    bruno: FlaskClient, monde: Monde, cafe: Cafe
) -> None:
    factories.build(lambda session: _format(session, monde.seance, Phase.TERMINEE))
    page = bruno.get(f"/animer/{monde.seance}/saisie")
    typed = {"question": cafe.questions[1], "tablee": 2, "tour": 2, "source": "papier"}
    kept = send(bruno, page, categorie="mon_idee", texte="Sur la feuille", **typed)
    assert kept.status_code == 201
    again = send(bruno, kept, categorie="mon_idee", texte="La ligne d’après")
    assert again.status_code == 201
    db.session.rollback()
    rows = db.session.scalars(select(Contribution).order_by(Contribution.ordre)).all()
    assert [row.texte for row in rows] == ["Sur la feuille", "La ligne d’après"]
    for row in rows:
        assert (row.tour_id, row.tablee_id, row.question_id) == (
            cafe.tours[1],
            cafe.tables[1],
            cafe.questions[1],
        )
        assert (row.source, row.tardive) == (Origine.PAPIER, False)
        assert row.saisi_le == row.cree_le
    assert re.search(r"Table 2, (sur )?papier", board(bruno, monde, question=cafe.questions[1]))
