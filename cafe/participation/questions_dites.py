"""A question said aloud, for the phone of whoever would rather listen than read."""

from __future__ import annotations

from flask import abort
from werkzeug.wrappers import Response

from cafe.extensions import db
from cafe.medias import media_response
from cafe.models import Phase
from cafe.models.question_dite import dite_in
from cafe.participation.salle import here, participation

# A new recording has another address: on a slow line nobody fetches the same one twice.
GARDEE_SECONDES = 3600


@participation.get("/s/<code>/questions/voix/<dite_id>")
def question_dite(code: str, dite_id: str) -> Response:
    """The recording; 404 for one of another séance, and before the questions may be read."""
    seance = here()
    found = dite_in(db.session(), seance.id, dite_id)
    if found is None or seance.phase is Phase.PREPARATION:
        abort(404)
    return media_response(found.id, found.type_mime, seconds=GARDEE_SECONDES)
