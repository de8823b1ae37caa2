"""The accounts of the demo: one per role, and one that may create démarches."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from cafe.access.identity import SYSTEME, Genre, Identite
from cafe.access.staff import hash_new_password
from cafe.actions.comptes import create_compte
from cafe.actions.demarches import add_membre
from cafe.demo.scene import Scene
from cafe.models import Role

DEBUT = -100

# Copied by hand from a terminal: nothing that looks like something else.
_LETTRES = "abcdefghjkmnpqrstuvwxyz23456789"
ADMIN = "admin"
_NOMS = {
    Role.CHEF_DE_PROJET: "Chloé Besson",
    Role.ANIMATEUR: "Bruno Talmont",
    Role.RAPPORTEUR: "Inès Carlier",
    Role.LECTEUR: "Marc Ollivier",
}


@dataclass(frozen=True)
class CompteDemo:
    """An account with the password that is shown once, and its hash."""

    email: str
    nom: str
    role: str
    mot_de_passe: str
    password_hash: str


def make_comptes() -> list[CompteDemo]:
    """The accounts to create. Hashing takes its time: do it outside any transaction."""
    wanted = [(role.value, nom) for role, nom in _NOMS.items()] + [(ADMIN, "Administration")]
    return [_make(role, nom) for role, nom in wanted]


def _make(role: str, nom: str) -> CompteDemo:
    mot_de_passe = new_password()
    email = f"{role.replace('_', '-')}@cafe.exemple"
    return CompteDemo(email, nom, role, mot_de_passe, hash_new_password(mot_de_passe))


def new_password() -> str:
    """Three groups of five signs: about 74 random bits."""
    return "-".join("".join(secrets.choice(_LETTRES) for _ in range(5)) for _ in range(3))


def plan_equipe(scene: Scene, comptes: list[CompteDemo]) -> None:
    """Create the accounts, their roles in the full démarche, the lead's in the empty one."""
    frise = scene.frise

    def enter(compte: CompteDemo) -> None:
        id_ = create_compte(
            par=SYSTEME,
            email=compte.email,
            nom=compte.nom,
            password_hash=compte.password_hash,
            admin=compte.role == ADMIN,
        )
        if compte.role == ADMIN:
            return
        role = Role(compte.role)
        scene.equipe[role] = Identite(Genre.COMPTE, id=id_, nom=compte.nom)
        add_membre(par=SYSTEME, demarche_id=scene.demarche, compte_id=id_, role=role)
        if role is Role.CHEF_DE_PROJET:
            add_membre(par=SYSTEME, demarche_id=scene.demarche_vide, compte_id=id_, role=role)

    for rang, compte in enumerate(comptes):
        frise.plan(frise.at(DEBUT, "09:30", rang), enter, compte)
