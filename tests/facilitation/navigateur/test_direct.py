"""Several people at one board: conflicts are told, readers are left in peace, cuts are said."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from cafe.actions.conduite import set_phase
from cafe.actions.deplacements import move_contribution
from cafe.actions.mur import set_mur
from cafe.actions.regroupements import rename_regroupement
from cafe.models import Mur, Phase, Role
from tests import factories
from tests.axe import violations
from tests.facilitation.navigateur.conftest import Ouvrir, Salle, board_path, cut, lists_of
from tests.serveur import Serveur

pytestmark = pytest.mark.navigateur


def test_two_boards_move_the_same_card_and_the_second_chooses_knowingly(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    one, two, three = salle.post("Un", "Deux", "Trois")
    salle.group("À gauche", one)
    salle.group("À droite", two)
    bruno = ouvrir(board_path(salle), salle.bruno)
    lea = ouvrir(board_path(salle), salle.lea)
    for page, place in ((bruno, "À gauche"), (lea, "À droite")):
        page.locator(f"#carte-{three} [data-geste=deplacer]").press("Enter")
        page.get_by_label("Où ?").select_option(label=place)
    lea.get_by_role("dialog").get_by_role("button", name="Déplacer").click()
    expect(lea.locator(f".groupe #carte-{three}")).to_be_visible()
    expect(bruno.locator(f".groupe #carte-{three}")).to_have_count(1)
    dialog = bruno.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Déplacer").click()
    refusal = dialog.get_by_role("alert")
    expect(refusal).to_contain_text("a placé cette parole dans « À droite »")
    expect(refusal).to_contain_text("Maintenant : À droite")
    expect(refusal).to_contain_text("Ce que vous vouliez : À gauche")
    assert violations(bruno) == []
    dialog.get_by_role("button", name="Déplacer quand même").click()
    expect(dialog).to_be_hidden()
    for page in (bruno, lea):
        expect(page.locator(f".groupe >> #carte-{three}")).to_be_visible()
        page.wait_for_function(
            "id => document.getElementById(id).closest('.groupe').textContent.includes('À gauche')",
            arg=f"carte-{three}",
        )


def test_a_title_typed_over_an_older_one_is_not_lost(salle: Salle, ouvrir: Ouvrir) -> None:
    group = salle.group("Avant")
    page = ouvrir(board_path(salle), salle.bruno)
    page.locator(f"#groupe-{group} [data-geste=renommer]").click()
    page.get_by_label("Titre").fill("Le mien")
    rename_regroupement(par=salle.lea, regroupement_id=group, titre="Le sien", resume="", version=1)
    page.get_by_role("button", name="Enregistrer").click()
    refusal = page.get_by_role("dialog").get_by_role("alert")
    expect(refusal).to_contain_text("Maintenant : Le sien")
    expect(refusal).to_contain_text("Ce que vous écriviez : Le mien")
    expect(page.get_by_label("Titre")).to_have_value("Le mien")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(f"#titre-{group}")).to_have_text("Le mien")


def test_the_focus_stays_on_a_card_that_a_colleague_moves(salle: Salle, ouvrir: Ouvrir) -> None:
    one, two = salle.post("Un", "Deux")
    group = salle.group("Ensemble", one)
    page = ouvrir(board_path(salle), salle.bruno)
    button = page.locator(f"#carte-{two} [data-geste=deplacer]")
    button.focus()
    move_contribution(par=salle.lea, contribution_id=two, regroupement_id=group, version=1)
    expect(page.locator(f"#cartes-{group} > #carte-{two}")).to_be_visible()
    expect(button).to_be_focused()


def test_a_whole_redraw_keeps_focus_search_drawers_and_places(salle: Salle, ouvrir: Ouvrir) -> None:
    salle.post(*(f"Parole numéro {n}" for n in range(30)))
    page = ouvrir(board_path(salle), salle.bruno)
    page.locator("#tiroir-frigo > summary").click()
    page.locator("#defile-libres").evaluate("pane => pane.scrollTo(0, 400)")
    page.locator("#chercher").fill("numéro 1")
    shown = page.locator("[data-choix] > li:visible")
    expect(shown).to_have_count(11)
    set_mur(par=salle.lea, seance_id=salle.seance, mur=Mur.FIGE)
    expect(page.locator("#mur-fige")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#chercher")).to_be_focused()
    expect(page.locator("#chercher")).to_have_value("numéro 1")
    expect(shown).to_have_count(11)
    expect(page.locator("#tiroir-frigo")).to_have_attribute("open", "")


def test_new_words_do_not_move_what_is_being_read(salle: Salle, ouvrir: Ouvrir) -> None:
    read = salle.post(*(f"Parole {n} " + "mot " * 20 for n in range(30)))[12]
    page = ouvrir(board_path(salle), salle.bruno)
    page.locator(f"#carte-{read}").scroll_into_view_if_needed()
    before = page.locator(f"#carte-{read}").bounding_box()
    fresh = salle.post("Nouvelle une", "Nouvelle deux", "Nouvelle trois")
    pill = page.get_by_role("button", name="3 nouvelles paroles")
    expect(pill).to_be_visible()
    assert page.locator(f"#carte-{read}").bounding_box() == before
    assert lists_of(page)["libres"][-3:] == fresh
    expect(page.locator(f"[data-nombre-de=libres-{salle.question}]")).to_have_text("33")
    expect(page.locator(f"#compte-{salle.question}")).to_have_text("33")
    assert violations(page) == []
    pill.click()
    expect(page.locator(f"#carte-{fresh[0]}")).to_be_in_viewport()
    expect(page.locator("#nouvelles")).to_be_hidden()


def test_a_dialog_is_left_alone_while_the_board_is_redrawn(salle: Salle, ouvrir: Ouvrir) -> None:
    (one,) = salle.post("Un")
    page = ouvrir(board_path(salle), salle.bruno)
    page.locator(f"#carte-{one} [data-geste=deplacer]").press("Enter")
    page.get_by_label("Où ?").select_option("nouveau")
    page.get_by_label("Titre du nouveau groupe").fill("Je réfléchis")
    set_mur(par=salle.lea, seance_id=salle.seance, mur=Mur.MASQUE)
    salle.post("Deux")
    expect(page.locator("#mur-masque")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("Deux", exact=True)).to_be_attached()
    expect(page.get_by_label("Titre du nouveau groupe")).to_have_value("Je réfléchis")
    expect(page.get_by_label("Titre du nouveau groupe")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(f"#carte-{one} [data-geste=deplacer]")).to_be_focused()


def test_a_board_that_lost_the_server_says_since_when_and_recovers_alone(
    salle: Salle, ouvrir: Ouvrir, serveur: Serveur
) -> None:
    page = ouvrir(board_path(salle), salle.bruno)
    salle.post("Avant la coupure")
    expect(page.get_by_text("Avant la coupure")).to_be_visible()
    banner = page.locator("[data-bandeau]")
    with cut(serveur):
        expect(banner).to_be_visible()
        expect(banner).to_contain_text("depuis")
        assert violations(page) == []
        (missed,) = salle.post("Pendant la coupure")
    expect(page.locator(f"#carte-{missed}")).to_be_visible()
    expect(banner).to_be_hidden()


def test_without_any_socket_each_gesture_still_shows_what_it_did(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    one, two = salle.post("Un", "Deux")
    page = ouvrir("/connexion", salle.bruno)
    page.route("**/socket.io/?EIO*", lambda route: route.abort())
    page.route_web_socket("**/socket.io/?EIO*", lambda line: line.close())
    page.goto(board_path(salle))
    page.locator(f"#carte-{one} [data-geste=frigo]").press("Enter")
    expect(page.locator(f"[id^=frigo-] > #carte-{one}")).to_have_count(1)
    page.get_by_role("link", name="Nouveau groupe").click()
    page.get_by_label("Titre").fill("À la main")
    page.locator(f"input[value='{two}']").check()
    page.keyboard.press("Enter")
    expect(page.locator(f".groupe #carte-{two}")).to_be_visible()
    expect(page.get_by_role("heading", name="À la main")).to_be_focused()


def test_without_script_the_same_gestures_have_their_pages(salle: Salle, ouvrir: Ouvrir) -> None:
    one, two = salle.post("Un", "Deux")
    group = salle.group("Ensemble", one)
    page = ouvrir(board_path(salle), salle.bruno, java_script_enabled=False)
    expect(page.locator("button[data-geste]:visible")).to_have_count(0)
    page.locator(f"#carte-{two} [data-geste=plus]").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Où ?").select_option(group)
    page.get_by_role("button", name="Déplacer").click()
    expect(page).to_have_url(f"{page.url.split('#')[0]}#carte-{two}")
    expect(page.get_by_text("Parole déplacée.")).to_be_visible()
    expect(page.locator(f"#cartes-{group} > #carte-{two}")).to_be_visible()
    page.get_by_role("button", name="Masqué").click()
    expect(page.locator("#mur-masque")).to_have_attribute("aria-pressed", "true")


def test_an_empty_column_says_what_will_come_there(salle: Salle, ouvrir: Ouvrir) -> None:
    page = ouvrir(board_path(salle), salle.bruno)
    for note in ("Rien à regrouper", "Aucun groupe"):
        expect(page.get_by_text(note)).to_be_visible()
    salle.group("Ensemble", *salle.post("Un"))
    expect(page.get_by_text("Aucun groupe")).to_be_hidden()
    salle.post("Deux")
    expect(page.get_by_text("Rien à regrouper")).to_be_hidden()


def test_a_rapporteur_reads_the_board_and_finds_no_tool(salle: Salle, ouvrir: Ouvrir) -> None:
    one, _two = salle.post("Un", "Deux")
    salle.group("Ensemble", one)
    made = factories.make_compte(f"R{salle.seance}", Role.RAPPORTEUR, salle.demarche)
    page = ouvrir(board_path(salle), factories.identite(made))
    expect(page.get_by_text("Ensemble")).to_be_visible()
    page.get_by_text("Deux", exact=True).hover()
    expect(page.locator("[data-geste]:visible")).to_have_count(0)
    salle.post("Trois")
    expect(page.get_by_text("Trois")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("appareil", ["board", "tablet", "phone"])
def test_axe_finds_nothing_on_the_board(salle: Salle, ouvrir: Ouvrir, appareil: str) -> None:
    one, two, three, _four = salle.post("Un", "Deux", "Trois", "Quatre")
    salle.group("Ensemble", one, two)
    page = ouvrir(board_path(salle), salle.bruno, appareil)
    page.locator(f"#carte-{three} [data-geste=frigo]").press("Enter")
    expect(page.locator(f"[id^=frigo-] > #carte-{three}")).to_have_count(1)
    page.locator("#tiroir-frigo > summary").click()
    assert violations(page) == []
    for chemin in (f"/animer/{salle.seance}/contributions/{one}", f"/animer/{salle.seance}/saisie"):
        page.goto(chemin)
        assert violations(page) == []


def test_the_header_says_where_the_meeting_is_as_it_goes_on(salle: Salle, ouvrir: Ouvrir) -> None:
    page = ouvrir(board_path(salle), salle.bruno)
    header = page.locator(".entete-lieu")
    expect(header).to_contain_text("Ouverte")
    set_phase(par=salle.lea, seance_id=salle.seance, phase=Phase.TERMINEE)
    expect(header).to_contain_text("Terminée")
    expect(header).not_to_contain_text("Ouverte")
