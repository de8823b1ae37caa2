"""The board as values: its order, what stands where, and few queries whatever it holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from sqlalchemy import Engine, event

from cafe.actions.deplacements import move_contribution
from cafe.actions.moderation import chill_contribution, refuse_contribution
from cafe.actions.mur import set_mur
from cafe.actions.regroupements import close_regroupement, create_regroupement
from cafe.actions.retouches import erase_contribution, withdraw_contribution
from cafe.extensions import db
from cafe.models import MotifModeration, Mur, Seance
from cafe.models.mur import EtatMur, wall_state
from cafe.models.tableau import Carte, EtatTableau, board_state, groups_by_id
from tests import factories
from tests.conftest import Monde


def state(monde: Monde) -> EtatTableau:
    db.session.rollback()
    return board_state(db.session(), monde.seance, monde.question)


def post(monde: Monde, texte: str = "Des bancs") -> str:
    return factories.post(monde.ana, monde.question, texte).id


def group(monde: Monde, titre: str, *cartes: str) -> str:
    return create_regroupement(
        par=monde.bruno, question_id=monde.question, titre=titre, contributions=cartes
    )


def ids(cards: tuple[Carte, ...]) -> list[str]:
    return [card.id for card in cards]


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    said: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_everything_stands_in_its_place_and_in_order(monde: Monde) -> None:
    a, b, c, d, e, f, g = (post(monde, texte) for texte in "abcdefg")
    first = group(monde, "Un", c, a)
    second = group(monde, "Deux", b)
    gone = group(monde, "Trois", g)
    close_regroupement(par=monde.bruno, regroupement_id=gone, version=1)
    move_contribution(par=monde.bruno, contribution_id=b, regroupement_id=first, avant=a, version=2)
    chill_contribution(par=monde.bruno, contribution_id=e, version=1)
    refuse_contribution(
        par=monde.bruno,
        contribution_id=f,
        motif=MotifModeration.DOUBLON,
        precision="",
        version=1,
    )
    now = state(monde)
    assert [(g_.id, ids(g_.cartes)) for g_ in now.groupes] == [(first, [c, b, a]), (second, [])]
    assert (ids(now.libres), ids(now.frigo), ids(now.refusees)) == ([d, g], [e], [f])
    assert (now.attente, now.publiees, now.numero) == ((), 5, 14)


def test_withdrawn_words_leave_the_tray_and_stay_as_gaps_in_their_group(monde: Monde) -> None:
    free, grouped = post(monde, "Reprise"), post(monde, "Effacée")
    group(monde, "Un", grouped)
    withdraw_contribution(par=monde.ana, contribution_id=free)
    erase_contribution(par=monde.chloe, contribution_id=grouped, motif="demande")
    now = state(monde)
    assert now.libres == ()
    assert [(c.id, c.texte) for c in now.refusees] == [(free, None)]
    assert [(c.id, c.texte) for c in now.groupes[0].cartes] == [(grouped, None)]
    assert now.groupes[0].voix == 0


def test_voices_are_people_not_cards(monde: Monde) -> None:
    cartes = [post(monde), post(monde)]
    paul = factories.participant(monde.seance)
    cartes.append(factories.post(paul, monde.question).id)
    made = group(monde, "Un", *cartes)
    assert state(monde).groupes[0].voix == 2
    assert groups_by_id(db.session(), [made])[0].voix == 2


def test_a_board_holds_no_trace_of_who_wrote(monde: Monde) -> None:
    recue = factories.post(monde.ana, monde.question)
    assert recue.participant_id not in str(asdict(state(monde)))


def test_a_board_takes_as_many_queries_full_as_empty(monde: Monde) -> None:
    with counted(db.engine) as empty:
        state(monde)
    for _ in range(5):
        group(monde, "Un", post(monde), post(monde))
    post(monde)
    with counted(db.engine) as full:
        state(monde)
    assert len(full) == len(empty) == 3


def test_another_question_has_a_board_of_its_own(monde: Monde) -> None:
    other = factories.make_question(monde.seance)
    post(monde)
    assert board_state(db.session(), monde.seance, other).libres == ()


def wall(monde: Monde) -> EtatMur:
    db.session.rollback()
    return wall_state(db.session(), db.session.get_one(Seance, monde.seance), monde.question)


def test_the_wall_shows_published_words_latest_first(monde: Monde) -> None:
    a, b, c = post(monde), post(monde), post(monde)
    group(monde, "Un", a)
    chill_contribution(par=monde.bruno, contribution_id=b, version=1)
    assert ids(wall(monde).paroles) == [c, a]


def test_a_frozen_wall_keeps_its_words_and_loses_those_taken_off(monde: Monde) -> None:
    a, b = post(monde), post(monde)
    set_mur(par=monde.bruno, seance_id=monde.seance, mur=Mur.FIGE)
    post(monde)
    chill_contribution(par=monde.bruno, contribution_id=b, version=1)
    assert ids(wall(monde).paroles) == [a]
    set_mur(par=monde.bruno, seance_id=monde.seance, mur=Mur.MASQUE)
    assert wall(monde).paroles == ()
