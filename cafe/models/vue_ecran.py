"""What the room screen of an open séance shows: what was asked for, else what suits its step."""

from __future__ import annotations

from cafe.models.etape import Droit, Etape, NatureEtape, VueEcran
from cafe.models.seance import Mur, Seance

# On these the totals of a vote may move: the screen is told when they do.
VUES_DES_VOTES = frozenset({VueEcran.VOTES, VueEcran.SYNTHESES})


def vue_of(seance: Seance) -> VueEcran:
    """The view in force; never ``AUTO``."""
    etape = seance.etape
    vue = seance.vue if seance.vue is not VueEcran.AUTO or etape is None else etape.ecran
    if vue is not VueEcran.AUTO:
        return vue
    if etape is None or seance.mur is Mur.FIGE:
        return VueEcran.MUR
    return suited_vue(etape)


def suited_vue(etape: Etape) -> VueEcran:
    """What suits a step for which nobody chose."""
    match etape.nature:
        case NatureEtape.ACCUEIL:
            return VueEcran.ACCUEIL
        case NatureEtape.VOTE:
            return VueEcran.VOTES
        case NatureEtape.PLENIERE:
            return VueEcran.SYNTHESES
        case NatureEtape.TOUR | NatureEtape.SYNTHESE if Droit.CONTRIBUER not in etape.droits:
            # People talk: what they need to see is the time they have, not what others wrote.
            return VueEcran.MINUTEUR
        case _:
            return VueEcran.MUR
