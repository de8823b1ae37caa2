"""What is proposed for each format, so that a séance is ready in three minutes.

Only proposals: everything can be changed on the form. Durations are in minutes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext as _

from cafe.models import Format


@dataclass(frozen=True)
class EtapeProposee:
    """A step of the proposed script; ``ecrire``: phones may write during it."""

    titre: object
    minutes: int | None
    ecrire: bool = False


@dataclass(frozen=True)
class Modele:
    """A format as it is offered: when to choose it, its script, its tables and rounds."""

    usage: object
    icone: str
    etapes: tuple[EtapeProposee, ...]
    tables: int = 0
    tours: int = 0


def _round(numero: int) -> EtapeProposee:
    return EtapeProposee(_("Tour %(numero)s", numero=numero), 20, ecrire=True)


MODELES: Mapping[Format, Modele] = {
    Format.ATELIER: Modele(
        _("Dix à vingt personnes, une à trois questions, une heure et demie."),
        "users",
        (
            EtapeProposee(_("Accueil"), 10),
            EtapeProposee(_("Chacun écrit"), 15, ecrire=True),
            EtapeProposee(_("Échange"), 45, ecrire=True),
            EtapeProposee(_("Ce qu’on retient"), 15),
        ),
    ),
    Format.WORLD_CAFE: Modele(
        _("Cinquante à cent cinquante personnes, des tables, trois tours."),
        "refresh-cw",
        (
            EtapeProposee(_("Accueil"), 20),
            _round(1),
            _round(2),
            _round(3),
            EtapeProposee(_("Restitution"), 30),
        ),
        tables=7,
        tours=3,
    ),
    Format.GROUPE_DE_TRAVAIL: Modele(
        _("Des professionnels, un ordre du jour, la grille constat, frein, proposition."),
        "list",
        (
            EtapeProposee(_("Rappel et suites"), 15),
            EtapeProposee(_("Travail"), 60, ecrire=True),
            EtapeProposee(_("Conclusions"), 15),
        ),
    ),
    Format.COLLECTE: Modele(
        _("Des semaines, sans réunion : une affiche, un lien, chacun écrit quand il veut."),
        "inbox",
        (EtapeProposee(_("Recueil ouvert"), None, ecrire=True),),
    ),
    Format.TEMPS_FORT: Modele(
        _("Tous les acteurs, les premiers résultats, puis le débat."),
        "star",
        (
            EtapeProposee(_("Accueil"), 20),
            EtapeProposee(_("Présentation"), 40),
            EtapeProposee(_("Débat"), 60, ecrire=True),
            EtapeProposee(_("Suite"), 10),
        ),
    ),
    Format.RESTITUTION: Modele(
        _("Dire aux habitants ce que leurs mots sont devenus, et les entendre."),
        "message-circle",
        (
            EtapeProposee(_("Accueil"), 10),
            EtapeProposee(_("Ce qu’on en a fait"), 40),
            EtapeProposee(_("Réactions"), 30, ecrire=True),
        ),
    ),
}
