"""The phone: join, contribute, my words, follow-up; and the public pages.

Everything here works without JavaScript and over plain HTTP. No account: a signed cookie
per séance, set by a page and never by a link preview's HEAD.
"""

from __future__ import annotations

from flask import Flask

from cafe.participation import (  # noqa: F401
    assise,
    badge,
    contribuer,
    entree,
    essai,
    etat,
    mots,
    objecter,
    passage,
    public,
    quartier,
    questions_dites,
    retour,
    suivi,
    voter,
)
from cafe.participation.salle import participation


def init_room(app: Flask) -> None:
    """Register the participants' pages."""
    app.register_blueprint(participation)
