"""Who sits where, and what was said there last.

Lives here: membership, the number last sent to each salle, the emits. Must not live here:
what is said (``announce_*``), who may sit down (``handlers``).
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import Any

from cafe.access.identity import Identite
from cafe.access.jetons import hash_jeton
from cafe.extensions import socketio
from cafe.live.messages import Fragments, Message, Operation, Presence, payload
from cafe.live.rooms import Genre, Salle, phone_room

# Above this many changes at once (an import, a long silence) fetching the body is shorter.
OPERATIONS_MAX = 60


def server() -> Any:
    """The Socket.IO server under the extension."""
    return socketio.server  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Place:
    """A staff member's or device's seat, kept to look at its right again."""

    salle: Salle
    par: Identite


class Salles:
    """The audiences of this process.

    Numbers only grow. Joining and sending hold one lock: whoever is told a number is
    already there for the next one.
    """

    def __init__(self) -> None:
        self.lock = Lock()
        self.floor = 0
        self._sent: dict[Salle, int] = {}
        self._places: dict[str, Place] = {}
        self._tables: dict[str, set[Salle]] = {}

    def numero(self, salle: Salle) -> int:
        """The number last sent to a salle."""
        return self._sent.get(salle, self.floor)

    def enter(self, sid: str, salle: Salle, par: Identite) -> int:
        """Seat a client; returns the number its page must have to be up to date."""
        if par.jeton:
            server().enter_room(sid, phone_room(hash_jeton(par.jeton)), namespace="/")
        with self.lock:
            server().enter_room(sid, salle.nom, namespace="/")
            if salle.genre is Genre.TABLE:
                self._tables.setdefault(salle.seance_id, set()).add(salle)
            if salle.genre is not Genre.TELEPHONES:
                self._places[sid] = Place(salle, par)
            return self.numero(salle)

    def forget(self, sid: str) -> None:
        """A client has left."""
        self._places.pop(sid, None)

    def places(self) -> list[tuple[str, Place]]:
        """The seats of staff and devices: socket id, place."""
        return list(self._places.items())

    def present(self, salle: Salle) -> int:
        """How many clients sit in a salle."""
        return len(list(server().manager.get_participants("/", salle.nom)))

    def tables(self, seance_id: str) -> set[Salle]:
        """The tables of a séance whose host has had a seat; a host cut off may come back."""
        return set(self._tables.get(seance_id, ()))

    def occupied(self) -> set[Salle]:
        """The boards and screens that somebody looks at."""
        return {place.salle for place in self._places.values()}

    def send(self, salle: Salle, numero: int, operations: list[Operation]) -> None:
        """Tell a board or screen what changed; asks to fetch again where that is too much."""
        with self.lock:
            if len(operations) > OPERATIONS_MAX:
                self._emit_refetch(salle, numero)
            elif operations:
                message = Fragments(self.numero(salle), numero, tuple(operations))
                self._sent[salle] = numero
                self._emit(salle.nom, message)

    def ask_refetch(self, salle: Salle, numero: int) -> None:
        """Have every page of a salle fetch its body again."""
        with self.lock:
            self._emit_refetch(salle, numero)

    def skip(self, salle: Salle, numero: int) -> None:
        """Nobody looks: whoever comes later must have a page of that number."""
        with self.lock:
            self._sent[salle] = numero

    def say(self, room: str, message: Message) -> None:
        """Send a message that is not numbered by salle."""
        self._emit(room, message)

    def say_presence(self) -> None:
        """Remind every board and screen of its number."""
        for salle in self.occupied():
            phones = self.present(Salle(Genre.TELEPHONES, salle.seance_id))
            with self.lock:
                self._emit(salle.nom, Presence(self.numero(salle), phones))

    def expel(self, sid: str) -> None:
        """Take a socket out of every room; its page comes back if it still may."""
        self.forget(sid)
        server().disconnect(sid, namespace="/")

    def _emit_refetch(self, salle: Salle, numero: int) -> None:
        self._sent[salle] = numero
        self._emit(salle.nom, Fragments(apres=numero, numero=numero))

    def _emit(self, room: str, message: Message) -> None:
        socketio.emit(message.nom, payload(message), to=room)
