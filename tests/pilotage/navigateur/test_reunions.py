"""The pages of a meeting in a real browser: thirteen taps, by finger, by keyboard, by two."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from cafe.app import create_app
from cafe.config import load
from cafe.extensions import db
from cafe.models import DocumentJoint, MembreGroupe, Role
from cafe.models.base import new_id
from tests import axe, factories, reunions
from tests.pilotage.navigateur.conftest import Lieux, Ouvrir
from tests.reunions import TREIZE as NOMS
from tests.serveur import Serveur

pytestmark = pytest.mark.navigateur

# Pictures of each page, to look at: CAFE_VUES=folder.
VUES = os.environ.get("CAFE_VUES")


@dataclass(frozen=True)
class Reunion:
    """The meeting of thirteen: its group, itself, and what the pages name."""

    groupe: str
    seance: str
    membre: str
    point: str
    document: str
    organisme: str


@pytest.fixture(scope="module")
def lieux(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lieux]:
    """Chloé and Bruno, a démarche, and nothing else: see ``reunion``."""
    serveur = Serveur(tmp_path_factory.mktemp("reunions"))
    serveur.start()
    try:
        app = create_app(load(serveur.env))
        with app.app_context():
            demarche = factories.make_demarche()
            factories.make_compte("Chloe", Role.CHEF_DE_PROJET, demarche)
            factories.make_compte("Bruno", Role.ANIMATEUR, demarche)
        _close(app)
        yield Lieux(serveur.url, demarche, "", str(serveur.instance))
    finally:
        serveur.stop()


def _close(app: Any) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    app.extensions["cafe_writing_engine"].dispose()


@pytest.fixture
def reunion(lieux: Lieux) -> Reunion:
    """A meeting of thirteen members whom nobody has marked yet."""
    app = create_app(load({**os.environ, "CAFE_INSTANCE": lieux.membre, "CAFE_BANC": "1"}))
    with app.app_context():
        organisme = reunions.make_organisme(lieux.demarche, f"La Ville {new_id()[:4]}")
        groupe = reunions.make_groupe(lieux.demarche, NOMS)
        seance = factories.make_seance(
            lieux.demarche, groupe_id=groupe, titre="Réunion de printemps"
        )
        points = reunions.make_points(seance, 3)

        def job(session: Any) -> tuple[str, str]:
            first = session.query(MembreGroupe).filter_by(groupe_id=groupe, ordre=1).one()
            first.organisme_id = organisme
            first.copilote = True
            first.fonction = "Responsable de la mission emploi, insertion et économie solidaire"
            joint = DocumentJoint(
                id=new_id(), seance_id=seance, ordre=1, titre="Bilan", cree_le=first.cree_le
            )
            session.add(joint)
            return first.id, joint.id

        membre, document = factories.build(job)
    _close(app)
    return Reunion(groupe, seance, membre, points[0], document, organisme)


def presences(page: Page, reunion: Reunion) -> None:
    page.goto(f"/piloter/seances/{reunion.seance}/presences")


def answer(page: Page, nom: str, etat: str) -> Locator:
    """The button of that answer for that person."""
    return page.get_by_role("group", name=nom).get_by_role("button", name=etat, exact=True)


def pressed(page: Page) -> int:
    return page.locator("button[name=etat][aria-pressed=true]").count()


def test_thirteen_taps_on_a_phone_mark_thirteen_people(ouvrir: Ouvrir, reunion: Reunion) -> None:
    page = ouvrir(360)
    presences(page, reunion)
    expect(page.locator("#bilan")).to_have_text("13 à pointer")
    page.evaluate("window.memePage = true")
    for rang, nom in enumerate(NOMS, start=1):
        answer(page, nom, "Présent").click()
        expect(page.locator("button[name=etat][aria-pressed=true]")).to_have_count(rang)
    expect(page.locator("#bilan")).to_have_text("13 présents")
    assert page.evaluate("window.memePage"), "the page was left"
    page.reload()
    assert pressed(page) == 13
    expect(page.locator("#bilan")).to_have_text("13 présents")


def test_thirteen_people_are_marked_by_keyboard_alone(ouvrir: Ouvrir, reunion: Reunion) -> None:
    page = ouvrir()
    presences(page, reunion)
    page.locator("button[name=etat]").first.focus()
    for rang in range(1, 14):
        page.keyboard.press("Enter" if rang % 2 else "Space")
        expect(page.locator("button[name=etat][aria-pressed=true]")).to_have_count(rang)
        # The row was drawn anew, the focus is where it was.
        focused = page.evaluate("document.activeElement.id")
        assert focused.startswith("present-")
        page.keyboard.press("ArrowDown")
    expect(page.locator("#bilan")).to_have_text("13 présents")


def test_who_sits_instead_is_typed_where_the_focus_goes(ouvrir: Ouvrir, reunion: Reunion) -> None:
    page = ouvrir(360)
    presences(page, reunion)
    expect(page.get_by_label("Par qui ?")).to_have_count(0)
    answer(page, NOMS[4], "Représenté").press("Enter")
    field = page.get_by_label(f"Par qui ? ({NOMS[4]})")
    expect(field).to_be_focused()
    page.keyboard.type("Zoé Clairière, adjointe")
    page.keyboard.press("Enter")
    expect(answer(page, NOMS[4], "Représenté")).to_be_focused()
    expect(field).to_have_value("Zoé Clairière, adjointe")
    page.reload()
    expect(field).to_have_value("Zoé Clairière, adjointe")
    answer(page, NOMS[4], "Absent").click()
    expect(field).to_have_count(0)
    expect(page.locator("#bilan")).to_have_text("1 absent, 12 à pointer")


def test_without_scripts_the_same_taps_work(ouvrir: Ouvrir, reunion: Reunion) -> None:
    page = ouvrir(360, scripts=False)
    presences(page, reunion)
    for nom, etat in ((NOMS[0], "Présent"), (NOMS[1], "Excusé"), (NOMS[2], "Représenté")):
        answer(page, nom, etat).click()
    expect(page.get_by_label("Par qui ?")).to_be_focused()
    page.keyboard.type("Zoé")
    page.keyboard.press("Enter")
    expect(page.locator("#bilan")).to_have_text("1 présent, 1 excusé, 1 représenté, 10 à pointer")
    expect(page.get_by_label("Par qui ?")).to_have_value("Zoé")


def test_two_people_mark_at_once_and_each_sees_what_the_other_said(
    ouvrir: Ouvrir, reunion: Reunion
) -> None:
    one, two = ouvrir(), ouvrir(360)
    presences(one, reunion)
    presences(two, reunion)
    answer(one, NOMS[0], "Présent").click()
    expect(one.locator("#bilan")).to_have_text("1 présent, 12 à pointer")
    answer(two, NOMS[1], "Excusé").click()
    expect(two.locator("#bilan")).to_have_text("1 présent, 1 excusé, 11 à pointer")
    # The first page still shows the second member as not marked.
    answer(one, NOMS[1], "Absent").click()
    expect(one.locator("#message")).to_contain_text("vient de pointer cette personne")
    expect(one.locator("#bilan")).to_have_text("1 présent, 1 excusé, 11 à pointer")
    answer(one, NOMS[1], "Absent").click()
    expect(one.locator("#bilan")).to_have_text("1 présent, 1 absent, 11 à pointer")
    expect(one.locator("#message")).to_be_hidden()


def test_a_tap_that_no_server_heard_is_said_so(ouvrir: Ouvrir, reunion: Reunion) -> None:
    page = ouvrir(360)
    presences(page, reunion)
    page.context.set_offline(True)
    answer(page, NOMS[0], "Présent").click()
    expect(page.locator("#message")).to_contain_text("n’est pas enregistré")
    assert pressed(page) == 0
    page.context.set_offline(False)
    answer(page, NOMS[0], "Présent").click()
    expect(page.locator("#bilan")).to_have_text("1 présent, 12 à pointer")
    expect(page.locator("#message")).to_be_hidden()


def test_a_group_is_put_in_order_and_meets_by_keyboard_without_scripts(
    ouvrir: Ouvrir, reunion: Reunion
) -> None:
    page = ouvrir(scripts=False)
    page.goto(f"/piloter/groupes/{reunion.groupe}")
    page.get_by_role("button", name=f"Monter « {NOMS[2]} »").press("Enter")
    expect(page.get_by_role("button", name=f"Monter « {NOMS[2]} »")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=f"Descendre « {NOMS[2]} »")).to_be_focused()
    expect(page.locator("tbody th").first).to_contain_text(NOMS[2])
    page.get_by_role("link", name="Nouvelle réunion").press("Enter")
    expect(page.get_by_label("Titre")).to_have_value("Réunion n° 2")
    page.get_by_label("Titre").press("Enter")
    expect(page.locator("h1")).to_have_text("Ordre du jour")
    page.get_by_label("Point", exact=True).focus()
    for titre in ("Bilan", "Calendrier"):
        page.keyboard.type(titre)
        page.keyboard.press("Enter")
        expect(page.get_by_label("Point", exact=True)).to_be_focused()
    expect(page.locator(".ordre-du-jour > li")).to_contain_text(
        ["Suites de la dernière réunion", "Bilan", "Calendrier"]
    )


def test_the_words_of_a_convocation_are_copied_over_plain_http(
    ouvrir: Ouvrir, reunion: Reunion
) -> None:
    page = ouvrir()
    page.goto(f"/piloter/seances/{reunion.seance}/convocation")
    page.evaluate("delete Navigator.prototype.clipboard")
    page.get_by_role("button", name="Copier le texte").press("Enter")
    expect(page.locator("#copie")).to_contain_text("C’est copié")
    expect(page.get_by_role("button", name="Copier le texte")).to_be_focused()
    page.evaluate("document.querySelector('#objet').readOnly = false")
    page.locator("#objet").fill("")
    page.locator("#objet").press("Control+V")
    expect(page.locator("#objet")).to_have_value(re.compile("Réunion de printemps"))


PAGES = (
    "/piloter/demarches/{d}/groupes",
    "/piloter/demarches/{d}/groupes/nouveau",
    "/piloter/groupes/{g}",
    "/piloter/groupes/{g}/modifier",
    "/piloter/membres-de-groupe/{m}",
    "/piloter/structures/{o}/logo",
    "/piloter/seances/{s}",
    "/piloter/seances/{s}/presences",
    "/piloter/seances/{s}/ordre-du-jour",
    "/piloter/points/{p}",
    "/piloter/documents-joints/{f}",
    "/piloter/seances/{s}/convocation",
    "/piloter/demarches/{d}/seances/nouvelle?format=groupe_de_travail&groupe={g}",
)


@pytest.mark.parametrize(
    "largeur", [360, *(pytest.param(wide, marks=pytest.mark.long) for wide in (768, 1280))]
)
def test_no_page_of_a_meeting_overflows_and_each_can_be_read_by_all(
    ouvrir: Ouvrir, lieux: Lieux, reunion: Reunion, largeur: int
) -> None:
    page = ouvrir(largeur)
    presences(page, reunion)
    answer(page, NOMS[0], "Présent").click()
    answer(page, NOMS[1], "Représenté").click()
    expect(page.locator("#bilan")).to_contain_text("1 représenté")
    faults: dict[str, list[str]] = {}
    for address in PAGES:
        here = address.format(
            d=lieux.demarche,
            g=reunion.groupe,
            s=reunion.seance,
            m=reunion.membre,
            o=reunion.organisme,
            p=reunion.point,
            f=reunion.document,
        )
        page.goto(here)
        found = axe.violations(page) if largeur == 360 else []
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            found.append(f"{wide} px too wide")
        if largeur == 360:
            found += _small_targets(page)
        if found:
            faults[address] = found
        if VUES:
            nom = re.sub(r"\W+", "-", address)
            page.screenshot(path=Path(VUES) / f"{nom}-{largeur}.png", full_page=True)
    assert faults == {}


def _small_targets(page: Page) -> list[str]:
    """Buttons too small for a finger, and fields."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('main button, main .bouton, main .saisie')]
        .filter(one => one.checkVisibility() && one.tabIndex >= 0)
        .map(one => [one.textContent.trim() || one.name, one.getBoundingClientRect()])
        .filter(([, box]) => box.width < 43.5 || box.height < 43.5)
        .map(([what, box]) => `${what}: ${box.width} × ${box.height}`)"""
    )
    return found
