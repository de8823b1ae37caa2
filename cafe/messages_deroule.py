"""The French sentences of the script: its clock, its steps, its tables, its rehearsal,
its models.

Same rule as ``cafe.messages``. A conflict says who moved the script, and to what.
"""

from __future__ import annotations

from cafe.phrases import Sentence
from cafe.phrases import mark as _

SENTENCES_DEROULE: dict[str, Sentence] = {
    "etape_deja_changee": Sentence(
        _("Entre-temps, %(qui)s a mené la rencontre à « %(titre)s ». Rien d’autre n’a changé."), 409
    ),
    "temps_deja_change": Sentence(
        _("Entre-temps, %(qui)s a changé la durée de cette étape. Regardez la nouvelle heure."), 409
    ),
    "horloge_arretee": Sentence(_("La rencontre n’est pas ouverte : rien ne s’y conduit."), 409),
    "annee_impossible": Sentence(_("Cette année n’est pas possible : vérifiez la date."), 422),
    "fin_avant_debut": Sentence(_("Le dernier jour vient après le premier."), 422),
    "recueil_passe": Sentence(
        _(
            "Ce recueil a pris fin le %(dernier)s. "
            "Pour le rouvrir, donnez-lui d’abord un dernier jour à venir."
        ),
        409,
    ),
    "message_long": Sentence(
        _("Un message fait %(maximum)s caractères au plus : il se lit de loin."), 422
    ),
    "vue_inconnue": Sentence(_("L’écran ne sait pas montrer cela."), 422),
    "etape_deja_la": Sentence(
        _("« %(titre)s » est l’étape en cours : donnez-lui du temps, ou passez à la suivante."), 409
    ),
    "minutes_a_ajouter": Sentence(
        _("Ajoutez ou retirez de 1 à %(maximum)s minutes à la fois."), 422
    ),
    "duree_etape": Sentence(_("Une étape dure de 1 à %(maximum)s minutes."), 422),
    "trop_de_tours": Sentence(_("Gardez %(maximum)s tours au plus."), 422),
    "programme_inconnu": Sentence(
        _("Le tour ou la table n’est plus de cette rencontre. Rechargez la page."), 409
    ),
    "tour_passe": Sentence(
        _("Le tour %(numero)s est passé : ce dont on y a parlé ne change plus."), 409
    ),
    "repetition_seulement": Sentence(
        _("Ceci est une répétition : revenez à la rencontre elle-même."), 409
    ),
    "pas_une_repetition": Sentence(_("Seule une répétition s’efface ainsi."), 409),
    "parole_de_repetition": Sentence(
        _("Cette parole vient d’une répétition : elle ne devient pas une préconisation."), 409
    ),
    "modele_sans_titre": Sentence(_("Donnez un titre au modèle."), 422),
    "modele_titre_pris": Sentence(_("Un autre modèle porte déjà ce titre."), 409),
    "modele_sans_etape": Sentence(
        _("Cette rencontre n’a pas de déroulé : écrivez-le d’abord, puis gardez-le."), 422
    ),
    "modele_retire": Sentence(_("Ce modèle a été retiré. Rechargez la page."), 409),
    "modele_trop_tard": Sentence(
        _("Un modèle se reprend avant l’ouverture : cette rencontre a déjà commencé."), 409
    ),
    "modele_sur_des_paroles": Sentence(
        _("Des paroles sont déjà là : le déroulé ne se remplace plus d’un coup. Modifiez-le."), 409
    ),
    "modele_illisible": Sentence(
        _("Ce modèle ne se lit plus. Retirez-le, puis gardez-en un autre."), 409
    ),
}
