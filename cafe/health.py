"""Is it alive, is it ready: /healthz, /readyz, /metrics (off by default)."""

from __future__ import annotations

from typing import Any

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, Flask, Response, abort, current_app, jsonify
from sqlalchemy import func, select

from cafe.config import Reglages
from cafe.database import read_settings
from cafe.extensions import db
from cafe.models import Contribution, Participant, Seance
from cafe.models.evenement import last_numero
from cafe.resources import resource

sante = Blueprint("sante", __name__)


def init_room(app: Flask) -> None:
    """Register the health pages."""
    app.register_blueprint(sante)


@sante.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return jsonify(etat="ok")


@sante.get("/readyz")
def readyz() -> tuple[Response, int]:
    """The database answers and its schema is the code's."""
    reglages: Reglages = current_app.config["REGLAGES"]
    expected = ScriptDirectory(str(resource("migrations"))).get_current_head()
    current = MigrationContext.configure(db.session.connection()).get_current_revision()
    ready = expected == current
    body: dict[str, Any] = {"etat": "pret" if ready else "migrations", "migration": current}
    if reglages.banc:
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        body["reglages"] = read_settings(app) | {"async_mode": reglages.async_mode}
    return jsonify(body), 200 if ready else 503


@sante.get("/metrics")
def metrics() -> Response:
    """A few counts in Prometheus' text format, when CAFE_METRICS=1."""
    if not current_app.config["REGLAGES"].metrics:
        abort(404)
    counts = {
        "cafe_evenements_total": last_numero(db.session()),
        "cafe_contributions_total": _count(Contribution),
        "cafe_participants_total": _count(Participant),
        "cafe_seances_total": _count(Seance),
    }
    lines = [f"# TYPE {name} counter\n{name} {value}" for name, value in counts.items()]
    return Response("\n".join(lines) + "\n", mimetype="text/plain; version=0.0.4")


def _count(model: type[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0
