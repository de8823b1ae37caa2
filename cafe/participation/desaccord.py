"""The way of an objection, in a resident's words: what I said of it, what was answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _

from cafe.actions.objections import OBJECTIONS_PAR_PAROLE
from cafe.models import Objection, Statut
from cafe.models.chaine import Devenir
from cafe.participation.chemin import Station
from cafe.presentation import instant


def may_object(devenir: Devenir, objections: Sequence[Objection]) -> bool:
    """Whether something was done with the word that one may disagree with, and no one waits."""
    silent = devenir.statut in (Statut.RETIREE, Statut.REMPLACEE)
    if silent or len(objections) >= OBJECTIONS_PAR_PAROLE:
        return False
    if any(one.repondu_le is None for one in objections):
        return False
    aside = devenir.statut in (Statut.NON_PUBLIEE, Statut.FRIGO)
    return aside or devenir.regroupement is not None or devenir.a_une_suite


def disagreement(objections: Sequence[Objection]) -> Iterator[Station]:
    """Two stations for each: the objection, then its answer, given or to come."""
    for one in objections:
        texte = _("Propos retiré") if one.texte is None else one.texte
        yield Station(_("Vous n’êtes pas d’accord"), "fait", texte, instant(one.le))
        if one.repondu_le is None:
            yield Station(_("La réponse de l’équipe"), "a_venir", _("Pas encore reçue."))
        else:
            yield Station(_("La réponse de l’équipe"), "fait", one.reponse, instant(one.repondu_le))
