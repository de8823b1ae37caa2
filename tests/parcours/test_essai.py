"""A phone of the network's trial: it says when it is cut off, and that it is back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.axe import violations
from tests.parcours.conftest import Gens
from tests.parcours.reseau import Salle

# In the town phones come from elsewhere; in the hall of the tests, from this machine.
pytestmark = [
    pytest.mark.navigateur,
    pytest.mark.timeout(180),
    pytest.mark.parametrize("salle", ["ville"], indirect=True),
]
RELIE = "Ce téléphone est bien relié à la salle."
PERDU = "Ce téléphone ne joint plus la salle."


def test_a_phone_says_when_it_leaves_and_when_it_is_back(gens: Gens, salle: Salle) -> None:
    ana = gens.phone()
    ana.goto(f"{salle.adresse}/essai")
    expect(ana.get_by_role("status")).to_contain_text(RELIE)
    assert violations(ana) == []
    ana.context.set_offline(True)
    expect(ana.get_by_text(PERDU)).to_be_visible()
    expect(ana.get_by_text(RELIE)).to_be_hidden()
    assert violations(ana) == []
    ana.context.set_offline(False)
    expect(ana.get_by_text(RELIE)).to_be_visible()
    expect(ana.get_by_text("Téléphone n° 1")).to_be_visible()


def test_without_script_the_page_calls_again_by_itself(gens: Gens, salle: Salle) -> None:
    ana: Page = gens.phone(javascript=False)
    ana.goto(f"{salle.adresse}/essai")
    with ana.expect_navigation(url="**/essai?tel=*"):
        pass
    expect(ana.get_by_text("Téléphone n° 1")).to_be_visible()
