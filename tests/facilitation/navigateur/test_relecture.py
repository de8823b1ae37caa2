"""The queue in a browser: by keyboard alone, by touch alone, and with a colleague at it too."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from cafe.actions.moderation import publish_contribution
from cafe.actions.retouches import correct_contribution
from cafe.extensions import db
from cafe.models import Contribution, Moderation, MotifModeration, Seance, Statut
from tests import factories
from tests.axe import violations
from tests.facilitation.navigateur.conftest import Ouvrir, Salle
from tests.navigateur import too_small

pytestmark = pytest.mark.navigateur


@pytest.fixture
def mots(salle: Salle) -> list[str]:
    """Five words that wait, in a séance that shows nothing unread."""

    def read_before(session: Session) -> None:
        session.get_one(Seance, salle.seance).moderation = Moderation.A_PRIORI

    factories.build(read_before)
    return salle.post("Des bancs", "Karim crie la nuit", "De l’ombre", "Le bus", "Un local")


def path(salle: Salle) -> str:
    return f"/animer/{salle.seance}/relecture"


def state(carte: str) -> tuple[Statut, MotifModeration | None]:
    db.session.rollback()
    row = db.session.get_one(Contribution, carte)
    return row.statut, row.motif


def in_view(page: Page, carte: str) -> None:
    """That word is the one in view, has the focus, and its keys are heard."""
    expect(page.locator(f"[data-parole='{carte}']")).to_be_focused()
    expect(page.locator("kbd[data-touche=p]")).to_be_visible()


def test_a_queue_is_emptied_by_single_keys(salle: Salle, mots: list[str], ouvrir: Ouvrir) -> None:
    page = ouvrir(path(salle), salle.bruno)
    expect(page.get_by_text("5 paroles attendent votre regard.")).to_be_visible()
    in_view(page, mots[0])
    assert violations(page) == []
    page.keyboard.press("p")
    in_view(page, mots[1])
    page.keyboard.press("1")
    in_view(page, mots[2])
    page.keyboard.press("f")
    in_view(page, mots[3])
    page.keyboard.press("Space")
    in_view(page, mots[4])
    page.keyboard.press(str(len(MotifModeration)))
    expect(page.get_by_label("Autre raison")).to_be_focused()
    page.keyboard.type("Déjà promis hier, pff")
    page.keyboard.press("Enter")
    in_view(page, mots[3])
    page.keyboard.press("a")
    in_view(page, mots[4])
    page.keyboard.press("p")
    in_view(page, mots[3])
    page.keyboard.press("p")
    expect(page.get_by_text("Rien n’attend votre regard.")).to_be_visible()
    assert violations(page) == []
    assert [state(mot) for mot in mots] == [
        (Statut.PUBLIEE, None),
        (Statut.NON_PUBLIEE, MotifModeration.PERSONNE_NOMMEE),
        (Statut.FRIGO, None),
        (Statut.PUBLIEE, None),
        (Statut.PUBLIEE, None),
    ]


def test_a_queue_is_emptied_by_touch(salle: Salle, mots: list[str], ouvrir: Ouvrir) -> None:
    page = ouvrir(path(salle), salle.bruno, "tablet")
    page.get_by_role("button", name="Afficher", exact=True).tap()
    in_view(page, mots[1])
    page.get_by_role("button", name="Une personne est nommée").tap()
    in_view(page, mots[2])
    assert too_small(page, "#relecture button, #relecture a") == []
    page.get_by_role("button", name="Mettre au frigo").tap()
    in_view(page, mots[3])
    page.get_by_role("button", name="Annuler mon dernier geste").tap()
    in_view(page, mots[2])
    page.get_by_role("link", name="Parole suivante").tap()
    in_view(page, mots[3])
    assert [state(mot)[0] for mot in mots[:3]] == [
        Statut.PUBLIEE,
        Statut.NON_PUBLIEE,
        Statut.EN_ATTENTE,
    ]


def test_two_people_at_the_queue_never_decide_of_one_word_twice(
    salle: Salle, mots: list[str], ouvrir: Ouvrir
) -> None:
    bruno, lea = ouvrir(path(salle), salle.bruno), ouvrir(path(salle), salle.lea)
    in_view(lea, mots[0])
    bruno.keyboard.press("p")
    in_view(bruno, mots[1])
    # Léa's page tells it by itself: nothing is left to press but going on.
    expect(lea.get_by_text(re.compile(r"Déjà décidé par Bruno\d* : affichée\."))).to_be_visible()
    expect(lea.get_by_role("button", name="Afficher", exact=True)).to_have_count(0)
    assert violations(lea) == []
    lea.keyboard.press("p")
    lea.keyboard.press("Space")
    in_view(lea, mots[1])
    expect(lea.get_by_text("4 paroles attendent votre regard.")).to_be_visible()


def test_a_word_corrected_under_the_hand_keeps_the_reason_and_its_place_in_the_field(
    salle: Salle, mots: list[str], ouvrir: Ouvrir
) -> None:
    ana = factories.participant(salle.seance)
    mine = factories.post(ana, salle.question, "Des bans").id
    page = ouvrir(f"{path(salle)}?parole={mine}", salle.bruno)
    in_view(page, mine)
    field = page.get_by_label("Autre raison")
    field.fill("Je réfléchis")
    field.focus()
    for _ in range(8):
        page.keyboard.press("ArrowLeft")
    correct_contribution(par=ana, contribution_id=mine, texte="Des bancs", version=1)
    expect(page.locator(".relecture-texte")).to_have_text("Des bancs")
    # Letters typed on go into the reason: none of them decides of the word.
    page.keyboard.type("pf1 ")
    expect(field).to_have_value("Je rpf1 éfléchis")
    assert state(mine) == (Statut.EN_ATTENTE, None)


def test_what_is_being_typed_survives_what_others_decide(
    salle: Salle, mots: list[str], ouvrir: Ouvrir
) -> None:
    page = ouvrir(path(salle), salle.bruno)
    page.get_by_label("Autre raison").fill("Je réfléchis")
    page.get_by_label("Autre raison").focus()
    publish_contribution(par=salle.lea, contribution_id=mots[2], version=1)
    expect(page.get_by_text("4 paroles attendent votre regard.")).to_be_visible()
    expect(page.get_by_label("Autre raison")).to_have_value("Je réfléchis")
    expect(page.get_by_label("Autre raison")).to_be_focused()
    page.keyboard.type(" p1f")
    expect(page.get_by_label("Autre raison")).to_have_value("Je réfléchis p1f")
    assert state(mots[0]) == (Statut.EN_ATTENTE, None)
