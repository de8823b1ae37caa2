"""The French sentences of meetings: groupes, présences, ordre du jour, notes, comptes rendus.

Same rule as ``cafe.messages``: what happened, then what to do next.
"""

from __future__ import annotations

from cafe.phrases import Sentence
from cafe.phrases import mark as _

SENTENCES_REUNION: dict[str, Sentence] = {
    # Ordre du jour
    "point_vide": Sentence(_("Donnez un titre à ce point."), 422),
    "point_utilise": Sentence(
        _("Des notes ont été prises sous ce point : il ne peut plus être retiré."), 409
    ),
    "point_zero": Sentence(
        _("« Suites de la dernière réunion » garde sa place et son titre."), 409
    ),
    "trop_de_points": Sentence(
        _("L’ordre du jour a déjà %(maximum)s points : réunissez-en quelques-uns."), 422
    ),
    "duree_impossible": Sentence(_("Indiquez une durée de 1 à %(maximum)s minutes."), 422),
    "seance_sans_groupe": Sentence(
        _("Cette rencontre n’est celle d’aucun groupe : choisissez-en un dans sa préparation."),
        409,
    ),
}
