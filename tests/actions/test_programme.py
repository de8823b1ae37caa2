"""What is discussed where: proposed so that nothing is forgotten, then as it is decided."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from cafe.actions.conduite import go_to_etape, set_phase
from cafe.actions.core import NotAllowed, Refusal, Stale
from cafe.actions.programme import reset_programme, set_programme, theme_of
from cafe.actions.seances import EtapePrevue, FicheSeance, QuestionPrevue, create_seance
from cafe.extensions import db
from cafe.models import Format, NatureEtape, Phase, Programme, Seance, Tour
from cafe.models.question import questions_of, tablees_of
from tests.conftest import Monde


def make(monde: Monde, *, tables: int, questions: int, tours: int) -> str:
    return create_seance(
        par=monde.chloe,
        demarche_id=monde.demarche,
        fiche=FicheSeance(titre="Café du parc", format=Format.WORLD_CAFE),
        questions=tuple(QuestionPrevue(f"Question {n} ?") for n in range(questions)),
        etapes=(
            EtapePrevue("Accueil", nature=NatureEtape.ACCUEIL),
            *(
                EtapePrevue(f"Tour {n}", duree_minutes=20, nature=NatureEtape.TOUR, tour=n)
                for n in range(1, tours + 1)
            ),
        ),
        tables=tables,
    )


def grid(id_: str) -> list[list[str]]:
    """The questions, tour by tour, in the order of the tables."""
    db.session.rollback()
    session = db.session()
    tours = session.scalars(select(Tour).where(Tour.seance_id == id_).order_by(Tour.numero)).all()
    names = {q.id: q.texte.split()[1] for q in questions_of(session, id_)}
    planned = session.scalars(select(Programme).where(Programme.tour_id.in_([t.id for t in tours])))
    cells = {(p.tour_id, p.tablee_id): names[p.question_id] for p in planned}
    return [[cells.get((t.id, x.id), "") for x in tablees_of(session, id_)] for t in tours]


def version(id_: str) -> int:
    db.session.rollback()
    return db.session.get_one(Seance, id_).version


def test_with_tables_enough_each_keeps_its_theme(monde: Monde) -> None:
    assert grid(make(monde, tables=4, questions=2, tours=2)) == [["0", "1", "0", "1"]] * 2


def test_seven_tables_take_eight_questions_by_turns(monde: Monde) -> None:
    rows = grid(make(monde, tables=7, questions=8, tours=3))
    assert {one for row in rows for one in row} == {str(n) for n in range(8)}
    for row in rows:
        assert len(set(row)) == 7  # never two tables on one question while another rests
    for column in zip(*rows, strict=True):
        assert len(set(column)) == 3  # each table sees another question at each tour


@pytest.mark.parametrize(("tables", "questions"), [(1, 1), (3, 20), (20, 3), (7, 7), (5, 6)])
def test_a_proposal_names_questions_that_exist(tables: int, questions: int) -> None:
    for tour in range(6):
        row = [theme_of(table, tour, tables, questions) for table in range(tables)]
        assert all(0 <= one < questions for one in row)
        assert len(set(row)) == min(tables, questions)


def test_a_cell_is_changed_or_left_to_rest_and_stays_so(monde: Monde) -> None:
    id_ = make(monde, tables=2, questions=2, tours=2)
    session = db.session()
    tour = session.scalars(select(Tour).where(Tour.seance_id == id_, Tour.numero == 1)).one().id
    first, second = (t.id for t in tablees_of(session, id_))
    other = questions_of(session, id_)[1].id
    cells = [(tour, first, other), (tour, second, "")]
    set_programme(par=monde.chloe, seance_id=id_, cases=cells, version=version(id_))
    assert grid(id_) == [["1", ""], ["0", "1"]]
    reset_programme(par=monde.chloe, seance_id=id_, version=version(id_))
    assert grid(id_) == [["0", "1"]] * 2


def test_what_was_discussed_at_a_tour_that_is_over_does_not_change(monde: Monde) -> None:
    id_ = make(monde, tables=1, questions=2, tours=2)
    set_phase(par=monde.bruno, seance_id=id_, phase=Phase.OUVERTE)
    for rank in (1, 2):
        etape = db.session.get_one(Seance, id_).etapes[rank].id
        go_to_etape(par=monde.bruno, seance_id=id_, etape_id=etape)
    db.session.rollback()
    tour = db.session.scalars(select(Tour).where(Tour.seance_id == id_, Tour.numero == 1)).one().id
    (table,) = (t.id for t in tablees_of(db.session(), id_))
    with pytest.raises(Refusal) as caught:
        set_programme(par=monde.chloe, seance_id=id_, cases=[(tour, table, "")], version=None)
    assert caught.value.code == "tour_passe"


def test_only_the_lead_decides_and_an_old_page_is_told_so(monde: Monde) -> None:
    id_ = make(monde, tables=1, questions=1, tours=1)
    with pytest.raises(NotAllowed):
        set_programme(par=monde.bruno, seance_id=id_, cases=[], version=None)
    with pytest.raises(Stale):
        set_programme(par=monde.chloe, seance_id=id_, cases=[], version=99)
    with pytest.raises(Refusal) as caught:
        set_programme(par=monde.chloe, seance_id=id_, cases=[("x", "y", "z")], version=None)
    assert caught.value.code == "programme_inconnu"


def test_a_tour_lasts_as_long_as_its_steps(monde: Monde) -> None:
    id_ = make(monde, tables=1, questions=1, tours=2)
    lengths = db.session.scalars(select(Tour.duree_minutes).where(Tour.seance_id == id_))
    assert list(lengths) == [20, 20]
