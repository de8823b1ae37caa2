"""« Trier une à une » in a browser: by single keys, by touch, while colleagues move words."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from cafe.actions.deplacements import move_contribution
from cafe.actions.retouches import correct_contribution
from cafe.extensions import db
from cafe.models.tableau import board_state
from tests import factories
from tests.axe import violations
from tests.facilitation.navigateur.conftest import Ouvrir, Salle
from tests.navigateur import too_small

pytestmark = pytest.mark.navigateur


def path(salle: Salle) -> str:
    return f"/animer/{salle.seance}/tableau/trier"


def in_view(page: Page, carte: str) -> None:
    """That word is the one in view, has the focus, and its keys are heard."""
    expect(page.locator(f"[data-parole='{carte}']")).to_be_focused()
    expect(page.locator("kbd[data-touche=n]")).to_be_visible()


def state(salle: Salle) -> dict[str, list[str]]:
    """What the base holds: the cards of each group, of the column and of the fridge."""
    db.session.rollback()
    etat = board_state(db.session(), salle.seance, salle.question)
    groups = {group.titre: [card.id for card in group.cartes] for group in etat.groupes}
    return groups | {
        "libres": [card.id for card in etat.libres],
        "frigo": [card.id for card in etat.frigo],
    }


def test_words_are_placed_by_single_keys_alone(salle: Salle, ouvrir: Ouvrir) -> None:
    words = salle.post("Des bancs", "Le bus", "De l’ombre", "Un abri", "Un four")
    bus, repos = (salle.group(titre) for titre in ("Bus", "Repos"))
    page = ouvrir(path(salle), salle.bruno)
    expect(page.get_by_text("5 paroles à placer.")).to_be_visible()
    in_view(page, words[0])
    assert violations(page) == []
    page.keyboard.press("2")
    in_view(page, words[1])
    expect(page.get_by_text("Placée dans « Repos ».")).to_be_visible()
    page.keyboard.press("1")
    in_view(page, words[2])
    page.keyboard.press("a")
    in_view(page, words[1])
    # The row of digits of a French keyboard types other signs without Shift.
    page.evaluate(
        """() => document.activeElement.dispatchEvent(new KeyboardEvent("keydown",
          {key: "&", code: "Digit1", bubbles: true, cancelable: true}))"""
    )
    in_view(page, words[2])
    page.keyboard.press("f")
    in_view(page, words[3])
    page.keyboard.press("Space")
    in_view(page, words[4])
    page.keyboard.press("n")
    expect(page.get_by_label("Nouveau groupe : quel titre ?")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="Donnez un titre")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("n")
    page.keyboard.type("Manger 1f")
    page.keyboard.press("Enter")
    end = page.locator(".vide")
    expect(end).to_be_focused()
    expect(end).to_contain_text("1 parole, passée ou arrivée depuis, reste à regrouper.")
    assert violations(page) == []
    page.keyboard.press("Space")
    in_view(page, words[3])
    page.keyboard.press("1")
    expect(page.get_by_text("Toutes les paroles sont placées.")).to_be_visible()
    assert violations(page) == []
    assert state(salle) == {
        "Bus": [words[1], words[3]],
        "Repos": [words[0]],
        "Manger 1f": [words[4]],
        "libres": [],
        "frigo": [words[2]],
    }
    assert bus != repos


@pytest.mark.parametrize("appareil", ["tablet", "phone"])
def test_words_are_placed_by_touch_alone(salle: Salle, ouvrir: Ouvrir, appareil: str) -> None:
    words = salle.post("Des bancs", "Le bus", "De l’ombre")
    salle.group("Bus")
    page = ouvrir(path(salle), salle.bruno, appareil)
    assert too_small(page, "#tri button, #tri a, #tri summary") == []
    page.get_by_role("button", name="Bus").tap()
    in_view(page, words[1])
    page.get_by_role("button", name="Annuler mon dernier geste").tap()
    in_view(page, words[0])
    page.get_by_role("button", name="Mettre au frigo").tap()
    in_view(page, words[1])
    page.get_by_role("link", name="Passer, sans la placer").tap()
    in_view(page, words[2])
    page.get_by_label("Nouveau groupe : quel titre ?").fill("Ombre")
    page.get_by_role("button", name="Créer le groupe").tap()
    expect(page.locator(".vide")).to_contain_text("reste à regrouper")
    width = page.viewport_size["width"]  # type: ignore[index]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []
    assert state(salle) == {
        "Bus": [],
        "Ombre": [words[2]],
        "libres": [words[1]],
        "frigo": [words[0]],
    }


def test_a_word_that_a_colleague_places_is_told_and_no_key_places_it_again(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    words = salle.post("Des bancs", "Le bus")
    bus = salle.group("Bus")
    page = ouvrir(path(salle), salle.bruno)
    in_view(page, words[0])
    move_contribution(par=salle.lea, contribution_id=words[0], regroupement_id=bus, version=1)
    told = page.get_by_role("alert").filter(has_text="est maintenant dans « Bus »")
    expect(told).to_have_text(re.compile(r"« Des bancs » est maintenant dans « Bus » \(Lea\d*\)\."))
    expect(page.get_by_text("1 parole à placer.")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("f")
    page.keyboard.press("1")
    page.keyboard.press("Space")
    in_view(page, words[1])
    assert state(salle) == {"Bus": [words[0]], "libres": [words[1]], "frigo": []}


def test_a_title_being_typed_outlives_what_arrives_and_a_correction(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    ana = factories.participant(salle.seance)
    word = factories.post(ana, salle.question, "Des bans").id
    page = ouvrir(path(salle), salle.bruno)
    field = page.get_by_label("Nouveau groupe : quel titre ?")
    field.fill("S’asseoir")
    field.focus()
    correct_contribution(par=ana, contribution_id=word, texte="Des bancs", version=1)
    expect(page.locator("#tri-texte")).to_have_text("Des bancs")
    expect(field).to_have_value("S’asseoir")
    salle.post("Une autre")
    expect(page.get_by_text("2 paroles à placer.")).to_be_visible()
    expect(field).to_have_value("S’asseoir")
    page.get_by_role("button", name="Créer le groupe").click()
    expect(page.get_by_text("Groupe créé.")).to_be_visible()
    assert state(salle)["S’asseoir"] == [word]


def test_beyond_nine_groups_one_is_found_by_its_title(salle: Salle, ouvrir: Ouvrir) -> None:
    words = salle.post("Des bancs", "Le bus")
    for n in range(40):
        salle.group(f"Thème {n}")
    salle.group("Été à l’ombre")
    page = ouvrir(path(salle), salle.bruno)
    in_view(page, words[0])
    page.keyboard.press("/")
    expect(page.get_by_label("Chercher un groupe")).to_be_focused()
    page.keyboard.type("ete")
    expect(page.locator(".tri-choix button[name=vers]:visible")).to_have_count(1)
    assert violations(page) == []
    page.keyboard.press("Enter")
    in_view(page, words[1])
    # The tenth group has a letter.
    page.keyboard.press("b")
    expect(page.get_by_text("Toutes les paroles sont placées.")).to_be_visible()
    found = state(salle)
    assert (found["Été à l’ombre"], found["Thème 9"]) == ([words[0]], [words[1]])


def test_what_a_screen_reader_is_told_of_a_word_and_of_where_it_went(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    salle.post("Des bancs", "Le bus")
    salle.group("Bus")
    page = ouvrir(path(salle), salle.bruno)
    expect(page.locator("#tri")).to_match_aria_snapshot(
        """
        - heading "Trier une à une" [level=1]
        - status: 2 paroles à placer.
        - article "Des bancs":
          - blockquote: Des bancs
          - form "Dans un groupe":
            - button /Bus 0/
          - textbox /Nouveau groupe/
          - button "Créer le groupe"
          - button "Mettre au frigo"
          - paragraph:
            - link "Passer, sans la placer"
            - link "Tous les gestes sur cette parole"
        """
    )
    page.keyboard.press("1")
    expect(page.locator("#tri")).to_match_aria_snapshot(
        """
        - status: 1 parole à placer.
        - button "Annuler mon dernier geste"
        - article "Le bus"
        """
    )
    expect(page.locator("main")).to_match_aria_snapshot(
        """
        - status:
          - paragraph: Placée dans « Bus ».
        """
    )


def test_words_typed_in_the_board_s_search_choose_what_is_walked(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    words = salle.post("Des bancs", "Le bus", "Un bus de nuit")
    salle.group("Transports")
    page = ouvrir(f"/animer/{salle.seance}/tableau", salle.bruno)
    # The page holds every word: what does not match steps aside, and no address says so.
    page.get_by_label("Chercher une parole").fill("bus")
    expect(page.get_by_text("Des bancs")).to_be_hidden()
    page.locator(".menu summary", has_text="Plus").first.click()
    page.get_by_role("link", name="Trier une à une").click()
    in_view(page, words[1])
    expect(page.get_by_text("2 paroles à placer.")).to_be_visible()
    expect(page.locator("#tri-filtre")).to_contain_text("En vue : « bus ». 1 autre parole")
    assert violations(page) == []
    # What arrives meanwhile counts if the filter keeps it.
    salle.post("Encore des bancs", "Un bus direct")
    expect(page.get_by_text("3 paroles à placer.")).to_be_visible()
    expect(page.locator("#tri-filtre")).to_contain_text("2 autres paroles")
    page.keyboard.press("1")
    in_view(page, words[2])
    page.get_by_role("link", name="Trier toutes les paroles").click()
    in_view(page, words[0])
    expect(page.locator("#tri-filtre")).to_have_count(0)
