"""The grid of what is discussed where: filled, changed, proposed anew, by plain forms."""

from __future__ import annotations

from flask.testing import FlaskClient

from cafe.extensions import db
from cafe.models.question import questions_of
from tests.actions.test_programme import grid, make, version
from tests.conftest import Monde
from tests.main_form import main_form


def test_a_cell_is_chosen_and_the_forgotten_question_is_named(
    chloe: FlaskClient, monde: Monde
) -> None:
    id_ = make(monde, tables=2, questions=2, tours=1)
    address = f"/piloter/seances/{id_}/programme"
    page = chloe.get(address)
    assert "Table 2, tour 1" in page.text
    _, fields = main_form(page)
    db.session.rollback()
    first = questions_of(db.session(), id_)[0].id
    cells = [name for name in fields if name.startswith("c:")]
    for name in cells:
        fields[name] = first
    assert chloe.post(address, data=fields).status_code == 303
    assert grid(id_) == [["0", "0"]]
    page = chloe.get(address)
    assert "1 question n’est à aucune table." in page.text
    _, fields = main_form(page)
    fields["geste"] = "proposer"
    chloe.post(address, data=fields)
    assert grid(id_) == [["0", "1"]]


def test_an_old_grid_changes_nothing(chloe: FlaskClient, monde: Monde) -> None:
    id_ = make(monde, tables=1, questions=1, tours=1)
    page = chloe.get(f"/piloter/seances/{id_}/programme")
    _, fields = main_form(page)
    fields["version"] = str(version(id_) - 1)
    answer = chloe.post(f"/piloter/seances/{id_}/programme", data=fields)
    assert answer.status_code == 409


def test_without_tables_the_page_says_what_is_missing(chloe: FlaskClient, monde: Monde) -> None:
    page = chloe.get(f"/piloter/seances/{monde.seance}/programme")
    assert "au moins une question, une table et un tour" in page.text
    assert "<select" not in page.text


def test_the_page_of_a_seance_leads_to_its_programme(chloe: FlaskClient, monde: Monde) -> None:
    id_ = make(monde, tables=1, questions=1, tours=1)
    assert f"/piloter/seances/{id_}/programme" in chloe.get(f"/piloter/seances/{id_}").text
