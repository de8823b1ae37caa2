"""The one reference server: Python's `websockets` and `sqlite3`, and nothing else.

It does what nobody can avoid for « POST → every board »: read an HTTP request, check a signed
session cookie and a CSRF token, check the fields, insert the contribution, commit, and only then
broadcast to the boards and answer 201. One process, one thread, one SQLite connection (WAL).

What it spares itself, and the application does not: Flask, templates, rights, events, versions,
rates, Socket.IO, long-polling. The ratio « application / raw » is the price of all that.

HTTP is read by hand on one port (HTTP/1.1, keep-alive), WebSockets are served by the library on
the next one, without compression. The loop is asyncio's own: `--uvloop` runs the same program on
uvloop, for those who want a harder reference; the goals are stated against the default.

    python -m bench.serveur_nu --port 8101 --base /tmp/nu.sqlite --synchronous FULL
"""

import argparse
import asyncio
import hmac
import html
import json
import os
import secrets
import sqlite3
from datetime import UTC, datetime
from hashlib import sha256
from urllib.parse import parse_qs

from websockets.asyncio.server import ServerConnection, broadcast, serve

CLE = bytes.fromhex(os.environ.get("NU_CLE", "")) or secrets.token_bytes(32)
QUESTIONS = {"q1", "q2", "q3"}
CATEGORIES = {"point_appui", "frein", "proposition"}
NIVEAUX = {"NORMAL": 1, "FULL": 2}
SCHEMA = """CREATE TABLE IF NOT EXISTS contribution(
  numero INTEGER PRIMARY KEY, participant TEXT NOT NULL, client_id TEXT NOT NULL,
  question TEXT NOT NULL, categorie TEXT NOT NULL, texte TEXT NOT NULL, cree_le TEXT NOT NULL,
  UNIQUE(participant, client_id))"""
FORMULAIRE = """<!doctype html><title>Nu</title>
<form method="post" action="/s/NU2345/contributions">
<input type="hidden" name="csrf_token" value="{csrf}">
<input type="hidden" name="client_id" value="{qui}">
<input type="radio" name="question" value="q1"><input type="radio" name="question" value="q2">
<input type="radio" name="categorie" value="proposition"><textarea name="texte"></textarea>
<button>Envoyer</button></form>"""
CARTE = (
    '<article class="carte" id="c-{numero}" data-categorie="{categorie}" data-version="1">'
    '<h3 class="carte-categorie">{categorie}</h3><p class="carte-texte">{texte}</p>'
    '<footer><time datetime="{cree_le}">{cree_le}</time></footer></article>'
)


def sign(texte: str) -> str:
    return hmac.new(CLE, texte.encode(), sha256).hexdigest()


def open_base(chemin: str, synchronous: str) -> sqlite3.Connection:
    """The only connection: WAL, the asked durability, each transaction written out by hand."""
    base = sqlite3.connect(chemin, isolation_level=None)
    base.execute("PRAGMA journal_mode=WAL")
    base.execute(f"PRAGMA synchronous={NIVEAUX[synchronous]}")
    base.execute(SCHEMA)
    return base


