"""The sentences of refusals about comptes rendus: drafting, reading again, validating."""

from __future__ import annotations

from cafe.phrases import Sentence
from cafe.phrases import mark as _

SENTENCES_COMPTES_RENDUS: dict[str, Sentence] = {
    "correction_requise": Sentence(
        _("Ce compte rendu est déjà validé : ouvrez une correction pour en faire une version."), 409
    ),
    "correction_en_cours": Sentence(
        _("Une correction est déjà en cours : terminez-la avant d’en ouvrir une autre."), 409
    ),
    "compte_rendu_pas_valide": Sentence(_("Ce compte rendu n’est pas encore validé."), 409),
    "deja_valide": Sentence(
        _("%(nom)s a déjà validé cette version. Rechargez la page pour la lire."), 409
    ),
    "rencontre_pas_terminee": Sentence(
        _("La rencontre n’est pas terminée. Terminez-la, puis validez le compte rendu."), 409
    ),
    "notes_arrivees": Sentence(
        _(
            "Des notes sont arrivées depuis que vous avez lu ce compte rendu. "
            "Relisez-le, puis validez de nouveau."
        ),
        409,
    ),
    "signataire_vide": Sentence(_("Écrivez le nom à imprimer après « validé le … par »."), 422),
    "pas_en_relecture": Sentence(
        _("Ce compte rendu n’est pas en relecture : il ne prend pas encore de remarque."), 409
    ),
    "remarque_vide": Sentence(_("Écrivez votre remarque."), 422),
    "deja_approuve": Sentence(_("Ce compte rendu est déjà approuvé."), 409),
    "version_depassee": Sentence(
        _("La version %(numero)s a remplacé celle-ci : c’est elle qu’il faut approuver."), 409
    ),
    "approbation_par_soi": Sentence(
        _("Une rencontre n’approuve pas son propre compte rendu : choisissez-en une autre."), 422
    ),
}
