"""Accounts: made and mended from the command line only, by links that serve once."""

from __future__ import annotations

import pytest

from cafe import clock
from cafe.access.identity import SYSTEME
from cafe.actions.comptes import DUREE_LIEN, create_compte, make_reset_link, set_password
from cafe.actions.core import Missing, NotAllowed, RuleBroken
from cafe.extensions import db
from cafe.models import Compte
from tests.conftest import Monde


def chloe(monde: Monde) -> Compte:
    db.session.rollback()
    return db.session.get_one(Compte, monde.chloe.id)


def test_the_command_line_makes_accounts_and_nobody_else(monde: Monde) -> None:
    with pytest.raises(NotAllowed):
        create_compte(par=monde.chloe, email="x@exemple.fr", nom="X", password_hash="h")
    made = create_compte(
        par=SYSTEME, email=" Farid@Exemple.fr ", nom=" Farid ", password_hash="h", admin=True
    )
    db.session.rollback()
    row = db.session.get_one(Compte, made)
    assert (row.email, row.nom, row.est_admin) == ("farid@exemple.fr", "Farid", True)


def test_an_address_has_one_account_however_it_is_capitalised(monde: Monde) -> None:
    with pytest.raises(RuleBroken) as caught:
        create_compte(par=SYSTEME, email="CHLOE@exemple.fr", nom="", password_hash="h")
    assert caught.value.code == "compte_existe"


def test_a_reset_link_serves_once_and_ends_every_session(monde: Monde) -> None:
    before = chloe(monde).fs_uniquifier
    jeton = make_reset_link(par=SYSTEME, email="Chloe@exemple.fr")
    assert set_password(jeton=jeton, password_hash="neuf") == monde.chloe.id
    row = chloe(monde)
    assert row.password == "neuf"
    assert row.fs_uniquifier != before
    with pytest.raises(Missing):
        set_password(jeton=jeton, password_hash="encore")
    assert chloe(monde).password == "neuf"


def test_a_new_link_kills_the_one_before(monde: Monde) -> None:
    first = make_reset_link(par=SYSTEME, email="chloe@exemple.fr")
    make_reset_link(par=SYSTEME, email="chloe@exemple.fr")
    with pytest.raises(Missing):
        set_password(jeton=first, password_hash="neuf")


def test_a_reset_link_expires(monde: Monde) -> None:
    jeton = make_reset_link(par=SYSTEME, email="chloe@exemple.fr")
    later = clock.now() + DUREE_LIEN
    clock.set_clock(lambda: later)
    with pytest.raises(Missing):
        set_password(jeton=jeton, password_hash="neuf")


def test_a_link_is_made_on_the_command_line_for_a_known_address(monde: Monde) -> None:
    with pytest.raises(NotAllowed):
        make_reset_link(par=monde.chloe, email="bruno@exemple.fr")
    with pytest.raises(Missing):
        make_reset_link(par=SYSTEME, email="personne@exemple.fr")
