"""The French sentences of slips and objections. Same rule as ``cafe.messages``."""

from __future__ import annotations

from cafe.phrases import Sentence
from cafe.phrases import mark as _

SENTENCES_CONFIANCE: dict[str, Sentence] = {
    "talon_inconnu": Sentence(
        _(
            "Aucun talon de cette rencontre ne porte le numéro %(numero)s. "
            "Relisez-le, ou laissez ce champ vide : la personne recevra un autre reçu."
        ),
        422,
    ),
    "talon_invalide": Sentence(
        _("Écrivez seulement le numéro imprimé sur le talon, en chiffres."), 422
    ),
    "feuilles_invalides": Sentence(_("Imprimez de 1 à %(maximum)s feuilles à la fois."), 422),
    "trop_de_talons": Sentence(
        _("Une rencontre a au plus %(maximum)s talons : utilisez ceux qui sont imprimés."), 422
    ),
}
