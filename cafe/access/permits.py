"""The one place where rights are decided: a pure function of identity, right and place.

Used by room guards, pages, live joins and actions alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cafe.access.identity import Genre, Identite
from cafe.models import Role, RoleAcces


class Pouvoir(StrEnum):
    """What one may do. The table of docs/regles.md says who may what, and is tested."""

    CREER_DEMARCHE = "creer_demarche"
    VOIR_DEMARCHE = "voir_demarche"
    EXPORTER = "exporter"
    VOIR_TABLEAU = "voir_tableau"
    SAISIR = "saisir"
    ACCUEILLIR = "accueillir"
    NOTER = "noter"
    RELIRE = "relire"
    VALIDER = "valider"
    ANIMER = "animer"
    PROPOSER = "proposer"
    PREPARER = "preparer"
    DECIDER = "decider"
    INVITER = "inviter"
    EFFACER = "effacer"
    VOIR_ECRAN = "voir_ecran"
    CONTRIBUER = "contribuer"


@dataclass(frozen=True)
class Lieu:
    """Where the right is asked for: a démarche, and a séance and table inside it."""

    demarche_id: str | None = None
    seance_id: str | None = None
    tablee_id: str | None = None


_LECTURE = frozenset({Pouvoir.VOIR_DEMARCHE, Pouvoir.EXPORTER, Pouvoir.RELIRE})
_SALLE = _LECTURE | {
    Pouvoir.VOIR_TABLEAU,
    Pouvoir.VOIR_ECRAN,
    Pouvoir.SAISIR,
    Pouvoir.ACCUEILLIR,
    Pouvoir.NOTER,
}
_PAR_ROLE: dict[Role, frozenset[Pouvoir]] = {
    Role.LECTEUR: _LECTURE,
    Role.RAPPORTEUR: _SALLE,
    Role.ANIMATEUR: _SALLE | {Pouvoir.ANIMER, Pouvoir.PROPOSER},
    Role.CHEF_DE_PROJET: frozenset(Pouvoir) - {Pouvoir.CREER_DEMARCHE, Pouvoir.CONTRIBUER},
}
_PAR_APPAREIL: dict[RoleAcces, frozenset[Pouvoir]] = {
    RoleAcces.HOTE: frozenset({Pouvoir.SAISIR}),
    RoleAcces.ECRAN: frozenset({Pouvoir.VOIR_ECRAN}),
    RoleAcces.TABLETTE: frozenset(
        {
            Pouvoir.VOIR_TABLEAU,
            Pouvoir.VOIR_ECRAN,
            Pouvoir.SAISIR,
            Pouvoir.ACCUEILLIR,
            Pouvoir.ANIMER,
        }
    ),
}


def permits(identite: Identite, pouvoir: Pouvoir, lieu: Lieu | None = None) -> bool:
    """Whether this identity may do that there. Pure: no database, no request."""
    lieu = lieu or Lieu()
    match identite.genre:
        case Genre.SYSTEME:
            return True
        case Genre.COMPTE:
            if pouvoir is Pouvoir.CREER_DEMARCHE:
                return identite.admin
            role = identite.roles.get(lieu.demarche_id) if lieu.demarche_id else None
            return role is not None and pouvoir in _PAR_ROLE[role]
        case Genre.APPAREIL:
            same_seance = lieu.seance_id is not None and lieu.seance_id == identite.seance_id
            same_table = lieu.tablee_id in (None, identite.tablee_id)
            if identite.role_acces is None or not same_seance:
                return False
            if identite.role_acces is RoleAcces.HOTE and not same_table:
                return False
            return pouvoir in _PAR_APPAREIL[identite.role_acces]
        case Genre.PARTICIPANT:
            return pouvoir is Pouvoir.CONTRIBUER and lieu.seance_id == identite.seance_id
        case _:
            return False
