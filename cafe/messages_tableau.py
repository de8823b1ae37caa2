"""The French sentences of the board: groups, moves, moderation, conflicts between two people.

Same rule as ``cafe.messages``. A conflict says where the card is now and who put it there.
"""

from __future__ import annotations

from cafe.phrases import Sentence
from cafe.phrases import mark as _

SENTENCES_TABLEAU: dict[str, Sentence] = {
    # Groups
    "groupe_sans_titre": Sentence(_("Donnez un titre à ce groupe."), 422),
    "identifiant_pris": Sentence(
        _("Ce groupe existe déjà sous une autre question. Rechargez la page."), 409
    ),
    "regroupement_ferme": Sentence(
        _("Ce groupe a été défait entre-temps. Choisissez-en un autre."), 409
    ),
    "regroupement_defait": Sentence(
        _("Entre-temps, %(qui)s a défait le groupe « %(titre)s »."), 409
    ),
    "regroupement_reuni": Sentence(
        _("Entre-temps, %(qui)s a réuni le groupe « %(titre)s » avec « %(autre)s »."), 409
    ),
    "fusion_citee": Sentence(
        _(
            "Une préconisation ou une suite s’appuie sur ce groupe : il doit rester. "
            "Ouvrez l’autre groupe, et réunissez-le avec celui-ci."
        ),
        409,
    ),
    "regroupement_cite": Sentence(
        _(
            "Une préconisation ou une suite s’appuie sur ce groupe : il ne peut pas être défait. "
            "Retirez-le d’abord de ses sources."
        ),
        409,
    ),
    "regroupement_modifie": Sentence(
        _(
            "Entre-temps, %(qui)s a donné à ce groupe le titre « %(titre)s ». "
            "Comparez les deux versions, puis enregistrez celle que vous gardez."
        ),
        409,
    ),
    "fusion_sans_choix": Sentence(_("Choisissez le groupe dans lequel tout ira."), 422),
    "fusion_avec_soi": Sentence(
        _("Un groupe ne peut pas être réuni avec lui-même. Choisissez-en un autre."), 422
    ),
    # Cards
    "autre_question": Sentence(
        _("Ce groupe répond à une autre question. Changez d’abord la parole de question."), 422
    ),
    "parole_retiree": Sentence(
        _("Cette parole a été retirée : il n’y a plus rien à déplacer."), 409
    ),
    "parole_pas_publiee": Sentence(
        _("Cette parole n’est pas publiée. Publiez-la, puis placez-la dans un groupe."), 409
    ),
    "ralentir_une_saisie": Sentence(
        _("L’équipe a tapé cette parole pour quelqu’un : il n’y a personne à ralentir."), 409
    ),
    "effacement_a_confirmer": Sentence(
        _("Cochez la case pour confirmer : le texte sera perdu pour tout le monde."), 422
    ),
    "motif_absent": Sentence(_("Choisissez un motif : la personne le lira."), 422),
    "precision_vide": Sentence(
        _("Avec le motif « autre », écrivez pourquoi : la personne le lira."), 422
    ),
    # Several cards at once
    "lot_trop_grand": Sentence(
        _("%(nombre)s paroles à la fois, c’est trop : %(maximum)s au plus."), 422
    ),
    "destination_absente": Sentence(_("Dites où va cette parole."), 422),
    "lot_vide": Sentence(_("Choisissez au moins une parole."), 422),
    "lot_change": Sentence(
        _(
            "Entre-temps, %(qui)s a touché à %(nombre)s de ces paroles : rien n’a bougé. "
            "Relisez-les, puis recommencez."
        ),
        409,
    ),
    "proposition_inconnue": Sentence(_("Cette suggestion n’existe plus. Rechargez la page."), 409),
    "proposition_vide": Sentence(_("Gardez au moins une parole dans ce groupe."), 422),
    # Undoing
    "geste_sans_retour": Sentence(_("Ce geste ne s’annule pas."), 422),
    "geste_d_un_autre": Sentence(
        _("Ce geste est de %(qui)s : seule cette personne peut l’annuler."), 403
    ),
    "deja_change": Sentence(
        _("Entre-temps, %(qui)s y a touché : ce geste ne peut plus être annulé."), 409
    ),
    "deja_change_dit": Sentence(
        _("À %(heure)s, %(qui)s y a touché : %(geste)s. Votre geste ne peut plus être annulé."),
        409,
    ),
    "deja_change_par_soi": Sentence(
        _("Vous y avez touché ensuite : %(geste)s. Annulez d’abord ce geste-là."), 409
    ),
    "rien_a_annuler": Sentence(_("Il n’y a rien à annuler."), 422),
    "groupe_rempli": Sentence(
        _(
            "D’autres paroles sont entrées dans « %(titre)s » : sortez-les d’abord, ou défaites "
            "le groupe."
        ),
        409,
    ),
    # Someone else was faster
    "carte_groupee": Sentence(
        _("Entre-temps, %(qui)s a placé cette parole dans « %(regroupement)s »."), 409
    ),
    "carte_a_regrouper": Sentence(
        _("Entre-temps, %(qui)s a déplacé cette parole : elle est à regrouper."), 409
    ),
    "carte_en_attente": Sentence(
        _("Entre-temps, cette parole a changé : elle attend d’être relue."), 409
    ),
    "carte_non_publiee": Sentence(
        _("Entre-temps, %(qui)s a choisi de ne pas publier cette parole."), 409
    ),
    "carte_au_frigo": Sentence(_("Entre-temps, %(qui)s a mis cette parole au frigo."), 409),
    "carte_corrigee": Sentence(
        _(
            "Entre-temps, la personne qui a écrit cette parole l’a corrigée. "
            "Relisez-la, puis recommencez."
        ),
        409,
    ),
    "carte_retiree": Sentence(
        _("Entre-temps, la personne qui a écrit cette parole l’a retirée."), 409
    ),
}
