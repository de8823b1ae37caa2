"""A plan of names in a real browser: it is followed without reloading, published, then mended."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from cafe.app import create_app
from cafe.config import load
from cafe.extensions import db
from cafe.models import Role
from tests import axe, factories
from tests.navigateur import watched
from tests.pilotage.test_plans import people
from tests.serveur import Serveur
from tests.tournante import begin, furnish

pytestmark = pytest.mark.navigateur


@pytest.fixture
def base(serveur: Serveur) -> Iterator[Flask]:
    """The served base, to be read and prepared from here."""
    app = create_app(load(serveur.env))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    app.extensions["cafe_writing_engine"].dispose()


@pytest.fixture
def serveur(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serveur]:
    served = Serveur(tmp_path_factory.mktemp("rotation"))
    served.start()
    try:
        yield served
    finally:
        served.stop()


def bruno(chromium: Browser, serveur: Serveur) -> Page:
    """Bruno has just signed in."""
    context = chromium.new_context(locale="fr-FR", base_url=serveur.url)
    page = context.new_page()
    page.goto("/connexion")
    page.fill("#email", "bruno@exemple.fr")
    page.fill("#password", factories.MOT_DE_PASSE)
    page.keyboard.press("Enter")
    page.wait_for_url("**/piloter/")
    return page


def test_a_plan_is_followed_published_and_mended_between_two_rounds(
    chromium: Browser, serveur: Serveur, base: Flask
) -> None:
    demarche = factories.make_demarche()
    seance = factories.make_seance(demarche, titre="World café")
    furnish(seance, tables=7, tours=3, capacite=16)
    factories.make_compte("Bruno", Role.ANIMATEUR, demarche)
    page = bruno(chromium, serveur)
    faults = watched(page)
    page.goto(f"/piloter/seances/{seance}/personnes")
    page.set_input_files(
        "input[type=file]",
        {"name": "liste.csv", "mimeType": "text/csv", "buffer": people(104, hotes=7).encode()},
    )
    page.get_by_role("button", name="Essayer la liste").click()
    page.get_by_role("button", name="Enregistrer la liste").click()
    expect(page.get_by_role("heading", name="104 personnes")).to_be_visible()
    assert axe.violations(page) == []
    page.goto(f"/piloter/seances/{seance}/rotation")
    page.get_by_role("button", name="Calculer le plan").click()
    # The page is not reloaded: its script follows the computation.
    page.get_by_role("button", name="Publier le plan").click()
    expect(page.get_by_text("Tous les souhaits sont tenus")).to_be_visible()
    begin(seance, 2)
    page.reload()
    page.get_by_text("Réparer : des personnes").click()
    for rang in range(84, 104):
        page.locator("input[name=parti]").nth(rang).check()
    page.get_by_label("Personnes arrivées").fill("\n".join(f"Arrivée {n}" for n in range(10)))
    page.get_by_role("button", name="Proposer la réparation").click()
    page.get_by_role("button", name="Appliquer la réparation").click()
    expect(page.get_by_text("les tailles des tables en demandent au moins")).to_be_visible()
    expect(page.get_by_text("publié", exact=True)).to_be_visible()
    assert axe.violations(page) == []
    assert faults == []
