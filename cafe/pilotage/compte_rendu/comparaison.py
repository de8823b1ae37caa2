"""Two versions of a compte rendu side by side: what came, what left, paragraph by paragraph."""

from __future__ import annotations

from flask import abort, request
from werkzeug.wrappers import Response

from cafe.access.permits import Pouvoir
from cafe.documents.ecarts import Nature, compare
from cafe.documents.trame.blocs import Trame
from cafe.extensions import db
from cafe.models import CompteRendu, Seance
from cafe.models.compte_rendu import versions_of
from cafe.pilotage.compte_rendu.contenu import approved, content_of
from cafe.pilotage.compte_rendu.formats import outline_of
from cafe.pilotage.compte_rendu.lecture import numbered
from cafe.pilotage.formulaires import answer
from cafe.pilotage.salle import pilotage, seance_at


@pilotage.get("/seances/<seance_id>/compte-rendu/ecarts")
def ecarts_compte_rendu(seance_id: str) -> Response:
    """The differences from version ``de`` to version ``a``; by default between the last two."""
    seance = seance_at(seance_id, Pouvoir.RELIRE)
    versions = versions_of(db.session(), seance.id)
    if len(versions) < 2:
        abort(404)
    before = numbered(seance, request.args.get("de", versions[1].numero, type=int))
    after = numbered(seance, request.args.get("a", versions[0].numero, type=int))
    return answer(
        "pilotage/compte_rendu/ecarts.html",
        seance=seance,
        versions=versions,
        avant=before,
        apres=after,
        ecarts=compare(_outline(seance, before), _outline(seance, after)),
        Nature=Nature,
    )


def _outline(seance: Seance, row: CompteRendu) -> Trame:
    return outline_of(approved(content_of(db.session(), seance, row), row))
