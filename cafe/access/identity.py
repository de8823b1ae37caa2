"""Who is asking: one frozen value for a participant, a compte, a paired device, the system.

An ``Identite`` is a claim made when a request began. Actions read the rights again inside
their transaction (``fresh``), so that a role withdrawn a second ago no longer writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy.orm import Session

from cafe import clock
from cafe.models import Acces, Compte, Role, RoleAcces


class Genre(StrEnum):
    """The kinds of author; their values stand in ``Evenement.auteur_genre``."""

    INCONNU = "inconnu"
    PARTICIPANT = "participant"
    COMPTE = "compte"
    APPAREIL = "appareil"
    SYSTEME = "systeme"


_NO_ROLES: Mapping[str, Role] = MappingProxyType({})


@dataclass(frozen=True)
class Identite:
    """Who is asking. ``id`` is None for a stranger and for a participant not yet born."""

    genre: Genre
    id: str | None = None
    nom: str = ""
    admin: bool = False
    roles: Mapping[str, Role] = field(default_factory=lambda: _NO_ROLES)
    # A participant or a paired device belongs to one séance.
    seance_id: str | None = None
    tablee_id: str | None = None
    role_acces: RoleAcces | None = None
    # A participant's secret; never stored, never shown.
    jeton: str | None = field(default=None, repr=False)


INCONNU = Identite(Genre.INCONNU)
SYSTEME = Identite(Genre.SYSTEME)


def identite_of_compte(compte: Compte) -> Identite:
    """The identity of an account with its roles in force."""
    return Identite(
        Genre.COMPTE,
        id=compte.id,
        nom=compte.nom or compte.email,
        admin=compte.est_admin,
        roles=MappingProxyType(compte.open_roles()),
    )


def identite_of_acces(acces: Acces) -> Identite:
    """The identity of a paired device."""
    return Identite(
        Genre.APPAREIL,
        id=acces.id,
        nom=acces.libelle,
        seance_id=acces.seance_id,
        tablee_id=acces.tablee_id,
        role_acces=acces.role,
    )


def fresh(session: Session, par: Identite) -> Identite:
    """The same identity with the rights it has at this moment; INCONNU when it lost all."""
    if par.genre is Genre.COMPTE and par.id:
        compte = session.get(Compte, par.id, populate_existing=True)
        return identite_of_compte(compte) if compte and compte.active else INCONNU
    if par.genre is Genre.APPAREIL and par.id:
        acces = session.get(Acces, par.id, populate_existing=True)
        return identite_of_acces(acces) if acces and acces.is_open(clock.now()) else INCONNU
    return par
