"""Ways to speak in a real browser: a photo and a voice from a phone, and fifteen ideas typed."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import select

from cafe.extensions import db
from cafe.models import Contribution, Media, Seance
from tests import navigateur
from tests.axe import violations
from tests.facilitation.navigateur.conftest import Ouvrir, Salle
from tests.medias import exemples
from tests.serveur import Serveur
from tools.system_packages import find_chromium

HOTE = "salle.cafe.test"
IDEES = 15


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser with a pretended microphone, and a host name that is not a secure context."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=find_chromium(),
            args=[
                "--no-sandbox",
                f"--host-resolver-rules=MAP {HOTE} 127.0.0.1",
                "--use-fake-device-for-media-stream",
                "--use-fake-ui-for-media-stream",
            ],
        )
        with contextlib.closing(opened):
            yield opened


def phone(chromium: Browser, serveur: Serveur, salle: Salle, *, plain: bool) -> Page:
    """The page of the séance on a narrow phone."""
    host = serveur.url.replace("127.0.0.1", HOTE) if plain else serveur.url
    context = chromium.new_context(viewport={"width": 320, "height": 640}, locale="fr-FR")
    page = context.new_page()
    page.faults = navigateur.watched(page)  # type: ignore[attr-defined]
    code = db.session.get_one(Seance, salle.seance).code
    page.goto(f"{host}/s/{code}")
    return page


def kept(salle: Salle) -> list[Media]:
    db.session.rollback()
    query = select(Media).join(Contribution).where(Contribution.seance_id == salle.seance)
    return list(db.session.scalars(query))


def test_over_plain_http_a_photo_is_shown_and_sent(
    chromium: Browser, serveur: Serveur, maison: Flask, salle: Salle
) -> None:
    page = phone(chromium, serveur, salle, plain=True)
    assert page.evaluate("isSecureContext") is False
    page.get_by_text("Parler, ou montrer une photo").click()
    assert page.locator("[data-enregistreur]").count() == 0
    photo = exemples.jpeg((3000, 2000))
    page.locator("#photo").set_input_files(
        {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": photo}
    )
    page.locator("[data-piece=photo] img").wait_for()
    assert violations(page) == []
    page.locator("[data-piece=photo]").get_by_role("button", name="Enlever").click()
    assert page.locator("[data-piece=photo] img").count() == 0
    page.locator("#photo").set_input_files(
        {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": photo}
    )
    page.get_by_text("Mon idée").click()
    page.get_by_role("button", name="Envoyer").click()
    navigateur.until(page, "document.body.textContent.includes('reçu')")
    page.goto(page.url.split("?")[0] + "/mes-mots")
    page.locator(".piece-image img").wait_for()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [media.genre.value for media in kept(salle)] == ["photo"]
    assert page.faults == []  # type: ignore[attr-defined]
    page.context.close()


def test_where_the_browser_allows_a_voice_is_recorded_heard_and_sent(
    chromium: Browser, serveur: Serveur, maison: Flask, salle: Salle, ouvrir: Ouvrir
) -> None:
    page = phone(chromium, serveur, salle, plain=False)
    assert page.evaluate("isSecureContext") is True
    page.get_by_text("Parler, ou montrer une photo").click()
    page.get_by_role("button", name="Enregistrer ma voix").click()
    navigateur.until(page, "document.querySelector('[data-secondes]').textContent === '0:01'")
    page.get_by_role("button", name="Arrêter").click()
    page.locator("[data-piece=voix] audio").wait_for()
    assert page.get_by_text("Prêt à envoyer").is_visible()
    assert violations(page) == []
    page.get_by_text("Mon idée").click()
    page.get_by_role("button", name="Envoyer").click()
    navigateur.until(page, "document.body.textContent.includes('reçu')")
    (voix,) = kept(salle)
    assert voix.type_mime in ("audio/webm", "audio/mp4", "audio/ogg")
    assert page.faults == []  # type: ignore[attr-defined]
    page.context.close()

    board = ouvrir(f"/animer/{salle.seance}/tableau", salle.bruno)
    board.locator(".parole-voix").evaluate("sound => (sound.preload = 'auto', sound.load())")
    navigateur.until(board, "document.querySelector('.parole-voix').readyState >= 2")
    assert violations(board) == []


def test_fifteen_ideas_by_keyboard_alone(
    maison: Flask, salle: Salle, ouvrir: Ouvrir, record_property: pytest.FixtureRequest
) -> None:
    page = ouvrir(f"/animer/{salle.seance}/recueil", salle.bruno)
    keyboard = page.keyboard
    since = time.monotonic()
    for rang in range(1, IDEES + 1):
        page.locator("#texte:focus").wait_for()
        keyboard.press(str(rang % 3 + 1))
        keyboard.type(f"Idée numéro {rang} : des bancs à l’ombre devant la poste")
        keyboard.press("Enter")
        page.locator("#lue-texte", has_text=f"numéro {rang} ").wait_for()
        if rang == 2:  # « non, pas la poste, la mairie »; four hands
            keyboard.press("ArrowUp")
            keyboard.type("Idée numéro 2 : des bancs devant la mairie")
            keyboard.press("Tab")
            keyboard.type("4")
            keyboard.press("Enter")
            page.locator("#lue-texte", has_text="la mairie").wait_for()
    elapsed = time.monotonic() - since
    record_property("quinze_idees_secondes", round(elapsed, 1))  # type: ignore[operator]
    print(f"{IDEES} idées en {elapsed:.1f} s")
    db.session.rollback()
    words = list(
        db.session.scalars(select(Contribution).where(Contribution.seance_id == salle.seance))
    )
    assert len(words) == IDEES
    assert {word.categorie for word in words} == {"ca_va", "ca_ne_va_pas", "mon_idee"}
    assert [word.texte for word in words if word.mains == 4] == [
        "Idée numéro 2 : des bancs devant la mairie"
    ]
    assert violations(page) == []
