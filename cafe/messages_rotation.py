"""The French sentences of badges and plans. Same rule as ``cafe.messages``."""

from __future__ import annotations

from cafe.phrases import Sentence
from cafe.phrases import mark as _

SENTENCES_ROTATION: dict[str, Sentence] = {
    "salle_changee": Sentence(
        _("Entre-temps, les tables ou les tours ont changé. Relisez la page, puis recommencez."),
        409,
    ),
    "salle_vide": Sentence(_("Il faut au moins une table et un tour : préparez-les d’abord."), 409),
    "plan_remplace": Sentence(
        _(
            "Entre-temps, %(qui)s a mis un autre plan en vigueur, à %(quand)s. Relisez la page, "
            "puis recommencez."
        ),
        409,
    ),
    "tour_commence": Sentence(
        _(
            "Le tour %(numero)s a commencé depuis ce calcul : ses places ne changent plus. "
            "Proposez de nouveau la réparation."
        ),
        409,
    ),
    "deja_imprime": Sentence(
        _(
            "Depuis l’ouverture de cette page, des papiers ont été imprimés jusqu’au n° "
            "%(dernier)s : leur PDF est dans les téléchargements de la personne qui l’a demandé. "
            "Pour en imprimer encore, envoyez de nouveau."
        ),
        409,
    ),
    "badges_autre_salle": Sentence(
        _(
            "Les tables ou les tours ont changé depuis l’impression des badges : les nouveaux ne "
            "s’accorderaient pas avec eux. Cochez « Recommencer », et remettez les nouveaux à tous."
        ),
        409,
    ),
    "badges_deja_imprimes": Sentence(
        _(
            "Chaque personne du plan a déjà son badge. Pour en refaire, cochez « Aussi les badges "
            "déjà imprimés »."
        ),
        409,
    ),
    "plan_nomme_en_vigueur": Sentence(
        _(
            "Un plan nominatif est en vigueur : ses personnes connaissent déjà leurs tables. Pour "
            "le remplacer par des badges, cochez cette case."
        ),
        409,
    ),
    "aucun_badge": Sentence(_("Indiquez au moins un badge à imprimer."), 422),
    "trop_de_badges": Sentence(_("Imprimez %(maximum)s badges au plus à la fois."), 422),
    "rotation_sans_plan": Sentence(
        _("Rien n’est encore prêt pour cette façon de tourner : préparez-la d’abord."), 409
    ),
    "rencontre_finie": Sentence(_("Cette rencontre est terminée : personne ne tourne plus."), 409),
    # Plans of names
    "trop_de_personnes": Sentence(_("Une liste a %(maximum)s personnes au plus."), 422),
    "personne_sans_nom": Sentence(_("Écrivez le nom de la personne."), 422),
    "hote_sans_table": Sentence(
        _("%(nom)s anime la table %(numero)s, qui n’existe pas. Vérifiez le numéro."), 422
    ),
    "personne_placee": Sentence(
        _("%(nom)s a déjà une place dans un plan : dites plutôt que la personne est partie."), 409
    ),
    "calcul_en_cours": Sentence(
        _("Un plan est déjà en train d’être calculé. Attendez qu’il soit prêt."), 409
    ),
    "plus_de_tour": Sentence(
        _("Le dernier tour est commencé : il n’y a plus de place à changer."), 409
    ),
    "plan_pas_pret": Sentence(_("Ce plan n’est pas prêt : calculez-en un nouveau."), 409),
    # Where people really sit
    "badge_invalide": Sentence(
        _("Écrivez seulement le numéro imprimé sur le badge, en chiffres."), 422
    ),
    "badge_inconnu_ici": Sentence(
        _("Aucun badge de cette rencontre ne porte le numéro %(numero)s. Vérifiez-le."), 422
    ),
    "badge_sans_place": Sentence(
        _("Le badge %(numero)s n’a pas de place à ce tour dans le plan en vigueur."), 409
    ),
    "tour_a_venir": Sentence(_("Ce tour n’a pas commencé : personne n’y est encore assis."), 409),
    # On the phone
    "badge_sans_telephone": Sentence(
        _("Votre téléphone ne porte pas de badge : visez d’abord le carré du vôtre."), 409
    ),
    "pas_de_tour": Sentence(_("Aucun tour n’est en cours : votre place n’a pas été notée."), 409),
    "badge_inconnu": Sentence(
        _("Ce badge n’est pas de cette rencontre. Vous pouvez continuer sans."), 404
    ),
    "badge_pris": Sentence(
        _("Un autre téléphone porte déjà ce badge. Vous pouvez continuer sans."), 409
    ),
    "badge_autre": Sentence(
        _("Votre téléphone porte déjà le badge %(autre)s. Vous pouvez continuer avec lui."), 409
    ),
}
