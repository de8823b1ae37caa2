"""A listener: one WebSocket as a browser opens it, on a board or on a phone.

Lives here: the upgrade, frames, Socket.IO's packets, and the tokens found in what arrives.
Must not live here: HTTP requests, timetables, statistics.

Two dialects: `socketio` (Engine.IO 4 straight over WebSocket) for the application, and `nu` for the
raw server, where the first message names the room and `{"ok": true}` answers.
"""

import asyncio
import json
import os
import re
import zlib
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

MARQUE = b"jtn"
# A message of this shape asks a board to fetch its body again (too much at once).
RELECTURE = b'"operations":[]'
JETON = re.compile(MARQUE + rb"(\d{9})")


def token(numero: int) -> str:
    """The word that stands for one contribution in every frame: `jtn` and nine digits."""
    return f"{MARQUE.decode()}{numero:09d}"


def find_tokens(octets: bytes) -> set[int]:
    """The tokens that stand in a frame or a page."""
    return {int(numero) for numero in JETON.findall(octets)}


@dataclass(frozen=True)
class Oreille:
    """What a board does: with the tokens of a frame, and when it is told to fetch its body."""

    au_jeton: Callable[[set[int], float], None]
    a_relire: Callable[[], None]


def client_frame(texte: str) -> bytes:
    """A masked text frame. The mask is zero: the server's work is the same, ours is less."""
    charge = texte.encode()
    taille = len(charge)
    if taille < 126:
        entete = bytes((0x81, 0x80 | taille))
    else:
        entete = bytes((0x81, 0xFE)) + taille.to_bytes(2, "big")
    return entete + b"\0\0\0\0" + charge


PONG_ENGINE = client_frame("3")


class Ecoute(asyncio.Protocol):
    """One open socket. `pret` is done once the server has let it into its room."""

    def __init__(
        self,
        hote: str,
        cookie: str,
        salle: str,
        dialecte: str,
        deflate: bool,
        oreille: "Oreille | None",
    ) -> None:
        self.hote, self.cookie, self.salle, self.dialecte = hote, cookie, salle, dialecte
        self.oreille = oreille
        self.deflate = deflate
        self.pret: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.transport: asyncio.Transport | None = None
        self.messages = self.octets = 0
        self.coupee = ""
        self.deflate_negocie = False
        self._recu = b""
        self._partiel = b""
        self._ouverte = False
        self._partie = False
        self._gonfleur: zlib._Decompress | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        chemin = "/socket.io/?EIO=4&transport=websocket" if self.dialecte == "socketio" else "/"
        lignes = [
            f"GET {chemin} HTTP/1.1",
            f"Host: {self.hote}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {b64encode(os.urandom(16)).decode()}",
            f"Origin: http://{self.hote}",
            f"Cookie: {self.cookie}",
        ]
        if self.deflate:
            lignes.append("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")
        transport.write("\r\n".join(lignes).encode() + b"\r\n\r\n")

    def data_received(self, data: bytes) -> None:
        maintenant = perf_counter()
        self.octets += len(data)
        if self._recu:
            data = self._recu + data
        if not self._ouverte:
            fin = data.find(b"\r\n\r\n")
            if fin < 0:
                self._recu = data
                return
            self._upgraded(data[:fin])
            data = data[fin + 4 :]
        ici, bout = 0, len(data)
        while bout - ici >= 2:
            taille, debut = data[ici + 1], ici + 2
            if taille == 126:
                taille, debut = int.from_bytes(data[ici + 2 : ici + 4], "big"), ici + 4
            elif taille == 127:
                taille, debut = int.from_bytes(data[ici + 2 : ici + 10], "big"), ici + 10
            if bout < debut + taille:
                break
            self._frame(data[ici], data[debut : debut + taille], maintenant)
            ici = debut + taille
        self._recu = data[ici:]

    def _upgraded(self, entete: bytes) -> None:
        if entete[9:12] != b"101":
            self._fail("refus : " + entete[:200].decode(errors="replace"))
            return
        self._ouverte = True
        self.deflate_negocie = b"permessage-deflate" in entete.lower()
        if self.dialecte == "nu":
            self._send(json.dumps({"salle": self.salle}))

    def _frame(self, tete: int, charge: bytes, maintenant: float) -> None:
        code = tete & 15
        if code == 9:
            self._write(bytes((0x8A, 0x80 | len(charge))) + b"\0\0\0\0" + charge)
        elif code == 8:
            self._fail(f"fermée par le serveur ({int.from_bytes(charge[:2], 'big')})")
        elif code <= 2:
            if tete & 0x40:  # compressed: the window is kept from one message to the next
                self._gonfleur = self._gonfleur or zlib.decompressobj(-15)
            self._partiel += charge
            if tete & 0x80:
                message, self._partiel = self._partiel, b""
                if self._gonfleur:
                    message = self._gonfleur.decompress(message + b"\0\0\xff\xff")
                self._message(message, maintenant)

    def _message(self, message: bytes, maintenant: float) -> None:
        if message == b"2" and self.dialecte == "socketio":
            self._write(PONG_ENGINE)
            return
        self.messages += 1
        if not self.pret.done():
            self._shake_hands(message.decode())
        if self.oreille is None:
            return
        if MARQUE in message:
            self.oreille.au_jeton(find_tokens(message), maintenant)
        elif RELECTURE in message:
            self.oreille.a_relire()

    def _shake_hands(self, message: str) -> None:
        if self.dialecte == "nu":
            self.pret.set_result(None)
        elif message.startswith("0"):
            self._send("40")
        elif message.startswith("40"):
            self._send("421" + json.dumps(["join", {"salle": self.salle}]))
        elif message.startswith("431"):
            [answer] = json.loads(message[3:])
            if answer.get("ok"):
                self.pret.set_result(None)
            else:
                self._fail(f"salle refusée : {answer}")
        elif message.startswith(("41", "44")):
            self._fail(f"connexion refusée : {message[:200]}")

    def _send(self, texte: str) -> None:
        self._write(client_frame(texte))

    def _write(self, trame: bytes) -> None:
        if self.transport is not None:
            self.transport.write(trame)

    def _fail(self, raison: str) -> None:
        if not self._partie:
            self.coupee = self.coupee or raison
        if not self.pret.done():
            self.pret.set_exception(ConnectionError(raison))

    def connection_lost(self, exc: Exception | None) -> None:
        self._fail(f"coupée ({exc})" if exc else "coupée")

    def leave(self) -> None:
        """Close from our side: what follows is no failure."""
        self._partie = True
        if self.transport is not None:
            self.transport.abort()
