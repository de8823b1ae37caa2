"""Inviting and revoking: a link serves once, opens no account, and a démarche keeps a lead."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from cafe import clock
from cafe.access.identity import INCONNU, Identite
from cafe.actions.core import Missing, NotAllowed, Refusal, RuleBroken
from cafe.actions.membres import (
    DUREE_INVITATION,
    NouveauCompte,
    accept_invitation,
    cancel_invitation,
    invite_membre,
    revoke_membre,
)
from cafe.extensions import db
from cafe.models import Compte, Invitation, Membre, Role
from cafe.models.compte import membres_of
from tests import factories
from tests.conftest import Monde

ELISE = NouveauCompte(nom="Élise", password_hash="haché")


def invite(
    monde: Monde, email: str = "elise@exemple.fr", role: Role = Role.ANIMATEUR
) -> tuple[str, str]:
    """The secret of a new link, and the id of its invitation."""
    jeton = invite_membre(par=monde.chloe, demarche_id=monde.demarche, email=email, role=role)
    db.session.rollback()
    row = db.session.scalars(select(Invitation).order_by(Invitation.le.desc())).first()
    assert row is not None
    return jeton, row.id


def roles(monde: Monde) -> dict[str, Role]:
    db.session.rollback()
    return {m.compte.email: m.role for m in membres_of(db.session(), monde.demarche)}


def membre_id(monde: Monde, par: Identite) -> str:
    db.session.rollback()
    found = next(m for m in membres_of(db.session(), monde.demarche) if m.compte_id == par.id)
    return found.id


def count_comptes() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Compte)) or 0


def test_a_link_makes_an_account_and_gives_its_role(monde: Monde) -> None:
    jeton, _ = invite(monde, "  Elise@Exemple.FR ")
    accept_invitation(par=INCONNU, jeton=jeton, nouveau=ELISE)
    assert roles(monde)["elise@exemple.fr"] is Role.ANIMATEUR


def test_a_link_serves_once(monde: Monde) -> None:
    jeton, _ = invite(monde)
    accept_invitation(par=INCONNU, jeton=jeton, nouveau=ELISE)
    before = count_comptes()
    with pytest.raises(Missing):
        accept_invitation(par=INCONNU, jeton=jeton, nouveau=ELISE)
    assert count_comptes() == before


def test_a_link_alone_never_opens_someones_account(monde: Monde) -> None:
    factories.make_compte("Elise")
    jeton, _ = invite(monde)
    for holder in (INCONNU, monde.ana, monde.dan):
        with pytest.raises(NotAllowed) as caught:
            accept_invitation(par=holder, jeton=jeton, nouveau=ELISE)
        assert caught.value.code == "connexion_requise"
    db.session.rollback()
    elise = db.session.scalars(select(Compte).where(Compte.email == "elise@exemple.fr")).one()
    assert elise.password != ELISE.password_hash
    assert "elise@exemple.fr" not in roles(monde)


def test_someone_with_an_account_joins_once_signed_in(monde: Monde) -> None:
    jeton, _ = invite(monde, "dan@exemple.fr", Role.LECTEUR)
    accept_invitation(par=monde.dan, jeton=jeton, nouveau=None)
    assert roles(monde)["dan@exemple.fr"] is Role.LECTEUR


def test_an_account_put_to_rest_joins_nothing(monde: Monde) -> None:
    def job(session: Any) -> None:
        session.get(Compte, monde.dan.id).active = False

    factories.build(job)
    jeton, _ = invite(monde, "dan@exemple.fr")
    with pytest.raises(NotAllowed):
        accept_invitation(par=monde.dan, jeton=jeton, nouveau=None)


def test_a_new_role_replaces_the_former_one_which_keeps_its_dates(monde: Monde) -> None:
    jeton, _ = invite(monde, "bruno@exemple.fr", Role.RAPPORTEUR)
    accept_invitation(par=monde.bruno, jeton=jeton, nouveau=None)
    assert roles(monde)["bruno@exemple.fr"] is Role.RAPPORTEUR
    held = db.session.scalars(select(Membre).where(Membre.compte_id == monde.bruno.id)).all()
    assert sorted((m.role, m.fin_le is None) for m in held) == [
        (Role.ANIMATEUR, False),
        (Role.RAPPORTEUR, True),
    ]


def test_nobody_joins_without_choosing_a_password(monde: Monde) -> None:
    jeton, _ = invite(monde)
    with pytest.raises(RuleBroken) as caught:
        accept_invitation(par=INCONNU, jeton=jeton, nouveau=None)
    assert caught.value.code == "mot_de_passe_absent"
    accept_invitation(par=INCONNU, jeton=jeton, nouveau=ELISE)


def test_an_expired_link_is_dead(monde: Monde) -> None:
    jeton, _ = invite(monde)
    later = clock.now() + DUREE_INVITATION
    clock.set_clock(lambda: later)
    with pytest.raises(Missing):
        accept_invitation(par=INCONNU, jeton=jeton, nouveau=ELISE)


def test_a_cancelled_link_is_dead_and_cancelling_twice_is_harmless(monde: Monde) -> None:
    jeton, invitation = invite(monde)
    for _ in range(2):
        cancel_invitation(par=monde.chloe, invitation_id=invitation)
    with pytest.raises(Missing):
        accept_invitation(par=INCONNU, jeton=jeton, nouveau=ELISE)


def test_an_invitation_already_accepted_can_no_longer_be_cancelled(monde: Monde) -> None:
    jeton, invitation = invite(monde)
    accept_invitation(par=INCONNU, jeton=jeton, nouveau=ELISE)
    with pytest.raises(RuleBroken) as caught:
        cancel_invitation(par=monde.chloe, invitation_id=invitation)
    assert caught.value.code == "invitation_utilisee"


@pytest.mark.parametrize(
    "typed", ["elise", "@exemple.fr", "elise@", "é lise@x.fr", "a@b@c.fr", "a@b\tc"]
)
def test_an_address_that_is_not_one_is_refused(monde: Monde, typed: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        invite(monde, typed)
    assert (caught.value.code, caught.value.champ) == ("email_invalide", "email")


def test_only_the_lead_of_this_demarche_invites_cancels_and_revokes(monde: Monde) -> None:
    _, invitation = invite(monde)
    bruno = membre_id(monde, monde.bruno)
    for outsider in (monde.bruno, monde.dan, monde.ana, INCONNU):
        with pytest.raises(NotAllowed):
            invite_membre(
                par=outsider, demarche_id=monde.demarche, email="x@y.fr", role=Role.LECTEUR
            )
        with pytest.raises(NotAllowed):
            cancel_invitation(par=outsider, invitation_id=invitation)
        with pytest.raises(NotAllowed):
            revoke_membre(par=outsider, membre_id=bruno)


def test_a_revoked_member_writes_no_more(monde: Monde) -> None:
    from cafe.actions.mur import set_mur
    from cafe.models import Mur

    revoke_membre(par=monde.chloe, membre_id=membre_id(monde, monde.bruno))
    assert "bruno@exemple.fr" not in roles(monde)
    with pytest.raises(NotAllowed):
        set_mur(par=monde.bruno, seance_id=monde.seance, mur=Mur.MASQUE)


def test_the_last_lead_cannot_leave_by_either_door(monde: Monde) -> None:
    with pytest.raises(Refusal) as revoked:
        revoke_membre(par=monde.chloe, membre_id=membre_id(monde, monde.chloe))
    jeton, _ = invite(monde, "chloe@exemple.fr", Role.LECTEUR)
    with pytest.raises(Refusal) as replaced:
        accept_invitation(par=monde.chloe, jeton=jeton, nouveau=None)
    assert revoked.value.code == replaced.value.code == "dernier_chef"
    assert roles(monde)["chloe@exemple.fr"] is Role.CHEF_DE_PROJET


def test_a_lead_may_leave_once_there_is_another(monde: Monde) -> None:
    jeton, _ = invite(monde, "bruno@exemple.fr", Role.CHEF_DE_PROJET)
    accept_invitation(par=monde.bruno, jeton=jeton, nouveau=None)
    revoke_membre(par=monde.chloe, membre_id=membre_id(monde, monde.chloe))
    assert roles(monde) == {"bruno@exemple.fr": Role.CHEF_DE_PROJET}


def test_revoking_twice_keeps_the_first_date(monde: Monde) -> None:
    bruno = membre_id(monde, monde.bruno)
    revoke_membre(par=monde.chloe, membre_id=bruno)
    db.session.rollback()
    first = db.session.get_one(Membre, bruno).fin_le
    later = clock.now() + timedelta(hours=1)
    clock.set_clock(lambda: later)
    revoke_membre(par=monde.chloe, membre_id=bruno)
    db.session.rollback()
    assert db.session.get_one(Membre, bruno).fin_le == first
