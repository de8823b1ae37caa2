"""The French sentences of meetings: groupes, présences, ordre du jour, notes, suivis.

Same rule as ``cafe.messages``: what happened, then what to do next.
"""

from __future__ import annotations

from cafe.phrases import Sentence
from cafe.phrases import mark as _

SENTENCES_REUNION: dict[str, Sentence] = {
    # Groupes and their members
    "groupe_vide": Sentence(_("Donnez un nom au groupe."), 422),
    "groupe_ferme": Sentence(
        _("Ce groupe ne se réunit plus : rouvrez-le d’abord, depuis sa page."), 409
    ),
    "personne_vide": Sentence(_("Écrivez le nom de la personne."), 422),
    "copilote_sans_structure": Sentence(
        _("Un copilote l’est pour une structure : choisissez-la."), 422
    ),
    "membre_parti": Sentence(_("Cette personne ne siège plus dans ce groupe."), 409),
    "trop_de_membres": Sentence(_("Un groupe a %(maximum)s membres au plus."), 422),
    # Logos
    "logo_lourd": Sentence(_("Ce fichier est trop lourd : %(maximum)s Mo au plus."), 413),
    "logo_geant": Sentence(
        _(
            "Cette image est trop grande : %(maximum)s millions de pixels au plus. "
            "Enregistrez-la en plus petit, puis recommencez."
        ),
        422,
    ),
    "logo_illisible": Sentence(
        _("Nous ne savons pas lire cette image. Choisissez un fichier PNG ou JPEG."), 422
    ),
    # Présences
    "trop_de_personnes": Sentence(
        _("La liste a déjà %(maximum)s personnes : comptez les autres par qualité."), 422
    ),
    # Documents
    "document_vide": Sentence(_("Donnez un titre au document."), 422),
    "adresse_invalide": Sentence(
        _("Cette adresse n’est pas complète : elle commence par https://."), 422
    ),
    "trop_de_documents": Sentence(_("Joignez %(maximum)s documents au plus."), 422),
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
    # Notes and suivis
    "ligne_vide": Sentence(_("Écrivez quelque chose avant d’enregistrer la ligne."), 422),
    "suivi_sans_mots": Sentence(
        _("Écrivez ce qui est à faire : une parole citée ne le dit pas encore."), 422
    ),
    "ligne_retiree": Sentence(
        _("Cette ligne a été retirée entre-temps. Remettez-la d’abord, puis recommencez."), 409
    ),
    "ligne_modifiee": Sentence(
        _(
            "Entre-temps, %(qui)s a modifié cette ligne. "
            "Comparez les deux textes, puis enregistrez celui que vous gardez."
        ),
        409,
    ),
    "suivi_modifie": Sentence(
        _("Entre-temps, %(qui)s a noté autre chose de ce suivi. Relisez-le, puis recommencez."),
        409,
    ),
    "suivi_deja_repris": Sentence(
        _(
            "Une réunion a déjà parlé de ce suivi : il reste dans les notes. "
            "Dites plutôt qu’il est abandonné."
        ),
        409,
    ),
    # A séance that comes in from a file
    "seance_illisible": Sentence(_("Ce fichier n’est pas celui d’une rencontre entière."), 422),
    "seance_deja_la": Sentence(
        _("Cette rencontre, ou une partie d’elle, est déjà dans cette base."), 409
    ),
    "seance_code_inconnu": Sentence(
        _("Le fichier donne à « %(cle)s » une valeur inconnue : « %(valeur)s »."), 422
    ),
    "seance_incoherente": Sentence(
        _("Deux lignes du fichier se contredisent : un rang ou un numéro y figure deux fois."),
        422,
    ),
}
