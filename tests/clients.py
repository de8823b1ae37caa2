"""A browser for page tests: signed in without typing, forms filled from the page itself."""

from __future__ import annotations

from flask.testing import FlaskClient

from cafe.extensions import db
from cafe.models import Compte


def sign_in(client: FlaskClient, compte_id: str) -> FlaskClient:
    """Give the browser the session that signing in would give. Returns the same client."""
    db.session.rollback()
    compte = db.session.get_one(Compte, compte_id)
    with client.session_transaction() as session:
        session["_user_id"] = compte.fs_uniquifier
        session["_fresh"] = True
        session["_id"] = None
    return client
