"""A walk over the phone's pages, in one language and at one width, as a participant goes.

The instance is served for real; what to do on each page (measure, picture) is the caller's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from cafe.app import create_app
from cafe.config import load
from cafe.extensions import db
from cafe.langues.choix import registre
from cafe.models import Demarche, Phase
from tests import factories
from tests.navigateur import watched
from tests.serveur import Serveur

CODE, SOON = "AAAALL", "AAAAMM"
QUESTIONS = (
    "Que changer sur la place du marché ?",
    "Qu’est-ce qui vous aide, ou vous manque, pour vos démarches en ligne ?",
)


@dataclass(frozen=True)
class Salle:
    """A served installation, a public démarche, an open séance and one to come."""

    serveur: Serveur
    demarche: str


def seed(instance: Path, prepare: Callable[[], None] = lambda: None) -> Salle:
    """A started server on a new base. ``prepare`` runs inside the application."""
    serveur = Serveur(instance)
    serveur.start()
    app = create_app(load(serveur.env))
    with app.app_context():
        demarche = factories.make_demarche()

        def publish(session: object) -> None:
            row = session.get(Demarche, demarche)  # type: ignore[attr-defined]
            row.publique = True
            row.negociable = "La place, les bancs, les arbres. Pas le tracé du tram."
            row.decideur = "Le conseil municipal"

        factories.build(publish)
        seance = factories.make_seance(demarche, code=CODE)
        for texte in QUESTIONS:
            factories.make_question(seance, texte)
        factories.make_seance(demarche, code=SOON, phase=Phase.PREPARATION, lieu="Salle Brassens")
        for code in ("fr-simple", "en", "ar"):
            registre().activate(code, sans_relecture=True)
        prepare()
        db.session.remove()
        db.engine.dispose()
    app.extensions["cafe_writing_engine"].dispose()
    return Salle(serveur, demarche)


def walk(
    browser: Browser,
    salle: Salle,
    langue: str,
    width: int,
    look: Callable[[str, Page], None],
) -> None:
    """Go from the home page to a withdrawn word; ``look(name, page)`` on every screen."""
    context = browser.new_context(
        viewport={"width": width, "height": 720},
        base_url=salle.serveur.url,
        is_mobile=True,
        has_touch=True,
        locale="fr-FR",
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    faults = watched(page)
    try:
        _walk(page, salle, langue, look)
    finally:
        context.close()
    assert faults == []


def _walk(page: Page, salle: Salle, langue: str, look: Callable[[str, Page], None]) -> None:
    def at(name: str, address: str) -> None:
        page.goto(address)
        look(name, page)

    at("accueil", f"/?lang={langue}")
    at("code-inconnu", "/r/ZZZZZZ")
    at("avant", f"/s/{SOON}")
    at("questions", f"/s/{CODE}")
    page.locator("nav.questions a").first.click()
    page.locator("form[data-cafe=contribuer]").wait_for()
    look("ecrire", page)
    page.evaluate("document.querySelector('details.langues').open = true")
    look("langues", page)
    page.evaluate("document.querySelector('details.langues').open = false")
    page.locator("label[for=categorie-mon_idee]").click()
    page.locator("#texte").fill("Des bancs à l’ombre, près de l’arrêt.")
    with page.expect_response(lambda answer: answer.url.endswith("/contributions")):
        page.locator("form[data-cafe=contribuer] button.bouton-principal").click()
    page.goto(f"/s/{CODE}/mes-mots")
    look("mes-mots", page)
    page.locator(".mot-actions a").first.click()
    page.locator("form[action$='/retirer'] button").wait_for()
    look("corriger", page)
    page.locator("form[action$='/retirer'] button").click()
    page.locator(".avis-succes").wait_for()
    look("retiree", page)
    at("regle", f"/s/{CODE}/regle")
    at("suivi", "/suivi")
    page.locator("#recu").fill("un deux trois")
    page.locator("form[action='/suivi'] button").click()
    page.locator("#recu-erreur").wait_for()
    look("recu-inconnu", page)
    at("demarche", f"/d/{salle.demarche}")
