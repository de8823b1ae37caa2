"""The room of those who lead a séance: conductor, live board, « saisie pour », notes,
room screen.

One guard for all (accounts and paired devices); each page asks its right for its séance.
"""

from __future__ import annotations

from flask import Flask

from cafe.facilitation import (  # noqa: F401
    accueil,
    citations,
    conduite,
    ecran,
    effacement,
    gestes,
    gestes_plus,
    groupe_nouveau,
    groupes,
    horloge,
    journal,
    medias,
    notes,
    notes_lignes,
    pleniere,
    plusieurs,
    questions_dites,
    ralentir,
    recueil,
    relecture,
    reunir,
    saisie,
    saisie_feuille,
    saisie_liste,
    suggestions,
    suggestions_gestes,
    table,
    table_gestes,
    table_synthese,
    tableau,
    trier,
    votes,
)
from cafe.facilitation.salle import facilitation


def init_room(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(facilitation)
