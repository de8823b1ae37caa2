"""One page that listens: Socket.IO's test client, and what it has been told since last asked."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response
from flask.testing import FlaskClient
from flask_socketio import SocketIOTestClient

from cafe.access.doors import remember_participant
from cafe.access.identity import Identite
from cafe.extensions import db, socketio
from cafe.live.announce import Announcer
from cafe.models import Seance
from tests.clients import sign_in


class Ecoute:
    """A connected page. Each exchange runs in an app context of its own, as when served."""

    def __init__(self, app: Flask, client: FlaskClient) -> None:
        self._app = app
        self.counts: list[list[dict[str, Any]]] = []  # of questions, heard with the last news
        self.columns: list[dict[str, Any]] = []  # and of columns, of the queue
        self.times: list[dict[str, Any]] = []  # and the clocks told
        with app.app_context():
            self.socket: SocketIOTestClient = socketio.test_client(app, flask_test_client=client)

    @property
    def connected(self) -> bool:
        return bool(self.socket.is_connected())

    def join(self, salle: object) -> dict[str, Any]:
        """Ask for a salle; the server's answer."""
        with self._app.app_context():
            answer: dict[str, Any] = self.socket.emit("join", {"salle": salle}, callback=True)
        return answer

    def news(self) -> list[tuple[str, dict[str, Any]]]:
        """The messages received since last asked, name and payload; counts and clocks apart."""
        if not self.connected:
            return []
        heard = [(said["name"], said["args"][0]) for said in self.socket.get_received()]
        told = [said["operations"] for _, said in heard if _counts(said)]
        self.columns = [o for operations in told for o in operations if not _is_count(o)]
        counts = [[o for o in operations if _is_count(o)] for operations in told]
        self.counts = [operations for operations in counts if operations]
        self.times = [said for name, said in heard if name == "minuteur"]
        return [(name, said) for name, said in heard if name != "minuteur" and not _counts(said)]

    def operations(self) -> list[dict[str, Any]]:
        """The operations received since last asked, in order."""
        return [o for name, said in self.news() if name == "fragments" for o in said["operations"]]

    def leave(self) -> None:
        with self._app.app_context():
            self.socket.disconnect()


def _counts(said: dict[str, Any]) -> bool:
    operations = said.get("operations")
    return bool(operations) and all(
        o["cible"].startswith(("compte-", "nombre-", "a-relire")) for o in operations
    )


def _is_count(operation: dict[str, Any]) -> bool:
    return str(operation["cible"]).startswith("compte-")


def staff_page(app: Flask, compte_id: str | None) -> Ecoute:
    """The page of an account, just opened."""
    assert compte_id is not None
    return Ecoute(app, sign_in(app.test_client(), compte_id))


def phone_page(app: Flask, seance_id: str, par: Identite | None = None) -> Ecoute:
    """The page of a phone that has scanned the séance's code; ``par``: whose phone it is."""
    client = app.test_client()
    with app.test_request_context():
        seance = db.session.get_one(Seance, seance_id)
        if par is None:
            assert client.get(f"/s/{seance.code}").status_code == 200
        else:
            kept = remember_participant(Response(), par).headers["Set-Cookie"]
            name, _, value = kept.partition(";")[0].partition("=")
            client.set_cookie(name, value)
    return Ecoute(app, client)


def announcer(app: Flask) -> Announcer:
    found: Announcer = app.extensions["cafe_announcer"]
    return found
