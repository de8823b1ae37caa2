"""Paired devices: a link pairs once, for one séance, for a few hours, until it is revoked."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from cafe import clock
from cafe.access.identity import INCONNU, Genre, Identite, fresh, identite_of_acces
from cafe.access.jetons import hash_jeton
from cafe.access.permits import Lieu, Pouvoir, permits
from cafe.actions.acces import DUREE_ACCES, create_acces, pair_acces, revoke_acces
from cafe.actions.core import Missing, NotAllowed, RuleBroken
from cafe.extensions import db
from cafe.models import Acces, RoleAcces, Seance, Tablee
from tests import factories
from tests.conftest import Monde


@pytest.fixture
def table(monde: Monde) -> str:
    def job(session: object) -> str:
        row = Tablee(seance_id=monde.seance, numero=3)
        session.add(row)  # type: ignore[attr-defined]
        session.flush()  # type: ignore[attr-defined]
        return row.id

    return factories.build(job)


def link(monde: Monde, role: RoleAcces = RoleAcces.TABLETTE, tablee: str | None = None) -> str:
    return create_acces(par=monde.bruno, seance_id=monde.seance, role=role, tablee_id=tablee)


def device(secret: str) -> Identite:
    """Whoever carries that secret in a cookie, with the rights of this moment."""
    db.session.rollback()
    row = db.session.scalar(select(Acces).where(Acces.appareil_hash == hash_jeton(secret)))
    return fresh(db.session(), identite_of_acces(row)) if row else INCONNU


def test_the_first_device_is_paired_and_the_link_dies(monde: Monde) -> None:
    jeton = link(monde)
    paired = pair_acces(jeton=jeton)
    assert (paired.role, paired.seance_id) == (RoleAcces.TABLETTE, monde.seance)
    with pytest.raises(Missing):
        pair_acces(jeton=jeton)
    assert device(paired.secret).genre is Genre.APPAREIL


def test_the_base_alone_opens_nothing(monde: Monde) -> None:
    jeton = link(monde)
    secret = pair_acces(jeton=jeton).secret
    db.session.rollback()
    row = db.session.scalars(select(Acces)).one()
    assert not {jeton, secret} & {row.jeton_hash, row.appareil_hash, row.libelle}


def test_a_link_left_unused_expires_and_so_does_a_device(monde: Monde) -> None:
    used, unused = link(monde), link(monde)
    secret = pair_acces(jeton=used).secret
    later = clock.now() + DUREE_ACCES
    clock.set_clock(lambda: later)
    with pytest.raises(Missing):
        pair_acces(jeton=unused)
    assert device(secret) is INCONNU


def test_a_revoked_device_is_out_at_once_and_a_revoked_link_never_pairs(monde: Monde) -> None:
    jeton = link(monde)
    secret = pair_acces(jeton=link(monde)).secret
    for row in db.session.scalars(select(Acces)).all():
        revoke_acces(par=monde.bruno, acces_id=row.id)
    assert device(secret) is INCONNU
    with pytest.raises(Missing):
        pair_acces(jeton=jeton)


def test_a_host_is_given_a_table_of_this_seance(monde: Monde, table: str) -> None:
    elsewhere = factories.make_seance(monde.demarche)
    for wrong in (None, "nulle-part"):
        with pytest.raises(RuleBroken) as caught:
            link(monde, RoleAcces.HOTE, wrong)
        assert (caught.value.code, caught.value.champ) == ("table_inconnue", "tablee")
    with pytest.raises(RuleBroken):
        create_acces(par=monde.bruno, seance_id=elsewhere, role=RoleAcces.HOTE, tablee_id=table)
    host = device(pair_acces(jeton=link(monde, RoleAcces.HOTE, table)).secret)
    assert host.tablee_id == table


def test_a_device_works_in_its_seance_only(monde: Monde) -> None:
    tablet = device(pair_acces(jeton=link(monde)).secret)
    elsewhere = factories.make_seance(monde.demarche)
    assert permits(tablet, Pouvoir.ANIMER, Lieu(monde.demarche, monde.seance))
    assert not permits(tablet, Pouvoir.ANIMER, Lieu(monde.demarche, elsewhere))


def test_a_tablet_neither_multiplies_nor_prolongs_itself(monde: Monde) -> None:
    tablet = device(pair_acces(jeton=link(monde)).secret)
    with pytest.raises(NotAllowed):
        create_acces(par=tablet, seance_id=monde.seance, role=RoleAcces.TABLETTE)
    with pytest.raises(NotAllowed):
        revoke_acces(par=tablet, acces_id=tablet.id or "")


def test_only_those_who_run_the_seance_pair_and_revoke(monde: Monde) -> None:
    link(monde)
    acces = db.session.scalars(select(Acces.id)).one()
    for outsider in (monde.dan, monde.ana, INCONNU):
        with pytest.raises(NotAllowed):
            create_acces(par=outsider, seance_id=monde.seance, role=RoleAcces.ECRAN)
        with pytest.raises(NotAllowed):
            revoke_acces(par=outsider, acces_id=acces)
    with pytest.raises(Missing):
        create_acces(par=monde.bruno, seance_id="nulle-part", role=RoleAcces.ECRAN)


def test_an_unknown_link_pairs_nothing(monde: Monde) -> None:
    with pytest.raises(Missing):
        pair_acces(jeton="inventé")
    db.session.rollback()
    assert db.session.get(Seance, monde.seance) is not None
