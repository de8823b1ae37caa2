"""Rehearse a séance and erase the rehearsal; or make the next one with the same script."""

from __future__ import annotations

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
    seance_at(seance_id, Pouvoir.PREPARER)
    try:
        made = start_rehearsal(par=current_identite(), seance_id=seance_id)
    except (Missing, NotAllowed):
        raise
    except Refusal as refusal:
        return _told(seance_id, refusal)
    flash(gettext("La répétition est prête : ouvrez-la, essayez tout, puis effacez-la."), "succes")
    return redirect(url_for("facilitation.conduite", seance_id=made), 303)


@pilotage.post("/seances/<seance_id>/repetition/effacer")
def effacer_repetition(seance_id: str) -> Response:
    """Erase it in one tap."""
    seance_at(seance_id, Pouvoir.PREPARER)
    try:
        source = erase_rehearsal(par=current_identite(), seance_id=seance_id)
    except (Missing, NotAllowed):
        raise
    except Refusal as refusal:
        return _told(seance_id, refusal)
    flash(gettext("La répétition est effacée."), "succes")
    return redirect(url_for(".seance", seance_id=source), 303)


@pilotage.post("/seances/<seance_id>/dupliquer")
def dupliquer_seance(seance_id: str) -> Response:
    """Prepare another one with the same questions, script, tables and programme."""
    seance_at(seance_id, Pouvoir.PREPARER)
    titre = request.form.get("titre", "")
    try:
        made = duplicate_seance(par=current_identite(), seance_id=seance_id, titre=titre)
    except (Missing, NotAllowed):
        raise
    except Refusal as refusal:
        return _told(seance_id, refusal)
    flash(gettext("La copie est prête : donnez-lui sa date."), "succes")
    return redirect(url_for(".preparer_seance", seance_id=made), 303)


def _told(seance_id: str, refusal: Refusal) -> Response:
    """Back to the page of the séance, with the reason."""
    if wants_json():
        raise refusal
    flash(sentence(refusal), "erreur")
    return redirect(url_for(".seance", seance_id=seance_id), 303)
