"""« Je suis à la table 3 »: a badge whose bearer sits elsewhere than expected.

Scanning a table's code writes nothing: the page asks, one tap answers.
"""

from __future__ import annotations

import uuid

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from cafe.access.doors import remember_participant
from cafe.actions.core import RuleBroken
from cafe.actions.places import sit_here
from cafe.errors import wants_json
from cafe.messages import sentence
from cafe.participation.contribuer import Saisie, answer_page
from cafe.participation.salle import code_of, here, holder, participation


@participation.get("/s/<code>/place")
def place(code: str) -> Response:
    """What a page left after a refusal asks again for: the page to write."""
    return redirect(url_for(".contribuer", code=code_of(here())), 303)


@participation.post("/s/<code>/place")
def dire_place(code: str) -> Response:
    """303 to the page to write, which says what was noted."""
    identite = holder()
    try:
        table = request.form.get("table", 0, type=int)
        sit_here(par=identite, seance_id=here().id, table=table)
    except RuleBroken as refusal:
        if wants_json():
            raise
        return answer_page(Saisie(str(uuid.uuid4()), erreur=sentence(refusal)), refusal)
    target = url_for(".contribuer", code=code_of(here()))
    return remember_participant(redirect(target, 303), identite)
