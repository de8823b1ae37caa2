"""Rehearse a séance and erase the rehearsal; or make the next one with the same script."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.copies import duplicate_seance, erase_rehearsal, start_rehearsal
from cafe.actions.core import Missing, NotAllowed, Refusal
from cafe.errors import wants_json
from cafe.messages import sentence
from cafe.pilotage.salle import pilotage, seance_at


@pilotage.post("/seances/<seance_id>/repetition")
def repeter(seance_id: str) -> Response:
    """Make a rehearsal and lead it."""
    return _done(
        seance_id,
        lambda: start_rehearsal(par=current_identite(), seance_id=seance_id),
        "facilitation.conduite",
        gettext("La répétition est prête : ouvrez-la, essayez tout, puis effacez-la."),
    )


@pilotage.post("/seances/<seance_id>/repetition/effacer")
def effacer_repetition(seance_id: str) -> Response:
    """Erase it in one tap."""
    return _done(
        seance_id,
        lambda: erase_rehearsal(par=current_identite(), seance_id=seance_id),
        ".seance",
        gettext("La répétition est effacée."),
    )


@pilotage.post("/seances/<seance_id>/dupliquer")
def dupliquer_seance(seance_id: str) -> Response:
    """Prepare another one with the same questions, script, tables and programme."""
    titre = request.form.get("titre", "")
    return _done(
        seance_id,
        lambda: duplicate_seance(par=current_identite(), seance_id=seance_id, titre=titre),
        ".preparer_seance",
        gettext("La copie est prête : donnez-lui sa date."),
    )


def _done(seance_id: str, write: Callable[[], str], page: str, said: str) -> Response:
    """To that page of the séance that was written; refused, back with the reason."""
    seance_at(seance_id, Pouvoir.PREPARER)
    try:
        target = write()
    except (Missing, NotAllowed):
        raise
    except Refusal as refusal:
        if wants_json():
            raise
        flash(sentence(refusal), "erreur")
        return redirect(url_for(".seance", seance_id=seance_id), 303)
    flash(said, "succes")
    return redirect(url_for(page, seance_id=target), 303)
