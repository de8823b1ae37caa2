"""The gestures under « Plus » on a card: split it, bring it beside another, mark it, pass it on.

Each is a plain form of the card's own page; scripts post the same fields from the board.
"""

from __future__ import annotations

import re

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cafe.access.identity import Identite
from cafe.actions.partages import split_contribution
from cafe.facilitation.gestes import gesture
from cafe.facilitation.reponses import version_typed
from cafe.facilitation.salle import facilitation
from cafe.models.tableau import Carte

_LIGNE_VIDE = re.compile(r"\r?\n[ \t]*\r?\n")


@facilitation.post("/<seance_id>/contributions/<contribution_id>/partager")
def partager(seance_id: str, contribution_id: str) -> Response:
    """Split an idea: an empty line stands between two parts."""

    def write(par: Identite, carte: Carte) -> str:
        first, *_rest = split_contribution(
            par=par,
            contribution_id=carte.id,
            parties=_LIGNE_VIDE.split(request.form.get("parties", "")),
            client_id=request.form.get("client_id", ""),
            version=version_typed(),
        )
        return first

    said = _("Idée partagée : ses parties ont pris sa place.")
    return gesture(seance_id, contribution_id, write, said)
