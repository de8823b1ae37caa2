"""Paper dots: a total per card that may be put right, and photos that may be taken away."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from cafe.actions.conduite import set_phase
from cafe.actions.core import NotAllowed, RuleBroken
from cafe.actions.depot import PieceJointe
from cafe.actions.gommettes import set_points
from cafe.actions.papier_scrutin import add_photo_scrutin, remove_photo_scrutin, set_papier
from cafe.actions.scrutins import close_scrutin
from cafe.extensions import db
from cafe.models import Evenement, GenreMedia, PapierScrutin, Phase, Scrutin
from cafe.models.question_dite import file_ids
from cafe.models.scrutin_lecture import Resultat, cards_of, photos_of, result_of
from tests.conftest import Monde
from tests.votes import Urne, make_urne

PHOTO = PieceJointe("p" * 36, GenreMedia.PHOTO, "image/jpeg", 10, "e" * 64, 4, 3)


def result(urne: Urne) -> Resultat:
    db.session.rollback()
    return result_of(db.session(), db.session.get_one(Scrutin, urne.scrutin))


def card(urne: Urne, rang: int = 0) -> str:
    db.session.rollback()
    return cards_of(db.session(), urne.scrutin)[rang].id


def test_phone_and_paper_stand_side_by_side(monde: Monde) -> None:
    urne = make_urne(monde)
    set_points(par=monde.ana, scrutin_id=urne.scrutin, cible=urne.cles[0], points=2)
    set_papier(par=monde.bruno, cible_id=card(urne), total=61)
    close_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=2, presents=104)
    found = result(urne)
    first = found.totaux[0]
    assert (first.telephone, first.papier, first.points) == (2, 61, 63)
    assert (found.votants, found.presents, found.papier, found.points) == (1, 104, 61, 63)
    assert found.classement()[0].carte.cle == urne.cles[0]


def test_the_last_count_is_the_one_that_counts_and_earlier_ones_are_kept(monde: Monde) -> None:
    urne = make_urne(monde)
    for total in (61, 16, 16):
        set_papier(par=monde.bruno, cible_id=card(urne), total=total)
    assert result(urne).papier == 16
    assert db.session.scalar(select(func.count()).select_from(PapierScrutin)) == 2
    counted = select(func.count()).where(Evenement.nature == "PapierCounted")
    assert db.session.scalar(counted) == 2


@pytest.mark.parametrize("total", [-1, 10_000])
def test_an_impossible_count_is_named_by_its_field(monde: Monde, total: int) -> None:
    urne = make_urne(monde)
    with pytest.raises(RuleBroken) as refused:
        set_papier(par=monde.bruno, cible_id=card(urne), total=total)
    assert refused.value.code == "papier_invalide"
    assert refused.value.champ == f"papier-{card(urne)}"


def test_paper_is_counted_from_the_opening_until_the_account_has_left(monde: Monde) -> None:
    urne = make_urne(monde, ouvert=False)
    with pytest.raises(RuleBroken, match="vote_pas_en_cours"):
        set_papier(par=monde.bruno, cible_id=card(urne), total=1)
    other = make_urne(monde)
    close_scrutin(par=monde.bruno, scrutin_id=other.scrutin, version=2)
    for phase in (Phase.TERMINEE, Phase.CLOSE):
        set_papier(par=monde.bruno, cible_id=card(other), total=2)
        set_phase(par=monde.chloe, seance_id=monde.seance, phase=phase)
    with pytest.raises(RuleBroken, match="rencontre_close"):
        set_papier(par=monde.bruno, cible_id=card(other), total=3)


def test_a_photo_is_kept_with_the_vote_and_can_be_taken_away(monde: Monde) -> None:
    urne = make_urne(monde)
    kept = add_photo_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, photo=PHOTO)
    db.session.rollback()
    assert [photo.id for photo in photos_of(db.session(), urne.scrutin)] == [kept]
    assert kept in file_ids(db.session())
    for _ in range(2):
        remove_photo_scrutin(par=monde.bruno, photo_id=kept)
    db.session.rollback()
    assert photos_of(db.session(), urne.scrutin) == []
    assert kept not in file_ids(db.session())
    removed = select(func.count()).where(Evenement.nature == "PhotoScrutinRemoved")
    assert db.session.scalar(removed) == 1


def test_only_those_who_facilitate_count_the_paper(monde: Monde) -> None:
    urne = make_urne(monde)
    for outsider in (monde.ana, monde.dan):
        with pytest.raises(NotAllowed):
            set_papier(par=outsider, cible_id=card(urne), total=1)
        with pytest.raises(NotAllowed):
            add_photo_scrutin(par=outsider, scrutin_id=urne.scrutin, photo=PHOTO)
