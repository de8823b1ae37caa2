"""Every route has a guard, or stands on the list of open ones."""

from __future__ import annotations

from flask import Blueprint, Flask

from cafe.access.doors import guard_compte
from tests.contracts.gardes import faults


def test_no_route_is_left_open_by_mistake(app: Flask) -> None:
    assert faults(app) == []


def test_a_route_without_guard_is_reported() -> None:
    app = Flask("essai")
    room = Blueprint("pilotage", __name__)
    room.add_url_rule("/secret", "secret", lambda: "")
    app.register_blueprint(room)
    app.add_url_rule("/nue", "nue", lambda: "")
    assert len(faults(app)) == 2


def test_a_guarded_route_is_not_reported() -> None:
    app = Flask("essai")
    room = Blueprint("pilotage", __name__)
    room.before_request(guard_compte)
    room.add_url_rule("/secret", "secret", lambda: "")
    app.register_blueprint(room)
    assert faults(app) == []
