"""The photo of a sheet, kept for its table and tour, and shown beside the field while one types."""

from __future__ import annotations

from dataclasses import replace

from flask import make_response, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.core import Missing, NotAllowed, Refusal, RuleBroken
from cafe.actions.feuilles import add_feuille
from cafe.extensions import db
from cafe.facilitation.saisie import Saisie, page_saisie, table_of_host, typed_word
from cafe.facilitation.salle import facilitation, seance_for
from cafe.medias_recues import forget_medias, stored_medias
from cafe.messages import sentence, status
from cafe.models.question import tablees_of
from cafe.models.tablee_vue import tours_of


@facilitation.post("/<seance_id>/saisie/feuille")
def saisie_feuille(seance_id: str) -> Response:
    """Keep the photo; what was being typed comes back with it, unsent."""
    seance = seance_for(seance_id, Pouvoir.SAISIR)
    typed = typed_word(seance)
    session, hote = db.session(), table_of_host(seance)
    numero = hote.numero if hote else typed.tablee
    tablee = next((t.id for t in tablees_of(session, seance.id) if t.numero == numero), None)
    tour = next((t.id for t in tours_of(session, seance.id) if t.numero == typed.tour), None)
    try:
        if tablee is None:
            raise RuleBroken("feuille_sans_table", champ="photo")
        _keep(tablee, tour)
    except (Missing, NotAllowed):
        raise
    except Refusal as refusal:
        refused = replace(typed, champ="photo", erreur=sentence(refusal))
        return _answer(seance_id, refused, status(refusal))
    return _answer(seance_id, typed, 201, gettext("La photo de la feuille est gardée."))


def _keep(tablee_id: str, tour_id: str | None) -> None:
    with stored_medias(request.files) as medias:
        piece = medias[0] if len(medias) == 1 else None
        kept = add_feuille(
            par=current_identite(), tablee_id=tablee_id, tour_id=tour_id, piece=piece
        )
        if piece is not None and piece.id != kept:
            forget_medias(medias)


def _answer(seance_id: str, typed: Saisie, code: int, gardee: str = "") -> Response:
    seance = seance_for(seance_id, Pouvoir.SAISIR)
    page = page_saisie(seance, typed)
    shown = render_template("facilitation/saisie.html", page=page, gardee=gardee)
    return make_response(shown, code)
