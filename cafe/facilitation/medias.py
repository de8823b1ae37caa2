"""A photo or a voice, for those who see the board of its séance."""

from __future__ import annotations

from flask import abort
from werkzeug.wrappers import Response

from cafe.access.permits import Pouvoir
from cafe.extensions import db
from cafe.facilitation.salle import facilitation, seance_for
from cafe.medias import media_response
from cafe.models import Contribution, Media
from cafe.models.visibilite import Regard, visible


@facilitation.get("/<seance_id>/medias/<media_id>")
def media(seance_id: str, media_id: str) -> Response:
    """The file; 404 for one of another séance, or of a word that may not be seen here."""
    seance = seance_for(seance_id, Pouvoir.VOIR_TABLEAU)
    found = db.session.get(Media, media_id)
    row = db.session.get(Contribution, found.contribution_id) if found else None
    if found is None or row is None or row.seance_id != seance.id:
        abort(404)
    if not visible(row, Regard.TABLEAU):
        abort(404)
    return media_response(found.id, found.type_mime)
