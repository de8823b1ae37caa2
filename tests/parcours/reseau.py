"""A hall whose network and server fail on purpose, and the two counts that must agree.

Two sorts of place: the hall's laptop in clear, and a town's server behind HTTPS.
"""

from __future__ import annotations

import secrets
import sqlite3
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from playwright.sync_api import Locator, Page, Route, expect

from cafe.app import create_app
from cafe.config import load
from cafe.extensions import db
from cafe.models import Phase, Seance
from tests import factories
from tests.parcours.passerelle import https_gate
from tests.serveur import Serveur, wait_until

HOTE = "salle.test"
VILLE = "ville.test"


@dataclass(frozen=True)
class Salle:
    """A served séance with one open question, and the base behind it."""

    serveur: Serveur
    origine: str
    code: str
    seance: str

    @property
    def adresse(self) -> str:
        """What the QR code says."""
        return f"{self.origine}/r/{self.code}"

    @property
    def chiffree(self) -> bool:
        """Whether phones come by HTTPS."""
        return self.origine.startswith("https:")

    def textes(self) -> list[str]:
        """What the server holds, in the order it came."""
        requete = (
            "select v.texte from contribution c join contribution_version v"
            " on v.contribution_id = c.id and v.rang = 1 where c.seance_id = ? order by c.ordre"
        )
        return [str(texte) for (texte,) in self._ask(requete)]

    def medias(self) -> list[str]:
        """The photos and voices it holds."""
        requete = (
            "select m.genre from media m join contribution c on c.id = m.contribution_id"
            " where c.seance_id = ? order by c.ordre, m.genre"
        )
        return [str(genre) for (genre,) in self._ask(requete)]

    def tardives(self) -> int:
        """How many words came after their round."""
        [(nombre,)] = self._ask("select sum(tardive) from contribution where seance_id = ?")
        return int(str(nombre or 0))

    def _ask(self, requete: str) -> list[tuple[object, ...]]:
        base = self.serveur.instance / "cafe.sqlite3"
        with closing(sqlite3.connect(f"file:{base}?mode=ro", uri=True)) as ouverte:
            return ouverte.execute(requete, (self.seance,)).fetchall()

    def end(self) -> None:
        """Bruno ends the round while phones are away."""
        with application(self.serveur):

            def close(session: object) -> None:
                seance = session.get(Seance, self.seance)  # type: ignore[attr-defined]
                seance.phase = Phase.TERMINEE

            factories.build(close)

    @contextmanager
    def down(self) -> Iterator[None]:
        """Killed for the time of the block, as by a power cut."""
        self.serveur.kill()
        try:
            yield
        finally:
            self.serveur.start()

    def wait_for(self, textes: list[str]) -> None:
        """Until the server holds these, in this order, once each."""
        wait_until(lambda: len(self.textes()) >= len(textes), f"{len(textes)} words", 40)
        assert self.textes() == textes


@contextmanager
def application(serveur: Serveur) -> Iterator[Flask]:
    """The application on the server's own base, to seed it or to act beside it."""
    app = create_app(load(serveur.env))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    app.extensions["cafe_writing_engine"].dispose()


@contextmanager
def hall(instance: Path) -> Iterator[tuple[Serveur, str]]:
    """The laptop of a hall, served until the end of the block, and its address."""
    serveur = _server(instance)
    origine = f"http://{HOTE}:{serveur.port}"
    serveur.env["PUBLIC_URL"] = origine
    serveur.start()
    try:
        yield serveur, origine
    finally:
        serveur.stop()


@contextmanager
def town(instance: Path) -> Iterator[tuple[Serveur, str]]:
    """A town's server behind its gate, served until the end of the block, and its address."""
    serveur = _server(instance)
    with https_gate(serveur.port, VILLE, instance) as port:
        origine = f"https://{VILLE}:{port}"
        secret = secrets.token_hex(20)
        serveur.env |= {"PUBLIC_URL": origine, "CAFE_MODE": "public", "SECRET_KEY": secret}
        serveur.start()
        try:
            yield serveur, origine
        finally:
            serveur.stop()


def _server(instance: Path) -> Serveur:
    instance.mkdir(exist_ok=True)
    return Serveur(instance)


def new_salle(serveur: Serveur, origine: str, code: str | None = None) -> Salle:
    """A séance of its own on a server that runs."""
    code = code or factories.new_code()
    with application(serveur):
        seance = factories.make_seance(factories.make_demarche(), code=code)
        factories.make_question(seance, "Que changer sur la place ?")
    return Salle(serveur, origine, code, seance)


@contextmanager
def served(instance: Path, code: str) -> Iterator[Salle]:
    """A hall with one séance."""
    with hall(instance) as (serveur, origine):
        yield new_salle(serveur, origine, code)


@contextmanager
def next_event(salle: Salle, instance: Path, code: str) -> Iterator[Salle]:
    """Another installation at the very address of this one, which is stopped meanwhile."""
    salle.serveur.stop()
    autre = _server(instance)
    autre.port, autre.url = salle.serveur.port, salle.serveur.url
    autre.env = salle.serveur.env | {"CAFE_INSTANCE": str(instance)}
    if salle.chiffree:
        autre.env["SECRET_KEY"] = secrets.token_hex(20)
    autre.start()
    try:
        yield new_salle(autre, salle.origine, code)
    finally:
        autre.stop()
        salle.serveur.start()


def scan(phone: Page, salle: Salle) -> None:
    """Follow the QR code; in a hall the page is not a secure context, in a town it is."""
    phone.goto(salle.adresse)
    assert phone.evaluate("window.isSecureContext") is salle.chiffree
    ready(phone)


def ready(phone: Page) -> None:
    """Until the outbox holds the form: the counter then speaks."""
    expect(phone.locator(".compteur")).to_contain_text("sur")


def say(phone: Page, texte: str) -> None:
    """Say what it is, write, send; the field is empty at once."""
    phone.get_by_role("radio", name="Mon idée", exact=True).check(force=True)
    phone.get_by_label("Votre parole").fill(texte)
    phone.get_by_role("button", name="Envoyer").click()
    expect(phone.get_by_label("Votre parole")).to_have_value("")


def answer(phone: Page) -> Locator:
    """What the page says of the words it sends, aloud too."""
    return phone.locator("[data-cafe=statut][role=status]")


def waiting(phone: Page, nombre: int) -> None:
    """Until the phone shows that many words kept."""
    expect(phone.locator(".boite-ligne")).to_have_count(nombre)


def lose_reply(route: Route) -> None:
    """The server gets the request and answers; the phone never hears it."""
    request = route.request
    address = request.url.replace(HOTE, "127.0.0.1").replace(VILLE, "127.0.0.1")
    headers = {k: v for k, v in request.all_headers().items() if k != "accept-encoding"}
    headers.setdefault("host", request.url.split("/")[2])
    sent = urllib.request.Request(address, request.post_data_buffer, headers, method=request.method)
    try:
        with urllib.request.urlopen(sent, timeout=20, context=_unchecked()) as answer:
            assert answer.status in (200, 201)
    except urllib.error.HTTPError as error:
        raise AssertionError(error.read()) from error
    route.abort()


def _unchecked() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
