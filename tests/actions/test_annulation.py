"""Undoing one's own gestures: each comes back as it was, or is refused with who moved on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from cafe.access.identity import Identite
from cafe.actions.annulation import undo
from cafe.actions.core import Missing, NotAllowed, RuleBroken, Stale
from cafe.actions.deplacements import move_contribution, move_to_question
from cafe.actions.fusions import merge_regroupements
from cafe.actions.lots import LOT_MAX, chill_contributions, move_contributions
from cafe.actions.moderation import chill_contribution, publish_contribution, refuse_contribution
from cafe.actions.regroupements import (
    close_regroupement,
    create_regroupement,
    rename_regroupement,
)
from cafe.actions.retouches import erase_contribution
from cafe.extensions import db
from cafe.models import Contribution, Evenement, MotifModeration, Regroupement, Statut
from cafe.models.evenement import last_numero
from cafe.models.tableau import board_state
from tests import factories
from tests.conftest import Monde

Plateau = tuple[list[str], str, str]


@pytest.fixture
def plateau(monde: Monde) -> Plateau:
    """Five words; the first two in « Bus », the third in « Bancs »."""
    cards = [factories.post(monde.ana, monde.question, f"Idée {n}").id for n in range(5)]
    bus, bancs = (
        create_regroupement(
            par=monde.bruno, question_id=monde.question, titre=titre, contributions=some
        )
        for titre, some in (("Bus", cards[:2]), ("Bancs", cards[2:3]))
    )
    return cards, bus, bancs


def picture(monde: Monde) -> dict[str, object]:
    """The board as one sees it: groups with their cards in order, and the columns."""
    db.session.rollback()
    etat = board_state(db.session(), monde.seance, monde.question)
    return {
        "groupes": [(g.titre, g.resume, [c.id for c in g.cartes]) for g in etat.groupes],
        "libres": [c.id for c in etat.libres],
        "frigo": [c.id for c in etat.frigo],
        "refusees": [(c.id, c.motif, c.precision) for c in etat.refusees],
        "attente": [c.id for c in etat.attente],
    }


def last(monde: Monde) -> int:
    db.session.rollback()
    return last_numero(db.session())


def take_back(monde: Monde, numero: int | None = None, par: Identite | None = None) -> str:
    return undo(par=par or monde.bruno, seance_id=monde.seance, numero=numero or last(monde))


def refuse(monde: Monde, card: str, precision: str = "") -> None:
    refuse_contribution(
        par=monde.bruno,
        contribution_id=card,
        motif=MotifModeration.AUTRE if precision else MotifModeration.DOUBLON,
        precision=precision,
        version=None,
    )


def move(monde: Monde, card: str, group: str | None, par: Identite | None = None) -> None:
    move_contribution(
        par=par or monde.bruno, contribution_id=card, regroupement_id=group, version=None
    )


GESTES: dict[str, Callable[[Monde, Plateau], object]] = {
    "moved to another group": lambda m, p: move(m, p[0][0], p[2]),
    "moved into a group": lambda m, p: move(m, p[0][4], p[1]),
    "moved out of its group": lambda m, p: move(m, p[0][1], None),
    "moved within its group": lambda m, p: move_contribution(
        par=m.bruno, contribution_id=p[0][1], regroupement_id=p[1], avant=p[0][0], version=None
    ),
    "filed elsewhere": lambda m, p: move_to_question(
        par=m.bruno,
        contribution_id=p[0][0],
        question_id=factories.make_question(m.seance, "Autre"),
        version=None,
    ),
    "refused": lambda m, p: refuse(m, p[0][0], "Nomme une voisine"),
    "put in the fridge": lambda m, p: chill_contribution(
        par=m.bruno, contribution_id=p[0][1], version=None
    ),
    "grouped": lambda m, p: create_regroupement(
        par=m.bruno, question_id=m.question, titre="Neuf", contributions=[p[0][0], p[0][3]]
    ),
    "renamed": lambda m, p: rename_regroupement(
        par=m.bruno, regroupement_id=p[1], titre="Tram", resume="Tout", version=None
    ),
    "dissolved": lambda m, p: close_regroupement(par=m.bruno, regroupement_id=p[1], version=None),
    "several moved": lambda m, p: move_contributions(
        par=m.bruno,
        seance_id=m.seance,
        cartes=dict.fromkeys([p[0][0], p[0][3], p[0][4]]),
        regroupement_id=p[2],
    ),
    "several put aside": lambda m, p: chill_contributions(
        par=m.bruno, seance_id=m.seance, cartes=dict.fromkeys([p[0][1], p[0][3]])
    ),
    "merged": lambda m, p: merge_regroupements(
        par=m.bruno, regroupement_id=p[1], dans=p[2], version=None
    ),
}


@pytest.mark.parametrize("geste", GESTES.values(), ids=GESTES)
def test_a_gesture_undone_leaves_the_board_as_it_was(
    geste: Callable[[Monde, Plateau], object], monde: Monde, plateau: Plateau
) -> None:
    before = picture(monde)
    geste(monde, plateau)
    done = last(monde)
    assert picture(monde) != before
    take_back(monde, done)
    assert picture(monde) == before
    # Said twice, it is undone once.
    events = last(monde)
    take_back(monde, done)
    assert (picture(monde), last(monde)) == (before, events)
    undone = db.session.get_one(Evenement, events)
    assert undone.details["annule"] == done


def test_a_word_shown_again_goes_back_with_what_was_said_of_it(
    monde: Monde, plateau: Plateau
) -> None:
    refuse(monde, plateau[0][4], "Nomme une voisine")
    before = picture(monde)
    publish_contribution(par=monde.bruno, contribution_id=plateau[0][4], version=None)
    take_back(monde)
    assert picture(monde) == before


def test_gestures_are_undone_one_after_the_other(monde: Monde, plateau: Plateau) -> None:
    cards, bus, bancs = plateau
    pictures, numeros = [picture(monde)], []
    for card, group in ((cards[4], bus), (cards[4], bancs), (cards[4], None), (cards[0], bancs)):
        move(monde, card, group)
        pictures.append(picture(monde))
        numeros.append(last(monde))
    for numero, before in zip(reversed(numeros), reversed(pictures[:-1]), strict=True):
        take_back(monde, numero)
        assert picture(monde) == before


def test_an_older_gesture_on_another_card_can_be_undone_first(
    monde: Monde, plateau: Plateau
) -> None:
    cards, bus, _bancs = plateau
    move(monde, cards[3], bus)
    first = last(monde)
    move(monde, cards[4], bus)
    take_back(monde, first)
    assert picture(monde)["groupes"] == [
        ("Bus", "", [cards[0], cards[1], cards[4]]),
        ("Bancs", "", [cards[2]]),
    ]


def test_a_card_that_somebody_moved_on_is_refused_with_who(monde: Monde, plateau: Plateau) -> None:
    cards, bus, bancs = plateau
    move(monde, cards[4], bus)
    mine = last(monde)
    move(monde, cards[4], bancs, par=monde.chloe)
    before = picture(monde)
    with pytest.raises(Stale) as caught:
        take_back(monde, mine)
    assert caught.value.code == "deja_change"
    assert caught.value.details["qui"]
    assert caught.value.details["nature"] == "ContributionMoved"
    assert picture(monde) == before


def test_a_group_that_has_filled_since_is_not_unmade(monde: Monde, plateau: Plateau) -> None:
    cards, _bus, _bancs = plateau
    made = create_regroupement(
        par=monde.bruno, question_id=monde.question, titre="Neuf", contributions=[cards[3]]
    )
    mine = last(monde)
    move(monde, cards[4], made, par=monde.chloe)
    with pytest.raises(RuleBroken, match="groupe_rempli"):
        take_back(monde, mine)


def test_the_group_that_a_card_came_from_may_be_gone(monde: Monde, plateau: Plateau) -> None:
    cards, bus, bancs = plateau
    move(monde, cards[2], bus)
    mine = last(monde)
    close_regroupement(par=monde.chloe, regroupement_id=bancs, version=None)
    with pytest.raises(RuleBroken, match="regroupement_defait"):
        take_back(monde, mine)


def test_an_erased_word_comes_back_by_no_undo(monde: Monde, plateau: Plateau) -> None:
    move(monde, plateau[0][4], plateau[1])
    mine = last(monde)
    erase_contribution(par=monde.chloe, contribution_id=plateau[0][4], motif="demande")
    with pytest.raises(Stale, match="deja_change"):
        take_back(monde, mine)
    db.session.rollback()
    assert db.session.get_one(Contribution, plateau[0][4]).statut is Statut.RETIREE


def test_nobody_undoes_another_s_gesture_nor_one_that_has_no_return(
    monde: Monde, plateau: Plateau
) -> None:
    move(monde, plateau[0][4], plateau[1])
    mine = last(monde)
    with pytest.raises(RuleBroken, match="geste_d_un_autre"):
        take_back(monde, mine, par=monde.chloe)
    for stranger in (monde.ana, monde.dan):
        with pytest.raises(NotAllowed):
            take_back(monde, mine, par=stranger)
    posted = db.session.scalars(
        select(Evenement.numero).where(Evenement.nature == "ContributionPosted")
    ).first()
    with pytest.raises(RuleBroken, match="geste_sans_retour"):
        take_back(monde, posted)
    with pytest.raises(Missing):
        take_back(monde, 10**6)
    take_back(monde, mine)
    with pytest.raises(RuleBroken, match="geste_sans_retour"):
        take_back(monde)  # the undo itself


def test_a_merge_keeps_every_card_and_says_where_the_group_went(
    monde: Monde, plateau: Plateau
) -> None:
    cards, bus, bancs = plateau
    assert merge_regroupements(par=monde.bruno, regroupement_id=bus, dans=bancs, version=1) == bancs
    assert picture(monde)["groupes"] == [("Bancs", "", [cards[2], cards[0], cards[1]])]
    gone = db.session.get_one(Regroupement, bus)
    assert (gone.fusionne_dans, gone.titre, gone.ferme_le is None) == (bancs, "Bus", False)
    events = last(monde)
    merge_regroupements(par=monde.bruno, regroupement_id=bus, dans=bancs, version=1)
    assert last(monde) == events


def test_a_merge_with_itself_or_on_an_old_view_changes_nothing(
    monde: Monde, plateau: Plateau
) -> None:
    _cards, bus, bancs = plateau
    before = picture(monde)
    with pytest.raises(RuleBroken, match="fusion_avec_soi"):
        merge_regroupements(par=monde.bruno, regroupement_id=bus, dans=bus, version=1)
    with pytest.raises(Stale, match="regroupement_modifie"):
        merge_regroupements(par=monde.bruno, regroupement_id=bus, dans=bancs, version=7)
    with pytest.raises(Stale, match="regroupement_modifie"):
        merge_regroupements(
            par=monde.bruno, regroupement_id=bus, dans=bancs, version=1, version_dans=7
        )
    with pytest.raises(NotAllowed):
        merge_regroupements(par=monde.ana, regroupement_id=bus, dans=bancs, version=1)
    assert picture(monde) == before
    close_regroupement(par=monde.chloe, regroupement_id=bancs, version=None)
    with pytest.raises(RuleBroken, match="regroupement_defait"):
        merge_regroupements(par=monde.bruno, regroupement_id=bus, dans=bancs, version=1)


def test_of_several_cards_one_that_moved_on_stops_them_all(monde: Monde, plateau: Plateau) -> None:
    cards, bus, bancs = plateau
    shown = dict.fromkeys([cards[3], cards[4]], 1)
    move(monde, cards[4], bus, par=monde.chloe)
    before = picture(monde)
    with pytest.raises(Stale, match="lot_change") as caught:
        move_contributions(
            par=monde.bruno, seance_id=monde.seance, cartes=shown, regroupement_id=bancs
        )
    assert caught.value.details["cartes"] == [cards[4]]
    assert caught.value.details["nombre"] == 1
    with pytest.raises(Stale, match="lot_change"):
        chill_contributions(par=monde.bruno, seance_id=monde.seance, cartes=shown)
    assert picture(monde) == before


def test_a_selection_sent_twice_moves_once(monde: Monde, plateau: Plateau) -> None:
    cards, bus, _bancs = plateau
    asked = {"seance_id": monde.seance, "cartes": dict.fromkeys(cards[2:], 1)}
    asked["cartes"][cards[2]] = 2
    assert move_contributions(par=monde.bruno, regroupement_id=bus, **asked) == 3
    events = last(monde)
    assert move_contributions(par=monde.bruno, regroupement_id=bus, **asked) == 0
    assert last(monde) == events


def test_a_selection_has_a_bound_one_question_and_one_board(monde: Monde, plateau: Plateau) -> None:
    cards, bus, _bancs = plateau
    many = {str(n): 1 for n in range(LOT_MAX + 1)}
    with pytest.raises(RuleBroken, match="lot_trop_grand"):
        chill_contributions(par=monde.bruno, seance_id=monde.seance, cartes=many)
    elsewhere = factories.make_question(monde.seance, "Autre")
    other = factories.post(monde.ana, elsewhere, "Autre idée").id
    with pytest.raises(RuleBroken, match="autre_question"):
        move_contributions(
            par=monde.bruno,
            seance_id=monde.seance,
            cartes={cards[4]: None, other: None},
            regroupement_id=bus,
        )
    with pytest.raises(NotAllowed):
        move_contributions(
            par=monde.ana, seance_id=monde.seance, cartes={cards[4]: None}, regroupement_id=bus
        )
