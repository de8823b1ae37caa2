"""A small HTTP/1.1 client with keep-alive connections, for the load generator.

Lives here: request bytes, answers, the pool, a browser's cookies.
Must not live here: what is asked of which server.
"""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter
from urllib.parse import urlencode, urlsplit

COOKIE = re.compile(rb"\r\nset-cookie:\s*([^=;\r\n]+)=([^;\r\n]*)", re.I)
LONGUEUR = re.compile(rb"\r\ncontent-length:\s*(\d+)", re.I)
ADRESSE = re.compile(rb"\r\nlocation:\s*(\S+)", re.I)


@dataclass(slots=True)
class Reponse:
    """`statut` is 0 when the connection failed before an answer."""

    statut: int
    entete: bytes = b""
    corps: bytes = b""
    lue_a: float = 0.0


class Connexion(asyncio.Protocol):
    """One connection, one request at a time."""

    def __init__(self, reserve: "Reserve") -> None:
        self.reserve = reserve
        self.transport: asyncio.Transport | None = None
        self.recu = b""
        self.requete = b""
        self.servies = 0
        self.au_retour: Callable[[Reponse], None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        if self.requete:
            transport.write(self.requete)

    def send(self, requete: bytes, au_retour: Callable[[Reponse], None]) -> None:
        self.requete, self.au_retour = requete, au_retour
        if self.transport is not None:
            self.transport.write(requete)

    def data_received(self, data: bytes) -> None:
        self.recu = self.recu + data if self.recu else data
        fin = self.recu.find(b"\r\n\r\n")
        if fin < 0:
            return
        entete = self.recu[:fin]
        corps = self._body(entete, fin + 4)
        if corps is None:
            return
        reponse = Reponse(int(entete[9:12]), entete, corps, perf_counter())
        self.recu = b""
        self.servies += 1
        retour, self.au_retour = self.au_retour, None
        if b"connection: close" in entete.lower():
            self.reserve.forget(self)
            if self.transport:
                self.transport.close()
        else:
            self.reserve.libres.append(self)
        if retour:
            retour(reponse)

    def _body(self, entete: bytes, debut: int) -> bytes | None:
        if trouve := LONGUEUR.search(entete):
            fin = debut + int(trouve[1])
            return self.recu[debut:fin] if len(self.recu) >= fin else None
        if entete[9:12] in (b"204", b"304"):
            return b""
        morceaux: list[bytes] = []  # no length: chunked
        ici = debut
        while True:
            ligne = self.recu.find(b"\r\n", ici)
            if ligne < 0:
                return None
            taille = int(self.recu[ici:ligne].split(b";")[0], 16)
            suite = ligne + 2 + taille + 2
            if len(self.recu) < suite:
                return None
            if taille == 0:
                return b"".join(morceaux)
            morceaux.append(self.recu[ligne + 2 : suite - 2])
            ici = suite

    def connection_lost(self, exc: Exception | None) -> None:
        self.reserve.forget(self)
        retour, self.au_retour = self.au_retour, None
        if retour is None:
            return
        if self.servies and not self.recu:
            # A kept-alive connection closed under us: a browser sends again, and so do we.
            self.reserve.reprises += 1
            self.reserve.send(self.requete, retour)
        else:
            retour(Reponse(0))


class Reserve:
    """Connections to one server, opened when none is free, so that no request waits for another."""

    def __init__(self, url: str) -> None:
        lu = urlsplit(url)
        self.hote, self.port = lu.hostname or "127.0.0.1", lu.port or 80
        if self.hote not in ("127.0.0.1", "localhost", "::1"):
            raise ValueError("le banc ne vise que la machine elle-même")
        self.libres: list[Connexion] = []
        self.toutes: set[Connexion] = set()
        self.reprises = 0
        self._ouvertures: set[asyncio.Task[None]] = set()

    def send(self, requete: bytes, au_retour: Callable[[Reponse], None]) -> None:
        """Send now; `au_retour` hears the answer."""
        if self.libres:
            self.libres.pop().send(requete, au_retour)
            return
        connexion = Connexion(self)
        self.toutes.add(connexion)
        connexion.send(requete, au_retour)
        tache = asyncio.ensure_future(self._open(connexion))
        self._ouvertures.add(tache)
        tache.add_done_callback(self._ouvertures.discard)

    async def _open(self, connexion: Connexion) -> None:
        boucle = asyncio.get_running_loop()
        try:
            await boucle.create_connection(lambda: connexion, self.hote, self.port)
        except OSError:
            self.forget(connexion)
            if connexion.au_retour:
                connexion.au_retour(Reponse(0))

    async def ask(self, requete: bytes) -> Reponse:
        futur: asyncio.Future[Reponse] = asyncio.get_running_loop().create_future()
        self.send(requete, lambda reponse: None if futur.done() else futur.set_result(reponse))
        return await futur

    def forget(self, connexion: Connexion) -> None:
        self.toutes.discard(connexion)
        if connexion in self.libres:
            self.libres.remove(connexion)

    def close(self) -> None:
        for connexion in list(self.toutes):
            if connexion.transport:
                connexion.transport.abort()


@dataclass
class Navigateur:
    """One browser: its cookies over a shared pool of connections."""

    reserve: Reserve
    cookies: dict[str, str] = field(default_factory=dict)

    def cookie_header(self) -> str:
        return "; ".join(f"{nom}={valeur}" for nom, valeur in self.cookies.items())

    def request(self, methode: str, chemin: str, corps: bytes | None, accept: str) -> bytes:
        """The bytes of a request; `corps` is a plain HTML form, encoded."""
        origine = f"{self.reserve.hote}:{self.reserve.port}"
        lignes = [f"{methode} {chemin} HTTP/1.1", f"Host: {origine}", f"Accept: {accept}"]
        if self.cookies:
            lignes.append("Cookie: " + self.cookie_header())
        if corps is not None:
            lignes += [
                f"Origin: http://{origine}",
                f"Referer: http://{origine}{chemin}",
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(corps)}",
            ]
        return "\r\n".join(lignes).encode() + b"\r\n\r\n" + (corps or b"")

    def keep_cookies(self, reponse: Reponse) -> None:
        for nom, valeur in COOKIE.findall(reponse.entete):
            self.cookies[nom.decode().strip()] = valeur.decode()

    async def get(self, chemin: str) -> Reponse:
        return await self._follow("GET", chemin, None)

    async def post(self, chemin: str, champs: dict[str, str]) -> Reponse:
        return await self._follow("POST", chemin, champs)

    async def _follow(self, methode: str, chemin: str, champs: dict[str, str] | None) -> Reponse:
        for _ in range(6):
            corps = None if champs is None else urlencode(champs).encode()
            reponse = await self.reserve.ask(self.request(methode, chemin, corps, "text/html"))
            self.keep_cookies(reponse)
            if reponse.statut not in (301, 302, 303, 307, 308):
                break
            trouve = ADRESSE.search(reponse.entete)
            lu = urlsplit(trouve[1].decode() if trouve else "/")
            chemin = (lu.path or "/") + (f"?{lu.query}" if lu.query else "")
            methode, champs = "GET", None
        if reponse.statut != 200:
            debut = reponse.corps[:200].decode(errors="replace")
            raise RuntimeError(f"{methode} {chemin} : HTTP {reponse.statut} {debut}")
        return reponse
