"""A hall whose network and server fail on purpose, and the two counts that must agree."""

from __future__ import annotations

import sqlite3
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from playwright.sync_api import Page, Route, expect

from cafe.app import create_app
from cafe.config import load
from cafe.extensions import db
from cafe.models import Phase, Seance
from tests import factories
from tests.serveur import Serveur, wait_until

HOTE = "salle.test"


@dataclass(frozen=True)
class Salle:
    """A served séance with one open question, and the base behind it."""

    serveur: Serveur
    code: str
    seance: str

    @property
    def adresse(self) -> str:
        """What the QR code says: plain HTTP, under the hall's name."""
        return f"http://{HOTE}:{self.serveur.port}/r/{self.code}"

    def textes(self) -> list[str]:
        """What the server holds, in the order it came."""
        base = self.serveur.instance / "cafe.sqlite3"
        requete = (
            "select v.texte from contribution c join contribution_version v"
            " on v.contribution_id = c.id and v.rang = 1 order by c.ordre"
        )
        with closing(sqlite3.connect(f"file:{base}?mode=ro", uri=True)) as ouverte:
            return [texte for (texte,) in ouverte.execute(requete)]

    def tardives(self) -> int:
        """How many words came after their round."""
        base = self.serveur.instance / "cafe.sqlite3"
        with closing(sqlite3.connect(f"file:{base}?mode=ro", uri=True)) as ouverte:
            return int(ouverte.execute("select sum(tardive) from contribution").fetchone()[0] or 0)

    def end(self) -> None:
        """Bruno ends the round while phones are away."""
        with application(self.serveur):

            def close(session: object) -> None:
                seance = session.get(Seance, self.seance)  # type: ignore[attr-defined]
                seance.phase = Phase.TERMINEE

            factories.build(close)

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
def served(instance: Path, code: str, port: int | None = None) -> Iterator[Salle]:
    """A hall of its own, served until the end of the block."""
    instance.mkdir(exist_ok=True)
    serveur = Serveur(instance)
    if port is not None:
        serveur.port, serveur.url = port, f"http://127.0.0.1:{port}"
        serveur.env["PORT"] = str(port)
    serveur.env["PUBLIC_URL"] = f"http://{HOTE}:{serveur.port}"
    serveur.start()
    try:
        with application(serveur):
            demarche = factories.make_demarche()
            seance = factories.make_seance(demarche, code=code)
            factories.make_question(seance, "Que changer sur la place ?")
        yield Salle(serveur, code, seance)
    finally:
        serveur.stop()


def scan(phone: Page, salle: Salle) -> None:
    """Follow the QR code; the page is not a secure context, as in a hall."""
    phone.goto(salle.adresse)
    assert phone.evaluate("window.isSecureContext") is False
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


def waiting(phone: Page, nombre: int) -> None:
    """Until the phone shows that many words kept."""
    expect(phone.locator(".boite-ligne")).to_have_count(nombre)


def lose_reply(route: Route) -> None:
    """The server gets the request and answers; the phone never hears it."""
    request = route.request
    address = request.url.replace(HOTE, "127.0.0.1")
    headers = {k: v for k, v in request.all_headers().items() if k != "accept-encoding"}
    sent = urllib.request.Request(address, request.post_data_buffer, headers, method=request.method)
    try:
        with urllib.request.urlopen(sent, timeout=20) as answer:
            assert answer.status in (200, 201)
    except urllib.error.HTTPError as error:
        raise AssertionError(error.read()) from error
    route.abort()
