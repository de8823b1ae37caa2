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
}
