"""Somebody who is slowed down is told at once, on a phone that is open."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from cafe.actions.ralentissement import lift_slow_down, slow_down
from cafe.extensions import db
from cafe.models import Contribution, Seance
from tests.axe import violations
from tests.facilitation.navigateur.conftest import Ouvrir, Salle

pytestmark = pytest.mark.navigateur


def test_a_phone_that_is_open_says_it_and_says_no_more_once_lifted(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    code = db.session.get_one(Seance, salle.seance).code
    phone = ouvrir(f"/s/{code}?question={salle.question}", salle.lea, "phone")
    said = phone.get_by_text("L’équipe lit vos paroles une par une.")
    phone.get_by_text("Mon idée").click()
    phone.locator("textarea[name=texte]").fill("Des bancs à l’ombre")
    phone.get_by_role("button", name="Envoyer").click()
    expect(phone.get_by_text("C’est reçu.").first).to_be_visible()
    db.session.rollback()
    (card,) = db.session.scalars(
        select(Contribution.id).where(Contribution.seance_id == salle.seance)
    )
    expect(said).to_be_hidden()
    phone.locator("textarea[name=texte]").fill("Une phrase commencée")
    slow_down(par=salle.bruno, contribution_id=card)
    expect(said).to_be_visible()
    expect(phone.locator("textarea[name=texte]")).to_have_value("Une phrase commencée")
    assert violations(phone) == []
    lift_slow_down(par=salle.bruno, contribution_id=card)
    expect(said).to_be_hidden()
