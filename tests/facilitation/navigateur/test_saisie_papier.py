"""A pile of sheets, a voice: typed fast, by keyboard alone, beside what they come from."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from cafe.actions.contributions import post_contribution
from cafe.actions.depot import PieceJointe
from cafe.extensions import db
from cafe.models import Contribution, FeuilleTablee, GenreMedia, Tour
from cafe.models.base import new_id
from tests import factories
from tests.axe import violations
from tests.facilitation.conftest import make_table
from tests.facilitation.navigateur.conftest import Ouvrir, Salle, reach
from tests.medias import exemples

pytestmark = pytest.mark.navigateur

MOTS = 20
# What one word costs beside its letters: a digit for the answer, Enter.
GESTES_PAR_MOT = 2


def words(salle: Salle) -> list[Contribution]:
    db.session.rollback()
    query = select(Contribution).where(Contribution.seance_id == salle.seance)
    return list(db.session.scalars(query.order_by(Contribution.ordre)))


def make_tour(seance_id: str) -> None:
    factories.build(lambda session: session.add(Tour(seance_id=seance_id, numero=1)))


def counted(page: Page) -> int:
    """The gestures made so far, kept from page to page: every key but those of the words."""
    return int(page.evaluate("() => Number(sessionStorage.getItem('gestes') ?? 0)"))


def press(page: Page, key: str) -> None:
    page.evaluate("() => sessionStorage.gestes = Number(sessionStorage.gestes ?? 0) + 1")
    page.keyboard.press(key)


def test_twenty_words_in_a_row_by_keyboard_alone(salle: Salle, ouvrir: Ouvrir) -> None:
    make_table(salle.seance, 3)
    make_tour(salle.seance)
    page = ouvrir(f"/animer/{salle.seance}/saisie", salle.bruno)
    page.locator("#tablee").select_option("3")
    page.locator("#tour").select_option("1")
    page.locator("#source").select_option("papier")
    page.locator("#texte").focus()
    for rang in range(1, MOTS + 1):
        expect(page.locator("#texte")).to_be_focused()
        press(page, str(rang % 3 + 1))
        page.keyboard.type(f"Idée {rang} : des bancs à l’ombre")
        press(page, "Enter")
        expect(page.locator("#texte")).to_have_value("")
        expect(page.locator("#recepisse")).to_be_visible()
    assert counted(page) == MOTS * GESTES_PAR_MOT
    assert [word.texte for word in words(salle)] == [
        f"Idée {rang} : des bancs à l’ombre" for rang in range(1, MOTS + 1)
    ]
    assert all(word.tablee_id and word.tour_id for word in words(salle))
    assert {word.categorie for word in words(salle)} == {"ca_va", "ca_ne_va_pas", "mon_idee"}
    assert violations(page) == []


def test_the_photo_of_the_sheet_stays_beside_what_is_typed_from_it(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    make_table(salle.seance, 3)
    page = ouvrir(f"/animer/{salle.seance}/saisie", salle.bruno)
    photo = {"name": "f.jpg", "mimeType": "image/jpeg", "buffer": exemples.jpeg((900, 600))}
    page.locator("#texte").fill("À moitié tapé")
    page.locator("#photo").set_input_files(photo)  # type: ignore[arg-type]
    page.get_by_role("button", name="Garder la photo").click()
    expect(page.get_by_text("Choisissez d’abord la table")).to_be_visible()
    page.locator("#tablee").select_option("3")
    page.locator("#photo").set_input_files(photo)  # type: ignore[arg-type]
    page.get_by_role("button", name="Garder la photo").click()
    expect(page.get_by_text("La photo de la feuille est gardée.")).to_be_visible()
    image = page.locator(".saisie-feuilles img")
    expect(image).to_be_visible()
    expect(page.locator("#texte")).to_have_value("À moitié tapé")
    page.wait_for_function("() => document.querySelector('.saisie-feuilles img').naturalWidth > 0")
    field, seen = page.locator("#texte").bounding_box(), image.bounding_box()
    assert field is not None
    assert seen is not None
    assert seen["x"] >= field["x"] + field["width"]
    assert violations(page) == []
    page.locator("#texte").focus()
    page.keyboard.press("End")
    page.get_by_text("Mon idée").click()
    page.locator("#texte").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#recepisse")).to_be_visible()
    expect(image).to_be_visible()
    db.session.rollback()
    (sheet,) = db.session.scalars(
        select(FeuilleTablee).where(FeuilleTablee.seance_id == salle.seance)
    )
    assert [(word.tablee_id, word.tour_id) for word in words(salle)] == [
        (sheet.tablee_id, sheet.tour_id)
    ]


def test_a_voice_is_heard_and_written_down_without_leaving_the_field(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    voice = PieceJointe(new_id(), GenreMedia.VOIX, "audio/ogg", 10, "0" * 64, secondes=9)
    envoi = replace(factories.envoi(salle.question, ""), medias=(voice,))
    said = post_contribution(par=factories.participant(salle.seance), envoi=envoi).id
    page = ouvrir(f"/animer/{salle.seance}/tableau", salle.bruno)
    # The file itself is not the matter here: the player tells what it was asked to do.
    page.evaluate(
        """() => {
          const sound = HTMLMediaElement.prototype;
          let playing = false, at = 8;
          sound.play = () => { playing = true; return Promise.resolve(); };
          sound.pause = () => { playing = false; };
          Object.defineProperty(sound, "paused", { get: () => !playing });
          Object.defineProperty(sound, "currentTime", { get: () => at, set: (t) => { at = t; } });
          window.sound = () => [playing, at];
        }"""
    )
    page.locator(f"#carte-{said} [data-geste=plus]").click()
    field, player = page.locator("#dialogue #n-texte"), page.locator("#dialogue audio")
    expect(player).to_be_visible()
    expect(field).to_be_visible()
    assert violations(page) == []
    field.focus()
    for key, heard in (
        ("Control+Space", [True, 8]),
        ("Control+Shift+Space", [True, 5]),
        ("Control+Space", [False, 5]),
    ):
        page.keyboard.press(key)
        assert page.evaluate("() => window.sound()") == heard
    page.keyboard.type("Des bancs")
    expect(field).to_have_value("Des bancs")
    reach(page, "#dialogue [data-ecoute-recule]", "Shift+Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("() => window.sound()") == [False, 2]
    page.locator("#dialogue").get_by_role("button", name="Garder ce texte").click()
    expect(page.locator(f"#carte-{said}")).to_contain_text("Des bancs")
