"""Accounts: made on the command line or by an invitation; passwords arrive hashed."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Genre, Identite
from cafe.access.jetons import hash_jeton, new_jeton
from cafe.actions.core import Missing, NotAllowed, RuleBroken, action, record
from cafe.models import Compte, JetonReinitialisation
from cafe.models.base import new_id
from cafe.models.compte import compte_by_email

DUREE_LIEN = timedelta(hours=24)
LONGUEUR_MOT_DE_PASSE = 12


def clean_email(email: str) -> str:
    """The address in lower case. Raises ``email_invalide``."""
    kept = email.strip().lower()
    name, _, domain = kept.partition("@")
    if not name or not domain or "@" in domain or len(kept.split()) > 1 or len(kept) > 255:
        raise RuleBroken("email_invalide", champ="email")
    return kept


def insert_compte(
    session: Session, *, email: str, nom: str, password_hash: str, admin: bool = False
) -> Compte:
    """A new account, flushed. Raises ``compte_existe``."""
    address = clean_email(email)
    if compte_by_email(session, address) is not None:
        raise RuleBroken("compte_existe", champ="email")
    compte = Compte(
        email=address,
        nom=nom.strip()[:120],
        password=password_hash,
        est_admin=admin,
        cree_le=clock.now(),
    )
    session.add(compte)
    session.flush()
    return compte


@action
def create_compte(
    session: Session,
    *,
    par: Identite,
    email: str,
    nom: str,
    password_hash: str,
    admin: bool = False,
) -> str:
    """Make an account; returns its id. Who: the command line. Event: CompteCreated."""
    if par.genre is not Genre.SYSTEME:
        raise NotAllowed
    compte = insert_compte(session, email=email, nom=nom, password_hash=password_hash, admin=admin)
    record(session, "CompteCreated", par=par, demarche_id=None, objets=[("compte", str(compte.id))])
    return str(compte.id)


@action
def make_reset_link(session: Session, *, par: Identite, email: str) -> str:
    """A single-use secret, valid 24 h, that sets a new password; earlier ones die.

    Who: the command line (there is no mail server). Event: ResetLinkMade.
    """
    if par.genre is not Genre.SYSTEME:
        raise NotAllowed
    compte = compte_by_email(session, email)
    if compte is None:
        raise Missing("compte_inconnu")
    now = clock.now()
    session.execute(
        update(JetonReinitialisation)
        .where(
            JetonReinitialisation.compte_id == compte.id,
            JetonReinitialisation.utilise_le.is_(None),
        )
        .values(utilise_le=now)
    )
    jeton = new_jeton()
    session.add(
        JetonReinitialisation(
            compte_id=compte.id,
            jeton_hash=hash_jeton(jeton),
            le=now,
            expire_le=now + DUREE_LIEN,
        )
    )
    record(session, "ResetLinkMade", par=par, demarche_id=None, objets=[("compte", str(compte.id))])
    return jeton


@action
def set_password(session: Session, *, jeton: str, password_hash: str) -> str:
    """Use a reset link: the new hash is kept, every session of the account ends.

    Who: the holder of the link. Returns the account's id. Event: PasswordChanged.
    """
    link = session.scalar(
        select(JetonReinitialisation)
        .where(JetonReinitialisation.jeton_hash == hash_jeton(jeton))
        .with_for_update()
    )
    now = clock.now()
    if link is None or link.utilise_le is not None or now >= link.expire_le:
        raise Missing("lien_perime")
    link.utilise_le = now
    compte = session.get_one(Compte, link.compte_id)
    compte.password = password_hash
    compte.fs_uniquifier = new_id()
    record(
        session,
        "PasswordChanged",
        par=Identite(Genre.COMPTE, id=str(compte.id)),
        demarche_id=None,
        objets=[("compte", str(compte.id))],
    )
    return str(compte.id)
