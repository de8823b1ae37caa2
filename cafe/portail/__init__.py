"""Pages for who holds a link: accept an invitation, set a new password, pair a device.

A room of its own: these pages write (through actions), which ``cafe.access`` must not, and
they are open to people who have no account yet. The accessibility statement too.
"""

from __future__ import annotations

from flask import Flask

from cafe.portail import accessibilite  # noqa: F401
from cafe.portail.pages import portail


def init_room(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(portail)
