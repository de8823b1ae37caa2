"""The French sentences of tables, hosts and what they write. Same rule as ``cafe.messages``."""

from __future__ import annotations

from cafe.phrases import Sentence
from cafe.phrases import mark as _

SENTENCES_TABLES: dict[str, Sentence] = {
    # Preparing
    "aucune_table": Sentence(_("Il faut au moins une table pour accueillir du monde."), 422),
    "capacite_invalide": Sentence(
        _("Table %(numero)s : indiquez un nombre de places, de 1 à %(maximum)s."), 422
    ),
    "places_insuffisantes": Sentence(
        _(
            "Il y a %(places)s places pour %(personnes)s personnes attendues. "
            "Ajoutez une table, ou des places."
        ),
        422,
    ),
    # At the table
    "etoiles_max": Sentence(
        _(
            "%(maximum)s idées sont déjà mises en avant à cette table pour ce tour. "
            "Reprenez-en une pour en mettre une autre."
        ),
        409,
    ),
    "etoile_pas_publiee": Sentence(
        _("Cette idée n’est plus affichée : elle ne peut pas être mise en avant."), 409
    ),
    "etoile_sans_table": Sentence(
        _("Cette idée ne vient d’aucune table : elle ne peut pas être mise en avant."), 409
    ),
    "effectif_tablee": Sentence(_("Indiquez un nombre de personnes, de 0 à %(maximum)s."), 422),
    "feuille_absente": Sentence(_("Prenez d’abord la feuille en photo."), 422),
    "feuilles_max": Sentence(
        _("Cette table a déjà %(maximum)s photos pour ce tour. Retirez-en une."), 409
    ),
    # What a table says of a tour
    "synthese_vide": Sentence(_("Écrivez la synthèse avant de l’enregistrer."), 422),
    "synthese_longue": Sentence(
        _(
            "Cette synthèse fait %(longueur)s caractères ; il en faut %(maximum)s au plus. "
            "Gardez l’essentiel."
        ),
        422,
    ),
    "synthese_modifiee": Sentence(
        _(
            "Entre-temps, un autre appareil a enregistré un autre texte. "
            "Comparez les deux, puis enregistrez celui que la table garde."
        ),
        409,
    ),
    "synthese_effacee": Sentence(_("Cette synthèse a été effacée : écrivez-en une autre."), 409),
    "mains_synthese": Sentence(_("Comptez de 1 à %(maximum)s mains."), 422),
    "mains_de_trop": Sentence(
        _("Il ne peut pas y avoir plus de mains que de personnes présentes (%(presents)s)."), 422
    ),
}
