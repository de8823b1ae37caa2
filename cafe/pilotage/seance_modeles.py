"""What is proposed for each format, so that a séance is ready in three minutes.

Only proposals: everything can be changed on the form. Durations are in minutes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from flask_babel import lazy_gettext as _

from cafe.models import Format, NatureEtape, VueEcran


@dataclass(frozen=True)
class EtapeProposee:
    """A step of the proposed script; ``ecrire``, ``voter``: what phones may do during it."""

    titre: object
    minutes: int | None
    ecrire: bool = False
    nature: NatureEtape = NatureEtape.LIBRE
    tour: int | None = None
    voter: bool = False
    consigne: object = ""
    ecran: VueEcran = VueEcran.AUTO


@dataclass(frozen=True)
class Modele:
    """A format as it is offered: when to choose it, its script, its tables and rounds."""

    usage: object
    icone: str
    etapes: tuple[EtapeProposee, ...]
    tables: int = 0


ACCUEIL, PRESENTATION, TOUR = NatureEtape.ACCUEIL, NatureEtape.PRESENTATION, NatureEtape.TOUR
SYNTHESE, VOTE = NatureEtape.SYNTHESE, NatureEtape.VOTE
PLENIERE, CLOTURE = NatureEtape.PLENIERE, NatureEtape.CLOTURE
TOURS = (1, 2, 3)


def _talk(numero: int) -> tuple[EtapeProposee, ...]:
    """A tour in which phones stay down but for a short silence."""
    return (
        EtapeProposee(
            _("Tour %(numero)s : chacun note", numero=numero),
            3,
            True,
            TOUR,
            numero,
            consigne=_(
                "Trois minutes de silence : chacun écrit une idée, sur papier ou téléphone."
            ),
        ),
        EtapeProposee(
            _("Tour %(numero)s : échange", numero=numero),
            20,
            False,
            TOUR,
            numero,
            consigne=_("Téléphones posés. L’hôte note, puis la table choisit trois idées au plus."),
        ),
    )


def _world_cafe(*tours: EtapeProposee) -> tuple[EtapeProposee, ...]:
    return (
        EtapeProposee(_("Accueil"), 20, nature=ACCUEIL),
        EtapeProposee(
            _("Présentation"),
            10,
            nature=PRESENTATION,
            consigne=_("Ce dont on parle, ce qu’on en fera, comment se passe un tour."),
        ),
        *tours,
        EtapeProposee(
            _("Synthèse des tables"),
            10,
            nature=SYNTHESE,
            consigne=_("Chaque table écrit sa synthèse et l’approuve à main levée."),
        ),
        EtapeProposee(_("Vote"), 10, nature=VOTE, voter=True),
        EtapeProposee(_("Plénière"), 25, nature=PLENIERE),
        EtapeProposee(
            _("Clôture"), 5, nature=CLOTURE, consigne=_("La suite, et où la lire. Merci.")
        ),
    )


MODELES: Mapping[Format, Modele] = {
    Format.ATELIER: Modele(
        _("Dix à vingt personnes, une à trois questions, une heure et demie."),
        "users",
        (
            EtapeProposee(_("Accueil"), 10, nature=ACCUEIL),
            EtapeProposee(_("Chacun écrit"), 15, ecrire=True),
            EtapeProposee(_("Échange"), 45, ecrire=True),
            EtapeProposee(
                _("Ce qu’on retient"), 15, nature=SYNTHESE, ecran=VueEcran.MUR
            ),  # from what stands on the wall
        ),
    ),
    Format.WORLD_CAFE: Modele(
        _("Cinquante à cent cinquante personnes, des tables, trois tours."),
        "refresh-cw",
        _world_cafe(*chain.from_iterable(_talk(n) for n in TOURS)),
        tables=7,
    ),
    Format.GROUPE_DE_TRAVAIL: Modele(
        _("Des professionnels, un ordre du jour, la grille constat, frein, proposition."),
        "list",
        (
            EtapeProposee(_("Rappel et suites"), 15),
            EtapeProposee(_("Travail"), 60, ecrire=True),
            EtapeProposee(_("Conclusions"), 15, nature=CLOTURE),
        ),
    ),
    Format.COLLECTE: Modele(
        _("Des semaines, sans réunion\u00a0: une affiche, un lien, chacun écrit quand il veut."),
        "inbox",
        (),  # nobody leads it: phones write from its first day to its last
    ),
    Format.TEMPS_FORT: Modele(
        _("Tous les acteurs, les premiers résultats, puis le débat."),
        "star",
        (
            EtapeProposee(_("Accueil"), 20, nature=ACCUEIL),
            EtapeProposee(_("Présentation"), 40, nature=PRESENTATION),
            EtapeProposee(_("Débat"), 60, ecrire=True),
            EtapeProposee(_("Suite"), 10, nature=CLOTURE),
        ),
    ),
    Format.RESTITUTION: Modele(
        _("Dire aux habitants ce que leurs mots sont devenus, et les entendre."),
        "message-circle",
        (
            EtapeProposee(_("Accueil"), 10, nature=ACCUEIL),
            EtapeProposee(_("Ce qu’on en a fait"), 40, nature=PRESENTATION),
            EtapeProposee(_("Réactions"), 30, ecrire=True),
        ),
    ),
}

# The other way to hold a world café: everybody writes on their own phone while they talk.
CHACUN_SUR_SON_TELEPHONE = _world_cafe(
    *(EtapeProposee(_("Tour %(numero)s", numero=n), 20, True, TOUR, n) for n in TOURS)
)
