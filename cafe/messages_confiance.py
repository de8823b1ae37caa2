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
    "objection_vide": Sentence(_("Dites en quelques mots pourquoi vous n’êtes pas d’accord."), 422),
    "reponse_vide": Sentence(
        _("Écrivez une réponse : la personne la lira à côté de ses mots."), 422
    ),
    "objection_en_cours": Sentence(
        _("Vous avez déjà écrit à l’équipe pour cette parole. Attendez sa réponse."), 409
    ),
    "objections_epuisees": Sentence(
        _("Vous avez déjà écrit %(maximum)s fois pour cette parole. Parlez-en à une personne."), 409
    ),
    "quartier_inconnu": Sentence(_("Choisissez un quartier de la liste."), 422),
    "objection_repondue": Sentence(_("Cette personne a déjà reçu une réponse."), 409),
}
