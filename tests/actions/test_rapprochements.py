"""Words that say nearly the same stand together: both kept, moved together, parted again."""

from __future__ import annotations

from typing import Any

import pytest

from cafe.actions.annulation import undo
from cafe.actions.conduite import go_to_etape
from cafe.actions.core import NotAllowed, RuleBroken, Stale
from cafe.actions.deplacements import move_contribution, move_to_question
from cafe.actions.lots import move_contributions
from cafe.actions.moderation import chill_contribution, publish_contribution
from cafe.actions.partages import split_contribution
from cafe.actions.rapprochements import bring_together, separate
from cafe.actions.regroupements import create_regroupement
from cafe.actions.scrutins import Bulletin, create_scrutin, open_scrutin
from cafe.extensions import db
from cafe.models import Contribution, VisibiliteScrutin
from cafe.models.base import new_id
from cafe.models.evenement import last_numero
from cafe.models.regroupement import open_appartenance
from cafe.models.tableau import Carte, board_state
from cafe.models.verification import check_chain
from tests import chaine, factories
from tests.conftest import Monde
from tests.votes import make_etape


@pytest.fixture
def cartes(monde: Monde) -> list[str]:
    """Four words of four people."""
    return chaine.make_words(
        monde.seance, monde.question, "Des bancs", "Plus de bancs", "Des bancs !", "Le bus"
    )


def near(monde: Monde, carte: str, principale: str, **champs: Any) -> str:
    asked: dict[str, Any] = {"par": monde.bruno, "version": None, **champs}
    return bring_together(contribution_id=carte, principale_id=principale, **asked)


def group(monde: Monde, *cartes: str, titre: str = "S’asseoir") -> str:
    return create_regroupement(
        par=monde.bruno, question_id=monde.question, titre=titre, contributions=cartes
    )


def move(monde: Monde, carte: str, vers: str | None) -> None:
    move_contribution(par=monde.bruno, contribution_id=carte, regroupement_id=vers, version=None)


def last() -> int:
    db.session.rollback()
    return last_numero(db.session())


def take_back(monde: Monde, numero: int | None = None) -> None:
    undo(par=monde.bruno, seance_id=monde.seance, numero=numero or last())


def shown(cartes: tuple[Carte, ...]) -> list[tuple[str, list[str]]]:
    return [(card.id, [one.id for one in card.proches]) for card in cartes]


def board(monde: Monde, question: str | None = None) -> dict[str, Any]:
    db.session.rollback()
    etat = board_state(db.session(), monde.seance, question or monde.question)
    return {
        "libres": shown(etat.libres),
        "groupes": [(g.titre, shown(g.cartes), g.voix) for g in etat.groupes],
        "publiees": etat.publiees,
    }


def test_a_word_stands_under_another_and_both_are_counted(monde: Monde, cartes: list[str]) -> None:
    a, b, c, d = cartes
    home = group(monde, a)
    assert near(monde, b, a, version=1) == a
    assert near(monde, c, b) == a  # brought to a near one, it stands under its principal
    assert board(monde) == {
        "libres": [(d, [])],
        "groupes": [("S’asseoir", [(a, [b, c])], 3)],
        "publiees": 4,
    }
    for one in cartes[:3]:
        current = open_appartenance(db.session(), one)
        assert current is not None
        assert current.regroupement_id == home
    events = last()
    assert near(monde, b, a, version=1) == a
    assert last() == events
    assert check_chain(db.session()).fautes == ()


def test_what_stood_under_a_word_follows_it_under_another(monde: Monde, cartes: list[str]) -> None:
    a, b, c, _d = cartes
    near(monde, b, a)
    assert near(monde, a, c) == c
    assert board(monde)["libres"][0] == (c, [a, b])
    take_back(monde)
    assert board(monde)["libres"][:2] == [(a, [b]), (c, [])]


@pytest.mark.parametrize("geste", ["moved", "several", "grouped", "filed"])
def test_they_move_together_and_come_back_together(
    geste: str, monde: Monde, cartes: list[str]
) -> None:
    a, b, c, d = cartes
    home = group(monde, d, titre="Bus")
    other = factories.make_question(monde.seance, "Autre")
    near(monde, b, a)
    before, elsewhere = board(monde), board(monde, other)
    match geste:
        case "moved":
            move(monde, a, home)
        case "several":
            move_contributions(
                par=monde.bruno,
                seance_id=monde.seance,
                cartes={c: None, a: None},
                regroupement_id=home,
            )
        case "grouped":
            group(monde, c, a, titre="Neuf")
        case "filed":
            move_to_question(par=monde.bruno, contribution_id=a, question_id=other, version=None)
    after = [board(monde), board(monde, other)]
    assert after != [before, elsewhere]
    assert (a, [b]) in [
        pair
        for side in after
        for pair in (*side["libres"], *(p for g in side["groupes"] for p in g[1]))
    ]
    assert check_chain(db.session()).fautes == ()
    take_back(monde)
    assert [board(monde), board(monde, other)] == [before, elsewhere]


