"""« Vous avez dit »: what became of everybody's words in a séance, for who has its code."""

from __future__ import annotations

from flask import abort, render_template, request

from cafe.extensions import db
from cafe.models import Phase
from cafe.participation.salle import code_of, here, participation
from cafe.retours import retours_of_seance


@participation.get("/s/<code>/retour")
def retour(code: str) -> str:
    """Every question, the one asked for first; 404 before the séance is held."""
    seance = here()
    if seance.phase is Phase.PREPARATION:
        abort(404)
    wanted = request.args.get("question", "")
    retours = retours_of_seance(db.session(), seance)
    retours.sort(key=lambda pair: pair[0].id != wanted)
    return render_template(
        "participation/retour.html",
        seance=seance,
        demarche=seance.demarche,
        code=code_of(seance),
        retours=retours,
    )
