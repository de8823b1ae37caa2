"""The door in a browser: taps kept while the network is away, two stations, a badge."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from cafe.extensions import db
from cafe.models.accueil import counts_at_the_door
from tests.actions.test_pointages import make_badge
from tests.axe import violations
from tests.facilitation.navigateur.conftest import Ouvrir, Salle

pytestmark = pytest.mark.navigateur


def counted(salle: Salle) -> dict[str, int]:
    db.session.rollback()
    return {
        q: n for q, n in counts_at_the_door(db.session(), salle.seance).par_qualite.items() if n
    }


def test_taps_made_without_network_are_kept_and_sent_when_it_comes_back(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    page = ouvrir(f"/animer/{salle.seance}/accueil", salle.bruno, "tablet")
    people = page.locator("[data-total]")
    state = page.locator("[data-etat]")
    page.get_by_role("button", name=re.compile("^Associations")).click()
    expect(people).to_have_text("1")
    page.context.set_offline(True)
    for _ in range(3):
        page.get_by_role("button", name=re.compile("^Habitant")).click()
    page.get_by_role("button", name="Annuler le dernier").click()
    expect(people).to_have_text("3")
    expect(state).to_contain_text("4 gestes gardés ici partiront au retour")
    page.context.set_offline(False)
    expect(state).to_have_text("")
    expect(people).to_have_text("3")
    page.reload()
    expect(people).to_have_text("3")
    assert counted(salle) == {"associations": 1, "habitant·e·s": 2}


def test_two_stations_see_each_other_and_a_badge_counts_at_one_of_them(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    make_badge(salle.seance, 17, "associations")
    one = ouvrir(f"/animer/{salle.seance}/accueil", salle.bruno)
    other = ouvrir(f"/animer/{salle.seance}/accueil", salle.lea, "phone")
    one.get_by_label("Ou son n° de badge").fill("17")
    one.get_by_label("Ou son n° de badge").press("Enter")
    expect(one.locator("[data-total]")).to_have_text("1")
    expect(other.locator("[data-total]")).to_have_text("1")
    # Counted elsewhere: there is nothing of one's own to take back.
    expect(other.get_by_role("button", name="Annuler le dernier")).to_be_hidden()
    other.get_by_label("Ou son n° de badge").fill("17")
    other.get_by_role("button", name="Compter ce badge").click()
    expect(other.locator("#badge-erreur")).to_contain_text("Le badge 17 est déjà compté, à")
    assert counted(salle) == {"associations": 1}


def test_the_door_passes_the_accessibility_rules_also_when_a_badge_is_refused(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    page = ouvrir(f"/animer/{salle.seance}/accueil", salle.bruno, "phone")
    page.get_by_role("button", name=re.compile("^Associations")).click()
    expect(page.get_by_role("button", name="Annuler le dernier")).to_be_visible()
    page.get_by_label("Ou son n° de badge").fill("99")
    page.get_by_role("button", name="Compter ce badge").click()
    expect(page.locator("#badge-erreur")).to_contain_text("Aucun badge de cette rencontre")
    assert violations(page) == []
