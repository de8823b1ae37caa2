"""The French sentences of photos, voices and words said aloud. Same rule as ``cafe.messages``."""

from __future__ import annotations

from cafe.phrases import Sentence
from cafe.phrases import mark as _

SENTENCES_MEDIAS: dict[str, Sentence] = {
    "photo_lourde": Sentence(
        _("Cette photo pèse plus de %(maximum)s Mo. Prenez-la en plus petit, puis renvoyez."), 413
    ),
    "photo_geante": Sentence(
        _(
            "Cette image a plus de %(maximum)s millions de points. "
            "Prenez-la en plus petit, puis renvoyez."
        ),
        413,
    ),
    "photo_illisible": Sentence(
        _("Ce fichier n’est pas une photo que nous savons lire. Prenez-en une autre (JPEG, PNG)."),
        422,
    ),
    "voix_lourde": Sentence(
        _("Cet enregistrement pèse plus de %(maximum)s Mo. Parlez moins longtemps, puis renvoyez."),
        413,
    ),
    "voix_longue": Sentence(
        _(
            "Cet enregistrement dure plus de %(minutes)s minutes. "
            "Dites-le en plusieurs fois : une idée à la fois."
        ),
        413,
    ),
    "voix_illisible": Sentence(
        _("Ce fichier n’est pas un enregistrement que nous savons lire. Enregistrez-en un autre."),
        422,
    ),
    "enregistrement_absent": Sentence(_("Enregistrez votre voix, ou choisissez un fichier."), 422),
    "disque_plein": Sentence(
        _(
            "Le serveur n’a pas pu garder la photo ou la voix. "
            "Envoyez votre texte sans elle, et prévenez une personne de l’équipe."
        ),
        503,
    ),
    "rien_a_noter": Sentence(
        _("Cette parole n’a ni voix ni photo : elle dit déjà ce que son auteur a écrit."), 409
    ),
    "rien_a_traduire": Sentence(
        _("Cette parole n’a pas de texte : écrivez d’abord ce qui est dit."), 409
    ),
    "langue_absente": Sentence(_("Choisissez la langue de ces mots."), 422),
    "mains_invalides": Sentence(_("Comptez de 0 à %(maximum)s mains."), 422),
    "deja_regroupee_saisie": Sentence(
        _("Cette parole est déjà regroupée avec d’autres : son texte ne change plus d’ici."), 409
    ),
    "mots_de_l_auteur": Sentence(
        _("Ce sont les mots de la personne : elle seule peut les changer."), 409
    ),
}