def test_one_that_stands_under_another_is_not_moved_by_itself(
    monde: Monde, cartes: list[str]
) -> None:
    a, b, _c, d = cartes
    home = group(monde, d, titre="Bus")
    near(monde, b, a)
    for gesture in (
        lambda: move(monde, b, home),
        lambda: group(monde, b),
        lambda: move_contributions(
            par=monde.bruno, seance_id=monde.seance, cartes={b: None}, regroupement_id=home
        ),
        lambda: split_contribution(
            par=monde.bruno,
            contribution_id=a,
            parties=("Des", "bancs"),
            client_id=new_id(),
            version=None,
        ),
    ):
        with pytest.raises(RuleBroken, match="parole_rapprochee"):
            gesture()


def test_parted_it_stays_in_its_group_and_the_gesture_is_undone(
    monde: Monde, cartes: list[str]
) -> None:
    a, b, _c, _d = cartes
    group(monde, a)
    near(monde, b, a)
    together = board(monde)
    separate(par=monde.bruno, contribution_id=b, version=None)
    assert board(monde)["groupes"] == [("S’asseoir", [(a, []), (b, [])], 2)]
    events = last()
    separate(par=monde.bruno, contribution_id=b, version=1)
    assert last() == events
    take_back(monde)
    assert board(monde) == together


def test_brought_by_mistake_each_goes_back_where_it_was(monde: Monde, cartes: list[str]) -> None:
    a, b, _c, d = cartes
    group(monde, a)
    group(monde, d, b, titre="Bus")
    before = board(monde)
    near(monde, b, a)
    done = last()
    assert board(monde) != before
    take_back(monde, done)
    assert board(monde) == before
    near(monde, b, a)
    done = last()
    move(monde, a, None)
    with pytest.raises(Stale, match="deja_change"):
        take_back(monde, done)


def test_put_aside_its_principal_leaves_it_on_the_board_and_finds_it_again(
    monde: Monde, cartes: list[str]
) -> None:
    a, b, c, d = cartes
    near(monde, b, a)
    together = board(monde)
    chill_contribution(par=monde.bruno, contribution_id=a, version=None)
    assert board(monde)["libres"] == [(b, []), (c, []), (d, [])]
    take_back(monde)
    assert board(monde) == together


def test_words_set_apart_for_a_while_never_make_a_chain(monde: Monde, cartes: list[str]) -> None:
    a, b, c, d = cartes
    near(monde, b, a)
    chill_contribution(par=monde.bruno, contribution_id=b, version=None)
    near(monde, a, c)  # b was under a, and would be again
    publish_contribution(par=monde.bruno, contribution_id=b, version=None)
    assert board(monde)["libres"] == [(c, [a, b]), (d, [])]
    chill_contribution(par=monde.bruno, contribution_id=c, version=None)
    near(monde, d, a)  # a is kept under c, which is away
    publish_contribution(par=monde.bruno, contribution_id=c, version=None)
    assert check_chain(db.session()).fautes == ()
    shown_ = board(monde)["libres"]
    assert sorted(id_ for card, under in shown_ for id_ in (card, *under)) == sorted(cartes)


def test_what_is_refused(monde: Monde, cartes: list[str]) -> None:
    a, b, c, _d = cartes
    with pytest.raises(RuleBroken, match="rapprochee_de_soi"):
        near(monde, a, a)
    for stranger in (monde.ana, monde.dan):
        with pytest.raises(NotAllowed):
            near(monde, a, b, par=stranger)
    with pytest.raises(Stale, match="carte_a_regrouper"):
        near(monde, a, b, version=9)
    near(monde, b, a)
    with pytest.raises(RuleBroken, match="deja_ensemble"):
        near(monde, a, b)
    other = factories.make_question(monde.seance, "Autre")
    (elsewhere,) = chaine.make_words(monde.seance, other, "Des bancs ici")
    with pytest.raises(RuleBroken, match="parole_d_une_autre_question"):
        near(monde, elsewhere, a)
    chill_contribution(par=monde.bruno, contribution_id=c, version=None)
    with pytest.raises(RuleBroken, match="parole_pas_publiee"):
        near(monde, c, a)


def test_what_is_voted_on_stays_by_itself(monde: Monde, cartes: list[str]) -> None:
    a, b, _c, _d = cartes
    bulletin = Bulletin("Quoi ?", 1, 1, VisibiliteScrutin.CACHE, (f"c:{a}",))
    scrutin = create_scrutin(par=monde.bruno, seance_id=monde.seance, bulletin=bulletin)
    etape = make_etape(monde.seance, ["lire", "voter"])
    go_to_etape(par=monde.bruno, seance_id=monde.seance, etape_id=etape)
    open_scrutin(par=monde.bruno, scrutin_id=scrutin, version=1)
    for card, other in ((a, b), (b, a)):
        with pytest.raises(RuleBroken, match="parole_au_vote"):
            near(monde, card, other)
    db.session.rollback()
    assert db.session.get_one(Contribution, a).version == 1
