"""Which version of a compte rendu a page is about."""

from __future__ import annotations

from flask import abort

from cafe.extensions import db
from cafe.models import CompteRendu, Seance
from cafe.models.compte_rendu import draft_of, last_validated, versions_of


def version_at(seance: Seance, numero: int | None) -> CompteRendu | None:
    """The version of that number; without one, the draft, or else the latest that is validated.

    None before anything was begun. Aborts with 404 for a number that there is not.
    """
    if numero is not None:
        return numbered(seance, numero)
    session = db.session()
    return draft_of(session, seance.id) or last_validated(session, seance.id)


def numbered(seance: Seance, numero: int) -> CompteRendu:
    """The version of that number. Aborts with 404."""
    versions = versions_of(db.session(), seance.id)
    found = next((v for v in versions if v.numero == numero), None)
    if found is None:
        abort(404)
    return found