class Salles:
    """Who listens, and the way of a contribution from its fields to the boards."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self.base = base
        self.salles: dict[str, set[ServerConnection]] = {"tableau": set(), "telephones": set()}

    def settings(self) -> dict[str, object]:
        """What the connection that writes says of itself."""
        [niveau] = self.base.execute("PRAGMA synchronous").fetchone()
        [journal] = self.base.execute("PRAGMA journal_mode").fetchone()
        boucle = type(asyncio.get_running_loop()).__module__.split(".")[0]
        return {"synchronous": niveau, "journal_mode": journal, "async_mode": boucle}

    async def listen(self, prise: ServerConnection) -> None:
        """One WebSocket: its first message names its room."""
        salle = self.salles[json.loads(await prise.recv())["salle"]]
        salle.add(prise)
        try:
            await prise.send('{"ok": true}')
            await prise.wait_closed()
        finally:
            salle.discard(prise)

    def post(self, participant: str, champs: dict[str, str]) -> tuple[int, dict[str, object]]:
        """Store, commit, broadcast; the status and what to answer."""
        try:
            client_id, question = champs["client_id"], champs["question"]
            categorie, texte = champs["categorie"], champs["texte"].strip()
        except KeyError as manque:
            return 400, {"erreur": "champ_manquant", "champ": manque.args[0]}
        if question not in QUESTIONS or categorie not in CATEGORIES or not 0 < len(texte) <= 2000:
            return 422, {"erreur": "valeur_refusee"}
        cree_le = datetime.now(UTC).isoformat()
        valeurs = (participant, client_id, question, categorie, texte, cree_le)
        self.base.execute("BEGIN IMMEDIATE")
        try:
            numero = self.base.execute(
                "INSERT INTO contribution(participant, client_id, question, categorie, texte,"
                " cree_le) VALUES(?,?,?,?,?,?)",
                valeurs,
            ).lastrowid
            self.base.execute("COMMIT")
        except sqlite3.IntegrityError:
            self.base.execute("ROLLBACK")
            return self.repeat(participant, client_id, texte)
        carte = CARTE.format(
            numero=numero, categorie=categorie, cree_le=cree_le, texte=html.escape(texte)
        )
        operation = {"action": "append", "cible": f"#{question}", "html": carte}
        message = {"apres": (numero or 0) - 1, "numero": numero, "operations": [operation]}
        self.show(json.dumps(["fragments", message]))
        return 201, {"id": numero, "client_id": client_id, "statut": "publiee"}

    def repeat(self, participant: str, client_id: str, texte: str) -> tuple[int, dict[str, object]]:
        """The same post again is harmless; another text under a used id is not."""
        [numero, premier] = self.base.execute(
            "SELECT numero, texte FROM contribution WHERE participant = ? AND client_id = ?",
            (participant, client_id),
        ).fetchone()
        if premier != texte:
            return 409, {"erreur": "deja_utilise"}
        return 200, {"id": numero, "client_id": client_id, "statut": "publiee"}

    def show(self, message: str) -> None:
        """Send to every board."""
        broadcast(self.salles["tableau"], message)


class Http(asyncio.Protocol):
    """HTTP/1.1 with keep-alive, as little of it as a well-behaved client needs."""

    def __init__(self, salles: Salles) -> None:
        self.salles = salles
        self.recu = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.recu += data
        while (fin := self.recu.find(b"\r\n\r\n")) >= 0:
            debut, *lignes = self.recu[:fin].decode("latin-1").split("\r\n")
            entetes = {k.lower(): v.strip() for k, _, v in (x.partition(":") for x in lignes)}
            bout = fin + 4 + int(entetes.get("content-length", 0))
            if len(self.recu) < bout:
                return
            corps, self.recu = self.recu[fin + 4 : bout], self.recu[bout:]
            methode, chemin, _ = debut.split(" ", 2)
            self.route(methode, chemin.partition("?")[0], entetes, corps)

    def route(self, methode: str, chemin: str, entetes: dict[str, str], corps: bytes) -> None:
        if methode == "POST" and chemin.endswith("/contributions"):
            self.contribute(entetes, corps)
        elif chemin == "/readyz":
            self.answer(200, json.dumps({"reglages": self.salles.settings()}))
        elif chemin.startswith("/s/"):
            qui = secrets.token_hex(8)
            page = FORMULAIRE.format(csrf=sign("csrf" + qui), qui=qui)
            self.answer(200, page, f"Set-Cookie: session={qui}.{sign(qui)}; HttpOnly; Path=/\r\n")
        else:
            self.answer(404, "")

    def contribute(self, entetes: dict[str, str], corps: bytes) -> None:
        cookies = dict(x.strip().partition("=")[::2] for x in entetes.get("cookie", "").split(";"))
        qui, _, signature = cookies.get("session", "").partition(".")
        champs = {k: v[0] for k, v in parse_qs(corps.decode(), keep_blank_values=True).items()}
        if not hmac.compare_digest(signature, sign(qui)):
            self.answer(403, '{"erreur": "session"}')
        elif not hmac.compare_digest(champs.get("csrf_token", ""), sign("csrf" + qui)):
            self.answer(400, '{"erreur": "csrf"}')
        else:
            statut, reponse = self.salles.post(qui, champs)
            self.answer(statut, json.dumps(reponse))

    def answer(self, statut: int, corps: str, entetes: str = "") -> None:
        octets = corps.encode()
        genre = "application/json" if corps.startswith("{") else "text/html; charset=utf-8"
        tete = f"HTTP/1.1 {statut} \r\nContent-Type: {genre}\r\n{entetes}"
        tete += f"Content-Length: {len(octets)}\r\n\r\n"
        self.transport.write(tete.encode() + octets)


async def run(salles: Salles, port: int) -> None:
    """Serve HTTP on `port` and WebSockets on `port + 1`, until killed."""
    boucle = asyncio.get_running_loop()
    http = await boucle.create_server(lambda: Http(salles), "127.0.0.1", port, backlog=2048)
    prises = serve(salles.listen, "127.0.0.1", port + 1, compression=None, backlog=2048)
    async with http, prises:
        await asyncio.Future()


def main() -> None:
    options = argparse.ArgumentParser(description="Serveur de référence du banc.")
    options.add_argument("--port", type=int, required=True)
    options.add_argument("--base", required=True)
    options.add_argument("--synchronous", choices=tuple(NIVEAUX), default="FULL")
    options.add_argument("--uvloop", action="store_true")
    choix = options.parse_args()
    travail = run(Salles(open_base(choix.base, choix.synchronous)), choix.port)
    if choix.uvloop:
        import uvloop

        uvloop.run(travail)
    else:
        asyncio.run(travail)


if __name__ == "__main__":
    main()
