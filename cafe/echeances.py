"""Keeping the dates of collectes: at the first request after their hour, they open and close.

No clock runs for it: between two requests nobody is there to see. A word that comes after the end
is marked late by the action that takes it, which does not wait for this.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask, request

from cafe import clock
from cafe.access.identity import SYSTEME
from cafe.actions.conduite import keep_dates
from cafe.extensions import db
from cafe.models.ouverture import due_seances

# How long a served page may be behind the dates.
PERIODE = timedelta(seconds=20)
# The rooms in which a séance is seen.
_PIECES = ("participation", "facilitation", "pilotage")


def init_echeances(app: Flask) -> None:
    """Look at the dates before a request, once in a while."""
    seen: list[datetime] = []

    @app.before_request
    def keep_all_dates() -> None:
        if request.blueprint not in _PIECES:
            return
        now = clock.now()
        # A clock may be set back.
        if seen and abs(now - seen[0]) < PERIODE:
            return
        seen[:] = [now]
        due = due_seances(db.session(), now)
        for seance_id in due:
            keep_dates(par=SYSTEME, seance_id=seance_id)
        if due:
            db.session.rollback()  # the page reads what has just changed
