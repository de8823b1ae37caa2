"""What was proposed, accepted or refused by a person: one gesture, one event, one step back."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import select

from cafe.actions.annulation import undo
from cafe.actions.core import NotAllowed, RuleBroken, Stale
from cafe.actions.lots import LOT_MAX
from cafe.actions.propositions import (
    Acceptee,
    Refusee,
    accept_propositions,
    refuse_propositions,
    restore_propositions,
)
from cafe.actions.regroupements import rename_regroupement
from cafe.extensions import db
from cafe.models import Evenement, GenreProposition
from cafe.models.evenement import last_numero
from cafe.models.proposition import refused_propositions
from tests import factories
from tests.actions.test_annulation import Plateau, move, picture
from tests.actions.test_annulation import plateau as plateau
from tests.conftest import Monde

PAIRE = Refusee(GenreProposition.DOUBLON, "a:b", ("a", "b"))


def accept(monde: Monde, *acceptees: Acceptee) -> int | None:
    return accept_propositions(par=monde.bruno, question_id=monde.question, acceptees=acceptees)


def as_they_are(*cards: str) -> dict[str, int | None]:
    return dict.fromkeys(cards)


def test_all_is_accepted_in_one_gesture_and_taken_back_in_one(
    monde: Monde, plateau: Plateau
) -> None:
    cards, bus, _ = plateau
    before = picture(monde)
    numero = accept(
        monde,
        Acceptee(as_they_are(cards[3]), "Vélos"),
        Acceptee(as_they_are(cards[4], cards[2]), "Arbres"),
        Acceptee(as_they_are(cards[4]), dans=bus),
    )
    assert picture(monde)["groupes"] == [
        ("Bus", "", cards[:2]),
        ("Bancs", "", []),
        ("Vélos", "", [cards[3]]),
        ("Arbres", "", [cards[4], cards[2]]),
    ]
    assert numero == last_numero(db.session())
    assert undo(par=monde.bruno, seance_id=monde.seance, numero=numero) == "PropositionsAccepted"
    assert picture(monde) == before


def test_a_card_that_moved_meanwhile_refuses_them_all_with_who(
    monde: Monde, plateau: Plateau
) -> None:
    cards, _, bancs = plateau
    move(monde, cards[3], bancs)
    before = picture(monde)
    with pytest.raises(Stale) as stale:
        accept(
            monde,
            Acceptee({cards[4]: 1}, "Vélos"),
            Acceptee({cards[3]: 1}, "Arbres"),
        )
    assert (stale.value.code, stale.value.details["qui"]) == ("lot_change", "Bruno")
    assert picture(monde) == before


def test_the_same_press_twice_makes_no_second_group(monde: Monde, plateau: Plateau) -> None:
    cards, *_ = plateau
    once = Acceptee({cards[3]: 1}, "Vélos", regroupement_id=str(uuid.uuid4()))
    assert accept(monde, once) is not None
    before = picture(monde)
    assert accept(monde, once) is None
    assert picture(monde) == before


def test_a_group_renamed_since_is_not_taken_back(monde: Monde, plateau: Plateau) -> None:
    cards, *_ = plateau
    group = str(uuid.uuid4())
    numero = accept(monde, Acceptee({cards[3]: 1}, "Vélos", regroupement_id=group))
    rename_regroupement(
        par=monde.chloe, regroupement_id=group, titre="À vélo", resume="", version=1
    )
    assert numero is not None
    with pytest.raises(Stale) as stale:
        undo(par=monde.bruno, seance_id=monde.seance, numero=numero)
    assert (stale.value.code, stale.value.details["qui"]) == ("deja_change", "Chloe")


def test_a_group_that_others_have_filled_stays(monde: Monde, plateau: Plateau) -> None:
    cards, *_ = plateau
    group = str(uuid.uuid4())
    numero = accept(monde, Acceptee({cards[3]: 1}, "Vélos", regroupement_id=group))
    move(monde, cards[4], group)
    assert numero is not None
    with pytest.raises(RuleBroken, match="groupe_rempli"):
        undo(par=monde.bruno, seance_id=monde.seance, numero=numero)


def test_only_words_shown_on_that_question_are_put_together(monde: Monde) -> None:
    elsewhere = factories.make_question(monde.seance, "Une autre")
    other = factories.post(monde.ana, elsewhere, "Ailleurs").id
    with pytest.raises(RuleBroken, match="autre_question"):
        accept(monde, Acceptee(as_they_are(other), "Groupe"))
    too_many = {str(n): None for n in range(LOT_MAX + 1)}
    with pytest.raises(RuleBroken, match="lot_trop_grand"):
        accept(monde, Acceptee(too_many, "Groupe"))


def test_what_is_refused_stays_so_until_somebody_wants_it_back(monde: Monde) -> None:
    asked = {"par": monde.bruno, "seance_id": monde.seance}
    assert refuse_propositions(**asked, refusees=[PAIRE]) == 1
    assert refuse_propositions(**asked, refusees=[PAIRE]) == 0
    db.session.rollback()
    (row,) = refused_propositions(db.session(), monde.seance)
    assert (row.cle, row.cartes) == ("a:b", ["a", "b"])
    assert restore_propositions(**asked, refusees=[PAIRE]) == 1
    assert restore_propositions(**asked, refusees=[PAIRE]) == 0
    db.session.rollback()
    assert refused_propositions(db.session(), monde.seance) == []
    natures = db.session.scalars(select(Evenement.nature).order_by(Evenement.numero)).all()
    assert natures[-2:] == ["PropositionsRefused", "PropositionsRestored"]


def test_only_those_who_facilitate_accept_or_refuse(monde: Monde, plateau: Plateau) -> None:
    cards, *_ = plateau
    for qui in (monde.ana, monde.dan):
        with pytest.raises(NotAllowed):
            accept_propositions(
                par=qui,
                question_id=monde.question,
                acceptees=[Acceptee({cards[3]: 1}, "Vélos")],
            )
        with pytest.raises(NotAllowed):
            refuse_propositions(par=qui, seance_id=monde.seance, refusees=[PAIRE])
        with pytest.raises(NotAllowed):
            restore_propositions(par=qui, seance_id=monde.seance, refusees=[PAIRE])
