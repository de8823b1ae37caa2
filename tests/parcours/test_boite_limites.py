"""Phones at their limits: no room, no clock, no cookies, no script, files on a bad network."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.medias import exemples
from tests.parcours.conftest import Gens
from tests.parcours.reseau import Salle, answer, ready, say, scan, waiting

pytestmark = [pytest.mark.navigateur, pytest.mark.timeout(180)]
POSTS = "**/contributions"

# The server gets the word and answers; the page never hears it, once.
LOSE_A_REPLY = """
const vrai = window.fetch;
let perdue = false;
window.fetch = async (adresse, requete) => {
  const reponse = await vrai(adresse, requete);
  if (perdue || !String(adresse).endsWith("/contributions")) return reponse;
  perdue = true;
  throw new TypeError("lost");
};
"""


def fill_storage(phone: Page) -> None:
    """From now on the phone has no room left."""
    phone.add_init_script(
        "const plein = () => { throw new DOMException('full', 'QuotaExceededError'); };"
        "IDBObjectStore.prototype.put = plein; Storage.prototype.setItem = plein;"
    )


def test_a_full_storage_says_so_calmly_and_still_sends(gens: Gens, salle: Salle) -> None:
    ana = gens.phone()
    fill_storage(ana)
    scan(ana, salle)
    ana.context.set_offline(True)
    say(ana, "Un banc")
    expect(ana.locator(".boite-etat")).to_have_text(
        "Gardé dans cette page seulement : laissez-la ouverte"
    )
    ana.context.set_offline(False)
    waiting(ana, 0)
    assert salle.textes() == ["Un banc"]


def test_a_clock_in_1970_is_harmless(gens: Gens, salle: Salle) -> None:
    ana = gens.phone()
    ana.add_init_script(
        "const vrai = Date; Date = class extends vrai { constructor() { super(0); } }"
    )
    scan(ana, salle)
    assert ana.evaluate("new Date().getFullYear()") == 1970
    say(ana, "Un banc")
    expect(answer(ana)).to_contain_text("C’est reçu.")
    assert salle.textes() == ["Un banc"]


def test_a_photo_and_a_voice_wait_through_a_reload_and_arrive_once(
    gens: Gens, salle: Salle
) -> None:
    ana = gens.phone()
    scan(ana, salle)
    ana.route(POSTS, lambda route: route.abort())
    ana.get_by_text("Parler, ou montrer une photo").click()
    for nom, octets in (("photo", exemples.jpeg()), ("voix", exemples.ogg(3))):
        piece = {"name": nom, "mimeType": "application/octet-stream", "buffer": octets}
        ana.locator(f"input[name={nom}]").set_input_files(piece)  # type: ignore[arg-type]
    say(ana, "")
    waiting(ana, 1)
    expect(ana.locator(".boite-ligne .parole")).to_have_text("Une voix ou une photo")
    expect(ana.locator(".boite-etat")).to_have_text("Gardé dans le téléphone")
    ana.add_init_script(LOSE_A_REPLY)
    ana.unroute_all()
    ana.reload()
    ready(ana)
    waiting(ana, 0)
    assert salle.textes() == [""]
    assert salle.medias() == ["photo", "voix"]


@pytest.fixture
def no_cookies(gens: Gens, tmp_path: Path) -> Iterator[BrowserContext]:
    """A browser whose owner blocks all cookies, and with them every store of a page."""
    profile = tmp_path / "profil" / "Default"
    profile.mkdir(parents=True)
    refused = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (profile / "Preferences").write_text(json.dumps(refused))
    with gens.launch_profile(profile.parent) as context:
        yield context


def test_blocked_cookies_are_told_and_the_words_stay(
    no_cookies: BrowserContext, salle: Salle
) -> None:
    ana = no_cookies.new_page()
    ana.goto(salle.adresse)
    assert no_cookies.cookies() == []
    expect(answer(ana)).to_contain_text("Ce navigateur bloque les cookies")
    ana.get_by_role("radio", name="Mon idée", exact=True).check(force=True)
    ana.get_by_label("Votre parole").fill("Un banc")
    ana.get_by_role("button", name="Envoyer").click()
    expect(ana.get_by_role("alert")).to_contain_text("bloque les cookies")
    expect(ana.get_by_label("Votre parole")).to_have_value("Un banc")
    assert salle.textes() == []


def test_without_script_a_double_tap_and_going_back_double_nothing(
    gens: Gens, salle: Salle
) -> None:
    ana = gens.phone(javascript=False)
    ana.goto(salle.adresse)
    ana.get_by_role("radio", name="Mon idée", exact=True).check(force=True)
    ana.get_by_label("Votre parole").fill("Un banc")
    ana.get_by_role("button", name="Envoyer").dblclick()
    expect(ana.get_by_text("C’est reçu.")).to_be_visible()
    ana.reload()
    ana.go_back()
    expect(ana.get_by_label("Votre parole")).to_be_visible()
    assert salle.textes() == ["Un banc"]
