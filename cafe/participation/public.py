"""The public page of a démarche: what is asked, what was decided and answered."""

from __future__ import annotations

from flask import abort, render_template

from cafe.extensions import db
from cafe.models import Demarche, EtatPreconisation, Phase, Seance
from cafe.models.moderation import published_motives
from cafe.models.preconisation import preconisations_of
from cafe.models.seance import seances_of
from cafe.participation.salle import here, participation


@participation.get("/d/<demarche_id>")
def demarche(demarche_id: str) -> str:
    """A démarche its lead has made public; 404 otherwise, as if it did not exist."""
    found = db.session.get(Demarche, demarche_id)
    if found is None or not found.publique:
        abort(404)
    session = db.session()
    shown = [
        row
        for row in preconisations_of(session, found.id)
        if row.etat is not EtatPreconisation.BROUILLON
    ]
    seances = seances_of(session, found.id)
    held = [seance for seance in seances if seance.phase is not Phase.PREPARATION]
    return render_template(
        "participation/demarche.html",
        demarche=found,
        preconisations=shown,
        seances=held,
        a_venir=[seance for seance in seances if seance.phase is Phase.PREPARATION],
        motifs=published_motives(session, [seance.id for seance in held]),
    )


@participation.get("/s/<code>/regle")
def regle(code: str) -> str:
    """The rule of the game in plain words, and what is kept of a person."""
    seance: Seance = here()
    return render_template(
        "participation/regle.html",
        seance=seance,
        demarche=seance.demarche,
        motifs=published_motives(db.session(), [seance.id]),
    )
