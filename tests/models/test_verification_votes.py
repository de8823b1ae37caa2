"""The checker of the chain over votes by dots, given each fault it must see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from cafe import clock
from cafe.actions.gommettes import set_points
from cafe.actions.papier_scrutin import set_papier
from cafe.actions.scrutins import Bulletin, close_scrutin, create_scrutin, reveal_scrutin
from cafe.extensions import db
from cafe.models import (
    CibleScrutin,
    Gommette,
    PapierScrutin,
    Participant,
    RangScrutin,
    Scrutin,
    VisibiliteScrutin,
)
from cafe.models.scrutin_lecture import cards_of
from cafe.models.verification import check_chain
from cafe.models.verification_votes import VOTES
from tests import chaine, factories
from tests.conftest import Monde
from tests.votes import make_urne


@dataclass(frozen=True)
class Urne:
    """A vote that was held, one that was prepared only, and people and words of elsewhere."""

    tenu: str
    prepare: str
    carte: str
    seance: str
    ailleurs: str
    mot_ailleurs: str


@pytest.fixture
def urne(monde: Monde) -> Urne:
    """Three dots a person, two on a card; Ana gave all of hers."""
    made = make_urne(monde)
    for cle, points in zip(made.cles, (2, 1), strict=False):
        set_points(par=monde.ana, scrutin_id=made.scrutin, cible=cle, points=points)
    db.session.rollback()
    carte = cards_of(db.session(), made.scrutin)[0].id
    set_papier(par=monde.bruno, cible_id=carte, total=12)
    close_scrutin(par=monde.bruno, scrutin_id=made.scrutin, version=2)
    reveal_scrutin(par=monde.bruno, scrutin_id=made.scrutin, version=3)
    bulletin = Bulletin("Et ensuite ?", 1, 1, VisibiliteScrutin.CACHE, made.cles[:1])
    prepare = create_scrutin(par=monde.bruno, seance_id=monde.seance, bulletin=bulletin)
    (ailleurs,) = monde.dan.roles
    seance = factories.make_seance(ailleurs)
    (mot,) = chaine.make_words(seance, factories.make_question(seance), "Chez nous aussi")
    return Urne(made.scrutin, prepare, carte, monde.seance, seance, mot)


def no_card(session: Session, urne: Urne) -> None:
    bare = {"visibilite": VisibiliteScrutin.CACHE, "cree_le": clock.now()}
    session.add(Scrutin(seance_id=urne.seance, titre="Sans rien", points=1, par_carte=1, **bare))


def card_of_elsewhere(session: Session, urne: Urne) -> None:
    row = CibleScrutin(scrutin_id=urne.prepare, ordre=9, contribution_id=urne.mot_ailleurs)
    session.add(row)


def voter_of_elsewhere(session: Session, urne: Urne) -> None:
    there = session.query(Participant).filter_by(seance_id=urne.ailleurs).first()
    assert there is not None
    session.execute(update(Gommette).values(participant_id=there.id))


def lowered(**values: int) -> Callable[[Session, Urne], object]:
    """The limits of the vote that was held, written behind the actions' back."""
    return lambda session, urne: session.execute(
        update(Scrutin).where(Scrutin.id == urne.tenu).values(**values)
    )


OTHERS = "Vote qui permet d’autres gommettes que ses limites"
FAUTES: dict[str, Callable[[Session, Urne], object]] = {
    "Vote sans carte": no_card,
    "Carte d’un vote prise dans une autre rencontre": card_of_elsewhere,
    "Vote dont l’état et les heures se contredisent": lambda s, x: setattr(
        s.get_one(Scrutin, x.tenu), "clos_le", None
    ),
    OTHERS: lambda s, x: s.add(RangScrutin(scrutin_id=x.tenu, rang=4)),
    "Vote où une personne a donné trop de gommettes": lowered(points=2),
    "Vote où une personne a donné trop de gommettes à une carte": lowered(par_carte=1),
    "Gommette d’une personne d’une autre rencontre": voter_of_elsewhere,
    "Total de papier négatif, ou compté avant le vote": lambda s, x: s.add(
        PapierScrutin(cible_id=x.carte, total=-1, par="", le=clock.now())
    ),
}


def test_votes_made_by_actions_have_no_fault(urne: Urne) -> None:
    report = check_chain(db.session())
    assert report.fautes == ()
    assert (report.comptes["votes"], report.comptes["gommettes"]) == (2, 3)


def test_every_rule_of_votes_has_a_fault_to_see() -> None:
    assert set(FAUTES) == set(VOTES)


@pytest.mark.parametrize("sentence", FAUTES)
def test_a_planted_fault_of_a_vote_is_reported_and_nothing_else(sentence: str, urne: Urne) -> None:
    factories.build(lambda session: FAUTES[sentence](session, urne))
    said = {fault.partition(" : ")[0] for fault in check_chain(db.session()).fautes}
    # A person cannot give too much unless the limits themselves were changed.
    assert said - {OTHERS} == {sentence} - {OTHERS}
    assert OTHERS in said or "trop de gommettes" not in sentence


def test_paper_counted_before_a_vote_is_reported(urne: Urne) -> None:
    def plant(session: Session) -> None:
        (card,) = session.get_one(Scrutin, urne.prepare).cibles
        session.add(PapierScrutin(cible_id=card.id, total=1, par="", le=clock.now()))

    factories.build(plant)
    (fault,) = check_chain(db.session()).fautes
    assert "compté avant le vote" in fault
