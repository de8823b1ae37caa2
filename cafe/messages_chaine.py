"""The French sentences of the chain: fiches, préconisations, decisions, suites, engagements.

Same rule as ``cafe.messages``: what happened, then what to do next.
"""

from __future__ import annotations

from cafe.phrases import Sentence
from cafe.phrases import mark as _

SENTENCES_CHAINE: dict[str, Sentence] = {
    # Said of any form of the room
    "saisie_incomplete": Sentence(
        _("Il manque quelque chose : vérifiez ce que vous avez saisi."), 422
    ),
    "motif_vide": Sentence(_("Écrivez pourquoi : ce motif sera lu et gardé."), 422),
    "texte_suite_vide": Sentence(_("Écrivez ce qui est répondu : les habitants le liront."), 422),
    "jour_futur": Sentence(_("Cette date n’est pas encore passée. Vérifiez le jour."), 422),
    "saisie_longue": Sentence(
        _("Ce texte fait %(longueur)s caractères ; il en faut %(maximum)s au plus."), 422
    ),
    "organisme_vide": Sentence(_("Choisissez la structure concernée."), 422),
    "fiche_vide": Sentence(_("Choisissez la fiche concernée."), 422),
    # Structures
    "nom_vide": Sentence(_("Donnez un nom à cette structure."), 422),
    "organisme_existe": Sentence(_("Une structure de cette démarche porte déjà ce nom."), 409),
    # Fiches
    "plan_vide": Sentence(_("Donnez un nom au plan : « Contrat initial », par exemple."), 422),
    "aucune_fiche": Sentence(_("Il n’y a aucune fiche à enregistrer."), 422),
    "fiche_incomplete": Sentence(
        _("Une fiche n’a pas de numéro ou pas d’intitulé : rien n’a été enregistré."), 422
    ),
    "fiche_en_double": Sentence(
        _("Le numéro « %(numero)s » figure deux fois : rien n’a été enregistré."), 422
    ),
    # Préconisations and their sources
    "intitule_vide": Sentence(_("Écrivez ce qui est préconisé, en commençant par un verbe."), 422),
    "preconisation_decidee": Sentence(
        _(
            "Une décision est déjà prise sur cette préconisation : son texte et ses sources ne "
            "changent plus. Notez une nouvelle décision, ou rédigez une autre préconisation."
        ),
        409,
    ),
    "deja_proposee": Sentence(_("Cette préconisation est déjà proposée."), 409),
    "sans_appui": Sentence(
        _("Ajoutez une source ou écrivez le constat : une préconisation repose sur quelque chose."),
        422,
    ),
    "source_deja_la": Sentence(_("Cette source est déjà rattachée à la préconisation."), 409),
    "source_deja_retiree": Sentence(_("Cette source a déjà été détachée."), 409),
    "regroupement_clos": Sentence(
        _("Ce regroupement a été défait ou réuni avec un autre. Rechargez la page."), 409
    ),
    "parole_pas_publiee": Sentence(
        _("Cette parole n’est pas publiée. Remettez-la d’abord sur le tableau."), 409
    ),
    # Links to fiches
    "lien_existe": Sentence(_("Cette fiche est déjà liée à la préconisation."), 409),
    "lien_deja_defait": Sentence(_("Ce lien a déjà été défait."), 409),
    # Decisions and answers
    "etat_inconnu": Sentence(_("Choisissez la décision qui a été prise."), 422),
    "instance_vide": Sentence(
        _("Indiquez qui a décidé : « Comité de pilotage », par exemple."), 422
    ),
    "etude_sans_date": Sentence(
        _("Indiquez jusqu’à quel jour elle est à l’étude, après le jour de la décision."), 422
    ),
    "transmise_a_qui": Sentence(
        _("Indiquez à quelle structure elle est transmise : elle n’est pas de votre ressort."), 422
    ),
    "pas_decidee": Sentence(
        _("Notez d’abord la décision : la réponse publique vient ensuite."), 409
    ),
    # Suites
    "suite_sans_objet": Sentence(_("Choisissez au moins une parole ou un regroupement."), 422),
    "suite_deja_donnee": Sentence(
        _("Une suite a déjà été donnée à l’une de ces paroles. Rechargez la page, puis vérifiez."),
        409,
    ),
    "suite_remplacee": Sentence(_("Cette suite a été remplacée par une autre."), 409),
    "repondant_vide": Sentence(_("Indiquez qui a répondu."), 422),
    "parole_retiree": Sentence(
        _("L’une de ces paroles a été retirée par son auteur. Rechargez la page."), 409
    ),
    "pas_transmise": Sentence(_("Cette parole n’a été transmise à personne."), 409),
    "retour_deja_la": Sentence(_("Le retour de cette structure est déjà noté."), 409),
    # Engagements
    "engagement_vide": Sentence(_("Écrivez ce que la structure s’engage à faire."), 422),
    "etat_inchange": Sentence(_("L’engagement est déjà dans cet état."), 409),
    "note_vide": Sentence(_("Expliquez en quelques mots : cet état appelle une raison."), 422),
    "engagement_sans_objet": Sentence(
        _("Choisissez la fiche ou la préconisation à laquelle il répond."), 422
    ),
    "engagement_deja_lie": Sentence(_("Cet engagement y est déjà rattaché."), 409),
}
