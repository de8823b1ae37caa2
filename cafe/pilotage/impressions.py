"""What is printed before a séance: its poster and its table tents, drawn off the live path."""

from __future__ import annotations

from flask import abort
from werkzeug.wrappers import Response

from cafe.access.permits import Pouvoir
from cafe.documents.affiche import render_affiche
from cafe.documents.chevalet import render_chevalets
from cafe.extensions import db
from cafe.pilotage.kit_contenu import affiche_of, chevalets_of, salle_of
from cafe.pilotage.reseau import remember_printed
from cafe.pilotage.salle import pilotage, seance_at
from cafe.pilotage.telechargement import PDF, download
from cafe.threads import in_native_thread


@pilotage.get("/seances/<seance_id>/affiche.pdf")
def affiche(seance_id: str) -> Response:
    """The poster; 404 once the séance has no code to print."""
    row = seance_at(seance_id, Pouvoir.EXPORTER)
    content = affiche_of(row)
    if content is None:
        abort(404)
    data = in_native_thread(lambda: render_affiche(content))
    remember_printed(row.id, "affiche")
    return download(data, PDF, f"affiche {row.titre}.pdf", attachment=False)


@pilotage.get("/seances/<seance_id>/chevalets.pdf")
def chevalets(seance_id: str) -> Response:
    """One tent for each table; 404 without tables or without a code."""
    row = seance_at(seance_id, Pouvoir.EXPORTER)
    content = chevalets_of(salle_of(db.session(), row))
    if not content:
        abort(404)
    data = in_native_thread(lambda: render_chevalets(content))
    remember_printed(row.id, "chevalets")
    return download(data, PDF, f"chevalets {row.titre}.pdf", attachment=False)
