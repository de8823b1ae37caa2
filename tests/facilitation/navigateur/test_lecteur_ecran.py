"""What a screen reader hears of a move: one's own, its undo, a colleague's, and words that come."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from cafe.actions.deplacements import move_contribution
from tests.axe import violations
from tests.facilitation.navigateur.conftest import Ouvrir, Salle, board_path

pytestmark = pytest.mark.navigateur

STATUS = "[data-annonces]"


def test_a_move_and_its_undo_are_heard_and_the_group_reads_in_order(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    one, two = salle.post("Plus de bus", "Le bus du soir")
    bus = salle.group("Bus", one)
    page = ouvrir(board_path(salle), salle.bruno)
    page.locator(f"#carte-{two} [data-geste=deplacer]").press("Enter")
    expect(page.get_by_role("dialog")).to_match_aria_snapshot(
        """
        - dialog "Déplacer":
          - heading "Déplacer" [level=2]
          - button "Fermer"
          - blockquote: Le bus du soir
          - text: Où ?
          - combobox "Où ?"
          - button "Déplacer"
        """
    )
    page.get_by_label("Où ?").select_option(label="Bus")
    page.get_by_role("dialog").get_by_role("button", name="Déplacer").press("Enter")
    expect(page.locator(STATUS)).to_match_aria_snapshot(
        "- status: Carte déplacée dans Bus, position 2 sur 2."
    )
    expect(page.locator(f"#groupe-{bus}")).to_match_aria_snapshot(
        """
        - region "Bus":
          - heading "Bus" [level=3]
          - list:
            - listitem:
              - article "Plus de bus"
            - listitem:
              - article "Le bus du soir"
        """
    )
    expect(page.locator(f"#carte-{two} [data-geste=deplacer]")).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Control+z")
    expect(page.locator(STATUS)).to_match_aria_snapshot(
        '- status: "Annulé : « Le bus du soir » déplacée dans « Bus »."'
    )
    expect(page.locator(f"#carte-{two} [data-geste=deplacer]")).to_be_focused()
    assert violations(page) == []


def test_a_colleague_s_move_interrupts_nobody_and_new_words_are_counted(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    one, two = salle.post("Plus de bus", "Des bancs")
    bus = salle.group("Bus")
    page = ouvrir(board_path(salle), salle.bruno)
    page.locator(f"#carte-{one} [data-geste=deplacer]").focus()
    move_contribution(par=salle.lea, contribution_id=two, regroupement_id=bus, version=1)
    expect(page.locator(f"#cartes-{bus} > li")).to_have_count(1)
    expect(page.locator(STATUS)).to_be_empty()
    expect(page.locator(f"#carte-{one} [data-geste=deplacer]")).to_be_focused()
    salle.post("Un abri")
    expect(page.locator(STATUS)).to_match_aria_snapshot("- status: 1 nouvelle parole")
    expect(page.locator(f"#carte-{one} [data-geste=deplacer]")).to_be_focused()
