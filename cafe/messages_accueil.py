"""The French sentences of the door: people counted, badges scanned.

Same rule as ``cafe.messages``.
"""

from __future__ import annotations

from cafe.phrases import Sentence
from cafe.phrases import mark as _

SENTENCES_ACCUEIL: dict[str, Sentence] = {
    "qualite_absente": Sentence(_("Dites à quel titre la personne vient."), 422),
    "presences_changees": Sentence(
        _(
            "Pendant ce temps, quelqu’un a compté : %(total)s en tout. "
            "Relisez les nombres, puis enregistrez encore une fois."
        ),
        409,
    ),
    "geste_deja_compte": Sentence(
        _("Ce geste a déjà compté une personne (%(qualite)s). Touchez encore une fois."), 409
    ),
    "badge_illisible": Sentence(
        _("Ce n’est pas un numéro de badge : tapez le nombre écrit dessus."), 422
    ),
    "badge_jamais_imprime": Sentence(
        _("Aucun badge de cette rencontre n’a le numéro %(numero)s. Relisez-le."), 422
    ),
    "badge_d_ailleurs": Sentence(
        _("Ce badge est d’une autre rencontre. Comptez la personne sans badge."), 422
    ),
    "badge_deja_pointe": Sentence(
        _("Le badge %(numero)s est déjà compté, à %(heure)s : rien n’est ajouté."), 409
    ),
}
