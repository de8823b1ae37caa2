"""The lead's room: démarches, séances to prepare, fiches, préconisations, follow-up, exports.

One file per subject; each defines views on ``pilotage``. The guard (accounts only) and what
pages share are in ``salle``.
"""

from __future__ import annotations

from flask import Flask

from cafe.pilotage import (  # noqa: F401 - their views
    accueil,
    appareils,
    badges,
    compte_rendu,
    demandes_transmises,
    demarches,
    engagements,
    exports,
    exports_fiches,
    exports_seance,
    exports_seance_json,
    exports_votes,
    fiches,
    import_fiches,
    impressions,
    kit,
    membres,
    modeles_deroule,
    objections,
    organismes,
    paroles_sans_suite,
    personnes,
    plans,
    preconisation_gestes,
    preconisation_page,
    preconisations,
    programme,
    repetitions,
    reseau,
    retours,
    reunions,
    rotation,
    seance_page,
    seances,
    suites,
    tables,
    talons,
)
from cafe.pilotage.salle import pilotage

__all__ = ["init_room", "pilotage"]


def init_room(app: Flask) -> None:
    """Register the room."""
    app.register_blueprint(pilotage)
