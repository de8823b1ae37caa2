"""Phones in a hall: a real server, a real browser, an address that is plain HTTP to it.

The host name is mapped to the loopback by the browser's own resolver rules: pages are then
not a secure context, as on the local network of a hall.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from cafe import clock
from cafe.actions.fiches import import_fiches
from cafe.app import create_app
from cafe.config import load
from cafe.extensions import db
from cafe.models import Role
from cafe.models.fiche_contenu import ContenuFiche
from tests import factories
from tests.navigateur import watched
from tests.parcours.reseau import HOTE, VILLE, Salle, new_salle, town
from tests.parcours.reseau import hall as served_hall
from tests.serveur import Serveur
from tools.system_packages import find_chromium

CODE = "AAAACC"
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--no-first-run"),
    f"--host-resolver-rules=MAP {HOTE} 127.0.0.1, MAP {VILLE} 127.0.0.1",
]


@dataclass(frozen=True)
class Hall:
    """A served démarche: its addresses, its open séance, its accounts' password."""

    laptop: str  # the machine itself: passwords may travel
    wifi: str  # what phones of the hall reach, in clear
    demarche: str
    seance: str
    jour: date


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """A démarche with a plan of one fiche, an open séance, Bruno and Chloé."""
    instance: Path = tmp_path_factory.mktemp("hall")
    serveur = Serveur(instance)
    serveur.env["PUBLIC_URL"] = wifi = f"http://{HOTE}:{serveur.port}"
    serveur.start()
    try:
        yield _seed(serveur, wifi)
    finally:
        serveur.stop()


def _seed(serveur: Serveur, wifi: str) -> Hall:
    app = create_app(load(serveur.env))
    with app.app_context():
        demarche = factories.make_demarche()
        seance = factories.make_seance(demarche, code=CODE, titre="Atelier du parcours")
        factories.make_question(seance, "Que changer sur la place ?")
        factories.make_compte("Bruno", Role.ANIMATEUR, demarche)
        chloe = factories.identite(factories.make_compte("Chloe", Role.CHEF_DE_PROJET, demarche))
        import_fiches(
            par=chloe,
            demarche_id=demarche,
            plan_nom="Contrat",
            fiches=(ContenuFiche.from_dict({"numero": "7.7", "intitule": "S’asseoir dehors"}),),
            provenance="parcours",
        )
        db.session.remove()
        db.engine.dispose()
    app.extensions["cafe_writing_engine"].dispose()
    return Hall(serveur.url, wifi, demarche, seance, clock.now().date())


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's browser, which believes that the hall's name is this machine."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=find_chromium(),
            args=ARGUMENTS,
        )
        yield opened
        opened.close()


class Lieux:
    """The hall's laptop in clear and the town's server behind HTTPS, each started once."""

    def __init__(self, folder: Path, until_the_end: ExitStack) -> None:
        self._folder = folder
        self._until_the_end = until_the_end
        self._open: dict[str, tuple[Serveur, str]] = {}

    def served(self, nom: str) -> tuple[Serveur, str]:
        """The server of « salle » or « ville », and the address that its phones know."""
        if nom not in self._open:
            place = {"salle": served_hall, "ville": town}[nom](self._folder / nom)
            self._open[nom] = self._until_the_end.enter_context(place)
        return self._open[nom]


@pytest.fixture(scope="module")
def lieux(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lieux]:
    """Places that the tests of a module share; each test opens a séance of its own there."""
    with ExitStack() as until_the_end:
        yield Lieux(tmp_path_factory.mktemp("lieux"), until_the_end)


@pytest.fixture
def salle(request: pytest.FixtureRequest, lieux: Lieux) -> Salle:
    """A séance of its own: in the hall, or in the town when the test asks for both."""
    return new_salle(*lieux.served(getattr(request, "param", "salle")))


class Gens:
    """Opens one device each for people, and gathers what goes wrong on any of them."""

    def __init__(self, chromium: Browser) -> None:
        self._browser = chromium
        self._contexts: list[object] = []
        self.faults: list[list[str]] = []

    def phone(self, *, javascript: bool = True) -> Page:
        """A phone of 360 pixels."""
        return self._open({"width": 360, "height": 740}, javascript, touch=True)

    def laptop(self) -> Page:
        """A facilitator's or lead's screen."""
        return self._open({"width": 1280, "height": 800}, True, touch=False)

    @contextmanager
    def launch_profile(self, folder: Path) -> Iterator[BrowserContext]:
        """A browser of its own, with the settings that its owner made in that folder."""
        context = self._browser.browser_type.launch_persistent_context(
            folder, executable_path=find_chromium(), args=ARGUMENTS, locale="fr-FR"
        )
        yield context
        context.close()

    def _open(self, size: dict[str, int], javascript: bool, *, touch: bool) -> Page:
        context = self._browser.new_context(
            locale="fr-FR",
            viewport=size,  # type: ignore[arg-type]
            java_script_enabled=javascript,
            has_touch=touch,
            is_mobile=touch,
            ignore_https_errors=True,  # the town's certificate is made by the test
        )
        page = context.new_page()
        page.set_default_timeout(20_000)
        self._contexts.append(context)
        self.faults.append(watched(page))
        return page

    def close(self) -> None:
        """Everybody goes home."""
        for context in self._contexts:
            context.close()  # type: ignore[attr-defined]


@pytest.fixture
def gens(chromium: Browser) -> Iterator[Gens]:
    """The people of one test; a page that threw or broke its policy fails it."""
    people = Gens(chromium)
    yield people
    people.close()
    assert [fault for faults in people.faults for fault in faults] == []
