"""Who works on a démarche: invited by a link, given a role, revoked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Genre, Identite, fresh
from cafe.access.jetons import hash_jeton, new_jeton
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.comptes import clean_email, insert_compte
from cafe.actions.core import Missing, NotAllowed, RuleBroken, action, found, record, require
from cafe.models import Compte, Demarche, Invitation, Membre, Role

DUREE_INVITATION = timedelta(days=7)


@dataclass(frozen=True)
class NouveauCompte:
    """What an invited person gives when they have no account yet."""

    nom: str
    password_hash: str


@action
def invite_membre(
    session: Session, *, par: Identite, demarche_id: str, email: str, role: Role
) -> str:
    """Make a single-use link, valid seven days; returns its secret, shown once.

    Who: chef de projet. Event: MembreInvited.
    """
    found(session, Demarche, demarche_id)
    who = require(session, par, Pouvoir.INVITER, Lieu(demarche_id))
    now = clock.now()
    jeton = new_jeton()
    invitation = Invitation(
        demarche_id=demarche_id,
        email=clean_email(email),
        role=role,
        jeton_hash=hash_jeton(jeton),
        le=now,
        par=who.id or "",
        expire_le=now + DUREE_INVITATION,
    )
    session.add(invitation)
    session.flush()
    record(
        session,
        "MembreInvited",
        par=who,
        demarche_id=demarche_id,
        objets=[("invitation", invitation.id)],
        details={"role": role.value},
    )
    return jeton


@action
def cancel_invitation(session: Session, *, par: Identite, invitation_id: str) -> None:
    """Make a link useless before it is used. Who: chef de projet. Event: InvitationCancelled."""
    invitation = found(session, Invitation, invitation_id, lock=True)
    who = require(session, par, Pouvoir.INVITER, Lieu(invitation.demarche_id))
    if invitation.acceptee_le is not None:
        raise RuleBroken("invitation_utilisee")
    if invitation.annulee_le is not None:
        return
    invitation.annulee_le = clock.now()
    record(
        session,
        "InvitationCancelled",
        par=who,
        demarche_id=invitation.demarche_id,
        objets=[("invitation", invitation.id)],
    )


@action
def accept_invitation(
    session: Session, *, par: Identite, jeton: str, nouveau: NouveauCompte | None
) -> str:
    """Use the link: its address gets the role, and an account if it had none.

    Who: the holder of the link, signed in as its address when that address already has
    an account (a link alone must not open someone's account). Returns the account's id.
    A role held before ends; the last chef de projet cannot leave theirs that way.
    Event: MembreJoined.
    """
    invitation = session.scalar(
        select(Invitation).where(Invitation.jeton_hash == hash_jeton(jeton)).with_for_update()
    )
    now = clock.now()
    if invitation is None or not invitation.is_open(now):
        raise Missing("lien_perime")
    compte = session.scalar(select(Compte).where(Compte.email == invitation.email))
    if compte is not None:
        who = fresh(session, par)
        if who.genre is not Genre.COMPTE or who.id != compte.id:
            raise NotAllowed("connexion_requise")
    elif nouveau is None:
        raise RuleBroken("mot_de_passe_absent", champ="mot_de_passe")
    else:
        compte = insert_compte(
            session,
            email=invitation.email,
            nom=nouveau.nom,
            password_hash=nouveau.password_hash,
        )
    _end_role(session, str(compte.id), invitation)
    membre = Membre(
        compte_id=str(compte.id),
        demarche_id=invitation.demarche_id,
        role=invitation.role,
        le=now,
        par=invitation.par,
    )
    session.add(membre)
    invitation.acceptee_le = now
    session.flush()
    record(
        session,
        "MembreJoined",
        par=Identite(Genre.COMPTE, id=str(compte.id)),
        demarche_id=invitation.demarche_id,
        objets=[("membre", membre.id), ("compte", str(compte.id))],
        details={"role": invitation.role.value},
    )
    return str(compte.id)


def _end_role(session: Session, compte_id: str, invitation: Invitation) -> None:
    """Close the role held before, kept with its dates."""
    before = session.scalar(
        select(Membre).where(
            Membre.compte_id == compte_id,
            Membre.demarche_id == invitation.demarche_id,
            Membre.fin_le.is_(None),
        )
    )
    if before is None:
        return
    if invitation.role is not Role.CHEF_DE_PROJET:
        _keep_a_lead(session, before)
    before.fin_le = clock.now()
    session.flush()


@action
def revoke_membre(session: Session, *, par: Identite, membre_id: str) -> None:
    """End a role now; open screens of that person are sent out of their rooms.

    Who: chef de projet, but not the last one on themselves. Event: MembreRevoked.
    """
    membre = found(session, Membre, membre_id)
    who = require(session, par, Pouvoir.INVITER, Lieu(membre.demarche_id))
    _keep_a_lead(session, membre)
    session.refresh(membre, with_for_update=True)
    if membre.fin_le is not None:
        return
    membre.fin_le = clock.now()
    record(
        session,
        "MembreRevoked",
        par=who,
        demarche_id=membre.demarche_id,
        objets=[("membre", membre.id), ("compte", membre.compte_id)],
    )


def _keep_a_lead(session: Session, leaving: Membre) -> None:
    """Refuse to leave a démarche without a chef de projet. Raises ``dernier_chef``.

    Locks every lead of the démarche, so that two of them cannot end each other's role.
    """
    if leaving.role is not Role.CHEF_DE_PROJET or leaving.fin_le is not None:
        return
    leads = session.scalars(
        select(Membre.id)
        .where(
            Membre.demarche_id == leaving.demarche_id,
            Membre.role == Role.CHEF_DE_PROJET,
            Membre.fin_le.is_(None),
        )
        .order_by(Membre.id)
        .with_for_update()
    )
    if not set(leads) - {leaving.id}:
        raise RuleBroken("dernier_chef")
