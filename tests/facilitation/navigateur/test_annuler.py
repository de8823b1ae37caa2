"""Undo on two boards: by the button, the key and the toast, by mouse, keyboard and finger."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from cafe.actions.deplacements import move_contribution
from tests.axe import violations
from tests.facilitation.navigateur.conftest import Ouvrir, Salle, board_path, lists_of

pytestmark = pytest.mark.navigateur


def undo_button(page: Page) -> Locator:
    return page.locator("#annuler")


def move(page: Page, carte: str, groupe: str) -> None:
    """By the card's own dialog."""
    page.locator(f"#carte-{carte} [data-geste=deplacer]").press("Enter")
    page.get_by_label("Où ?").select_option(label=groupe)
    page.get_by_role("dialog").get_by_role("button", name="Déplacer").press("Enter")
    expect(page.locator(f".groupe #carte-{carte}")).to_be_visible()


def test_ones_gestures_are_undone_one_after_the_other_on_both_boards(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    one, two = salle.post("Un", "Deux")
    group = salle.group("Ensemble")
    bruno, lea = (
        ouvrir(board_path(salle), who, reduced_motion="reduce") for who in (salle.bruno, salle.lea)
    )
    expect(undo_button(bruno)).to_have_attribute("aria-disabled", "true")
    expect(undo_button(lea)).to_contain_text("groupe « Ensemble » créé")
    move(bruno, one, "Ensemble")
    expect(undo_button(bruno)).to_contain_text("« Un » déplacée dans « Ensemble »")
    bruno.locator(f"#carte-{two} [data-geste=frigo]").press("Enter")
    expect(undo_button(bruno)).to_contain_text("« Deux » mise au frigo")
    # The key undoes; in a field it stays the field's.
    bruno.get_by_label("Chercher une parole").fill("rien")
    bruno.keyboard.press("Control+z")
    bruno.get_by_label("Chercher une parole").fill("")
    expect(undo_button(bruno)).to_contain_text("« Deux » mise au frigo")
    bruno.locator(f"#carte-{one}").focus()
    bruno.keyboard.press("Control+z")
    expect(bruno.locator("[data-annonces]")).to_have_text("Annulé : « Deux » mise au frigo.")
    expect(bruno.locator(f"#libres-{salle.question} #carte-{two}")).to_be_visible()
    expect(bruno.locator(f"#carte-{one}")).to_be_focused()
    # Across a reload, the one before is still offered.
    bruno.reload()
    expect(undo_button(bruno)).to_contain_text("« Un » déplacée dans « Ensemble »")
    undo_button(bruno).press("Enter")
    expect(undo_button(bruno)).to_be_focused()
    expect(undo_button(bruno)).to_have_attribute("aria-disabled", "true")
    for page in (bruno, lea):
        expect(page.locator(f"#libres-{salle.question} #carte-{one}")).to_have_count(1)
        expect(page.locator(f"#cartes-{group} > li")).to_have_count(0)
    assert lists_of(bruno) == lists_of(lea)
    assert violations(bruno) == []


def test_a_double_press_undoes_once(salle: Salle, ouvrir: Ouvrir) -> None:
    one, two = salle.post("Un", "Deux")
    page = ouvrir(board_path(salle), salle.bruno)
    for card in (one, two):
        page.locator(f"#carte-{card} [data-geste=frigo]").press("Enter")
        expect(page.locator(f"[id^=frigo-] > #carte-{card}")).to_have_count(1)
    expect(undo_button(page)).to_contain_text("« Deux » mise au frigo")
    sent: list[str] = []
    page.on("request", lambda r: sent.append(r.url) if r.method == "POST" else None)
    undo_button(page).dblclick()
    expect(undo_button(page)).to_contain_text("« Un » mise au frigo")
    expect(page.locator(f"#libres-{salle.question} #carte-{two}")).to_be_visible()
    salle.post("Trois")
    expect(page.get_by_text("Trois")).to_be_visible()
    assert len(sent) == 1
    assert lists_of(page)["frigo"] == [one]


def test_a_key_pressed_at_once_undoes_the_gesture_just_made(salle: Salle, ouvrir: Ouvrir) -> None:
    one, two = salle.post("Un", "Deux")
    page = ouvrir(board_path(salle), salle.bruno)
    page.locator(f"#carte-{one} [data-geste=frigo]").press("Enter")
    expect(undo_button(page)).to_contain_text("« Un » mise au frigo")
    # The gesture is done, and neither its answer nor what the button says is here yet: nothing
    # older is undone instead.
    held: dict[str, Route] = {}
    page.route("**/frigo", lambda route: held.setdefault("geste", route))
    page.route("**/tableau/annulable", lambda route: held.setdefault("dit", route))
    page.locator(f"#carte-{two} [data-geste=frigo]").press("Enter")
    page.keyboard.press("Control+z")
    for name in ("geste", "dit"):
        while name not in held:
            page.evaluate("() => new Promise(requestAnimationFrame)")
        held[name].continue_()
    expect(page.locator("[data-annonces]")).to_have_text("Annulé : « Deux » mise au frigo.")
    assert lists_of(page)["frigo"] == [one]


def test_the_toast_offers_what_was_just_done_and_takes_it_back(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    (one,) = salle.post("Un")
    page = ouvrir(board_path(salle), salle.bruno, "tablet", reduced_motion="reduce")
    page.locator(f"#carte-{one} [data-geste=frigo]").tap()
    toast = page.locator("#toast")
    expect(toast).to_contain_text("« Un » mise au frigo")
    assert violations(page) == []
    box = toast.get_by_role("button", name="Annuler").bounding_box()
    assert box is not None
    assert box["height"] >= 44
    toast.get_by_role("button", name="Annuler").tap()
    expect(toast).to_be_hidden()
    expect(page.locator(f"#libres-{salle.question} #carte-{one}")).to_be_visible()
    expect(undo_button(page)).to_have_attribute("aria-disabled", "true")


def test_a_card_that_a_colleague_moved_on_is_told_with_a_way_to_it(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    one, two = salle.post("Un", "Deux")
    salle.group("À gauche", two)
    right = salle.group("À droite")
    page = ouvrir(board_path(salle), salle.bruno)
    move(page, one, "À gauche")
    expect(undo_button(page)).to_contain_text("déplacée dans « À gauche »")
    move_contribution(par=salle.lea, contribution_id=one, regroupement_id=right, version=None)
    undo_button(page).click()
    refusal = page.get_by_role("alert")
    expect(refusal).to_contain_text("y a touché : « Un » déplacée dans « À droite »")
    expect(page.locator(f"#cartes-{right} #carte-{one}")).to_be_visible()
    assert violations(page) == []
    refusal.get_by_role("link", name="Voir où cela en est").click()
    expect(page.locator(f"#carte-{one} [data-geste=deplacer]")).to_be_focused()
    # Nothing was undone.
    assert lists_of(page)["À droite"] == [one]


def test_the_journal_is_one_step_away_and_undoes_without_script(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    (one,) = salle.post("Un")
    page = ouvrir(board_path(salle), salle.bruno)
    page.locator(f"#carte-{one} [data-geste=frigo]").press("Enter")
    expect(undo_button(page)).to_contain_text("mise au frigo")
    plain = ouvrir(board_path(salle), salle.bruno, java_script_enabled=False)
    plain.get_by_text("Plus", exact=True).first.click()
    plain.get_by_role("link", name="Journal du tableau").click()
    expect(plain.get_by_role("listitem").filter(has_text="« Un » mise au frigo")).to_be_visible()
    plain.get_by_role("button", name="Annuler").click()
    expect(plain.get_by_text("Annulé : « Un » mise au frigo.")).to_be_visible()
    expect(page.locator(f"#libres-{salle.question} #carte-{one}")).to_be_visible()
    page.get_by_text("Plus", exact=True).first.click()
    page.get_by_role("link", name="Journal du tableau").click()
    expect(page.get_by_role("heading", name="Journal du tableau")).to_be_visible()
    assert violations(page) == []
