"""Which picture the room screen shows now: one answer for the screen and for who drives it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cafe.extensions import db
from cafe.models import Mur, Phase, Seance, VueEcran
from cafe.models.montre import frozen_since, montre_of
from cafe.models.passages import passages_of
from cafe.models.question import questions_of
from cafe.models.vue_ecran import vue_of

PLACES = "places"


@dataclass(frozen=True)
class EcranDit:
    """The picture in words, for who drives it: ``etat`` as ``state_of``, ``detail`` which one.

    ``demandee``: the view asked for, and ``cible`` of what; ``AUTO`` when the script decides.
    """

    etat: str
    detail: str
    fige_le: datetime | None
    demandee: VueEcran
    cible: str | None


def ecran_dit(seance: Seance) -> EcranDit:
    """What the room sees now."""
    etat, detail = state_of(seance), ""
    if etat == "message":
        detail = seance.message
    elif etat in (VueEcran.QUESTION.value, VueEcran.GROUPE.value):
        montre = montre_of(db.session(), seance)
        if montre is not None:
            detail = montre.groupe.titre if montre.groupe else montre.question.texte
    elif etat in (VueEcran.MUR.value, VueEcran.SYNTHESES.value):
        named = (q.texte for q in questions_of(db.session(), seance.id) if q.id == seance.vue_cible)
        detail = next(named, "")
    return EcranDit(etat, detail, frozen_since(db.session(), seance), seance.vue, seance.vue_cible)


def state_of(seance: Seance) -> str:
    """What it shows: a view (``VueEcran``), or message, suites, masque, places, fin."""
    if seance.message and seance.phase is Phase.OUVERTE:
        return "message"
    if seance.mur is Mur.SUITES and seance.phase is not Phase.CLOSE:
        return "suites"
    if seance.phase is Phase.PREPARATION:
        return "accueil"
    if seance.mur is Mur.MASQUE:
        return "masque"
    if seance.phase is not Phase.OUVERTE:
        return "fin"
    return _view(seance)


def _view(seance: Seance) -> str:
    """What an open séance shows."""
    vue = vue_of(seance)
    if vue is VueEcran.SYNTHESES and not questions_of(db.session(), seance.id):
        return "mur"
    if vue in (VueEcran.QUESTION, VueEcran.GROUPE) and montre_of(db.session(), seance) is None:
        return "mur"
    return PLACES if shows_passages(seance) else vue.value


def shows_passages(seance: Seance) -> bool:
    """Whether an open séance's screen says who goes elsewhere: left to itself, and neither a vote
    nor the plenary needs it."""
    free = seance.vue is VueEcran.AUTO and seance.mur is Mur.DIRECT and not seance.message
    talking = vue_of(seance) in (VueEcran.MINUTEUR, VueEcran.ACCUEIL, VueEcran.MUR)
    return free and talking and passages_of(db.session(), seance) is not None
