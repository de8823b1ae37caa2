"""A WebSocket of our own for the tests: read as slowly as wished, frame by frame, byte by byte."""

import json
import os
from base64 import b64encode

import gevent.socket


class Prise:
    """One Socket.IO client straight over WebSocket, with every frame kept as it came."""

    def __init__(self, port: int, *, tampon: int | None = None) -> None:
        self.sock = gevent.socket.socket()
        if tampon is not None:
            self.sock.setsockopt(gevent.socket.SOL_SOCKET, gevent.socket.SO_RCVBUF, tampon)
        self.sock.connect(("127.0.0.1", port))
        self.recu = b""
        self.entete = ""

    def upgrade(self, sid: str = "") -> None:
        """Open as a browser does, its offer to compress included; `sid` to leave long-polling."""
        suite = f"&sid={sid}" if sid else ""
        self.sock.sendall(
            f"GET /socket.io/?EIO=4&transport=websocket{suite} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {b64encode(os.urandom(16)).decode()}\r\n"
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n".encode()
        )
        while b"\r\n\r\n" not in self.recu:
            self._read()
        entete, self.recu = self.recu.split(b"\r\n\r\n", 1)
        self.entete = entete.decode()

    def join(self, salle: str) -> None:
        """Open, connect, and wait to be in the room."""
        self.upgrade()
        assert self.message().startswith("0")
        self.send("40")
        assert self.message().startswith("40")
        self.send("421" + json.dumps(["join", salle]))
        assert self.message() == "431[true]"

    def send(self, texte: str, code: int = 1) -> None:
        charge = texte.encode()
        assert len(charge) < 126
        self.sock.sendall(bytes((0x80 | code, 0x80 | len(charge))) + b"\0\0\0\0" + charge)

    def frame(self) -> tuple[int, bytes]:
        """The next frame: its first byte and its payload. Raises EOFError when cut."""
        self._need(2)
        taille, debut = self.recu[1], 2
        if taille >= 126:
            debut += 2 if taille == 126 else 8
            self._need(debut)
            taille = int.from_bytes(self.recu[2:debut], "big")
        self._need(debut + taille)
        tete, charge = self.recu[0], self.recu[debut : debut + taille]
        self.recu = self.recu[debut + taille :]
        return tete, charge

    def message(self) -> str:
        """The next text message, which must stand in one frame."""
        tete, charge = self.frame()
        assert tete == 0x81
        return charge.decode()

    def event(self) -> list[object]:
        """The next event: its name and its values."""
        texte = self.message()
        assert texte.startswith("42"), texte
        evenement: list[object] = json.loads(texte[2:])
        return evenement

    def wait_for_the_end(self) -> None:
        """Read on until the server closes the connection."""
        try:
            while True:
                self._read()
                self.recu = b""
        except (EOFError, ConnectionError):
            pass

    def _need(self, taille: int) -> None:
        while len(self.recu) < taille:
            self._read()

    def _read(self) -> None:
        morceau = self.sock.recv(65536)
        if not morceau:
            raise EOFError
        self.recu += morceau

    def close(self) -> None:
        self.sock.close()
