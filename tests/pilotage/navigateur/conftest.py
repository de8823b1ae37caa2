"""A served démarche and a browser, with scripts or without, for the pages of preparation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from cafe.actions.modeles_deroule import save_modele
from cafe.app import create_app
from cafe.config import load
from cafe.extensions import db
from cafe.models import Compte, Etape, Membre, Phase, Role, Seance, Tablee
from tests import factories, navigateur
from tests.serveur import Serveur


@dataclass(frozen=True)
class Lieux:
    """Where the server is and what it holds."""

    url: str
    demarche: str
    seance: str
    membre: str
    a_venir: str = ""


@pytest.fixture(scope="module")
def lieux(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lieux]:
    """Chloé, admin, leads a démarche with one open séance of two questions and two tables."""
    serveur = Serveur(tmp_path_factory.mktemp("preparation"))
    serveur.start()
    try:
        yield _seed(serveur)
    finally:
        serveur.stop()


def _seed(serveur: Serveur) -> Lieux:
    app = create_app(load(serveur.env))
    with app.app_context():
        demarche = factories.make_demarche()
        seance = factories.make_seance(demarche, titre="Atelier du mercredi")
        question = factories.make_question(seance)
        factories.make_question(seance, "Que garder ?")
        factories.make_compte("Bruno", Role.ANIMATEUR, demarche)
        chloe = factories.make_compte("Chloe", Role.CHEF_DE_PROJET, demarche)

        def job(session: Any) -> str:
            session.get(Compte, chloe).est_admin = True
            session.add_all([Tablee(seance_id=seance, numero=n) for n in (1, 2)])
            etapes = [
                Etape(seance_id=seance, ordre=n, titre=titre, droits=["lire", "contribuer"])
                for n, titre in enumerate(("Accueil", "Échange"), start=1)
            ]
            session.add_all(etapes)
            session.flush()
            session.get(Seance, seance).etape_id = etapes[0].id
            return str(session.query(Membre).filter(Membre.compte_id != chloe).one().id)

        membre = factories.build(job)
        factories.post(factories.participant(seance), question)
        # A script kept as a model, and a séance that may take it again.
        chef = factories.identite(chloe)
        save_modele(par=chef, seance_id=seance, titre="Soirée en deux temps", description="Oui.")
        a_venir = factories.make_seance(demarche, phase=Phase.PREPARATION)
        db.session.remove()
        db.engine.dispose()
    app.extensions["cafe_writing_engine"].dispose()
    return Lieux(serveur.url, demarche, seance, membre, a_venir)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for all."""
    with navigateur.browser() as opened:
        yield opened


Ouvrir = Callable[..., Page]


@pytest.fixture
def ouvrir(chromium: Browser, lieux: Lieux) -> Iterator[Ouvrir]:
    """A page on which Chloé has just signed in by typing; faults fail the test at its end."""
    contexts: list[Any] = []
    faults: list[list[str]] = []

    def open_page(largeur: int = 1280, *, scripts: bool = True) -> Page:
        context = chromium.new_context(
            locale="fr-FR",
            base_url=lieux.url,
            java_script_enabled=scripts,
            viewport={"width": largeur, "height": 800},
        )
        contexts.append(context)
        page = context.new_page()
        faults.append(navigateur.watched(page))
        page.goto("/connexion")
        page.keyboard.press("Tab")  # « Aller au contenu »
        page.fill("#email", "chloe@exemple.fr")
        page.fill("#password", factories.MOT_DE_PASSE)
        page.keyboard.press("Enter")
        page.wait_for_url("**/piloter/")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [fault for one in faults for fault in one] == []
