"""The pages of votes and of the plenary, and what the room screen shows of them: read by all.

Each state of a page is read by axe, its folds open; what is done there is done by keyboard.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from cafe.actions.ecran import set_vue
from cafe.actions.gommettes import set_points
from cafe.actions.papier_scrutin import set_papier
from cafe.actions.scrutins import (
    Bulletin,
    close_scrutin,
    create_scrutin,
    open_scrutin,
    reveal_scrutin,
)
from cafe.actions.syntheses import approve_synthese, save_synthese
from cafe.extensions import db
from cafe.models import VisibiliteScrutin, VueEcran
from cafe.models.scrutin_lecture import cards_of
from cafe.models.synthese import syntheses_of
from tests import factories
from tests.axe import violations
from tests.conftest import Monde
from tests.facilitation.navigateur.conftest import Ouvrir, Salle, reach
from tests.tablees import make_cafe

pytestmark = [pytest.mark.navigateur, pytest.mark.timeout(180)]
TITRES = ("Des bancs à l’ombre", "Le bus du soir")


def votable(salle: Salle) -> tuple[str, ...]:
    """Two groups of the board, and a word that stands alone."""
    groups = tuple(
        f"r:{salle.group(titre, word)}"
        for titre, word in zip(TITRES, salle.post(*TITRES), strict=True)
    )
    return (*groups, f"c:{salle.post('Un kiosque')[0]}")


def read(page: Page) -> None:
    """Everything that may be unfolded is, then axe reads."""
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    assert violations(page) == []


def press(page: Page, selector: str, key: str = "Enter") -> None:
    """Come to that control by Tab alone, and use it."""
    page.locator("body").evaluate("body => body.ownerDocument.activeElement.blur()")
    reach(page, selector)
    page.keyboard.press(key)


def test_votes_are_led_by_keyboard_on_pages_that_all_can_read(salle: Salle, ouvrir: Ouvrir) -> None:
    page = ouvrir(f"/animer/{salle.seance}/votes", salle.bruno)
    expect(page.get_by_text("Aucun vote préparé")).to_be_visible()
    read(page)
    votable(salle)

    page.reload()
    press(page, "a[href$='/votes/preparer']")
    expect(page.get_by_label("Ce qu’on demande à la salle")).to_be_visible()
    read(page)
    press(page, ".actions button")
    expect(page.get_by_text("Donnez un titre au vote.")).to_be_visible()
    read(page)
    reach(page, "#titre")
    page.keyboard.type("Que faire d’abord ?")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Prêt, pas encore ouvert")).to_be_visible()
    read(page)

    page.reload()
    press(page, ".vote-ecarter > summary")
    reach(page, ".vote-ecarter button")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Aucun vote préparé")).to_be_visible()


def test_a_vote_under_way_and_its_paper_are_kept_by_keyboard(salle: Salle, ouvrir: Ouvrir) -> None:
    cles = votable(salle)
    bulletin = Bulletin("Que faire d’abord ?", 3, 2, VisibiliteScrutin.CACHE, cles)
    create_scrutin(par=salle.bruno, seance_id=salle.seance, bulletin=bulletin)
    page = ouvrir(f"/animer/{salle.seance}/votes", salle.bruno)
    press(page, "form[action$='/ouvrir'] button")
    expect(page.get_by_text("Le vote est ouvert")).to_be_visible()
    read(page)
    reach(page, "[name=presents]")
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Le vote est clos")).to_be_visible()
    expect(page.get_by_text("0 votant par téléphone sur 12 présents")).to_be_visible()

    press(page, ".vote-equipe .repli > summary:not(figure summary)")
    for typed, said in (("douze", "de 0 à 9999"), ("61", "+ 61 sur papier")):
        reach(page, ".vote-papier")
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        expect(page.get_by_text(said)).to_be_visible()
        read(page)
    press(page, "form[action$='/montrer'] button")
    expect(page.get_by_text("Les résultats sont montrés")).to_be_visible()
    read(page)


def test_the_room_screen_can_be_read_in_each_state_of_a_vote(salle: Salle, ouvrir: Ouvrir) -> None:
    cles = votable(salle)
    set_vue(par=salle.bruno, seance_id=salle.seance, vue=VueEcran.VOTES)
    screen = ouvrir(f"/animer/{salle.seance}/ecran", salle.lea, "screen")
    expect(screen.get_by_text("Le vote va s’ouvrir")).to_be_visible()
    # The code that is typed is as much in sight as the picture.
    expect(screen.locator(".ecran-rejoindre .plaque")).to_be_in_viewport(ratio=1)
    read(screen)
    bulletin = Bulletin("Que faire d’abord ?", 3, 2, VisibiliteScrutin.CACHE, cles)
    made = create_scrutin(par=salle.bruno, seance_id=salle.seance, bulletin=bulletin)
    open_scrutin(par=salle.bruno, scrutin_id=made, version=1)
    expect(screen.get_by_text("0 votant")).to_be_visible()
    read(screen)
    ana = factories.participant(salle.seance)
    for cle, points in zip(cles, (2, 1), strict=False):
        set_points(par=ana, scrutin_id=made, cible=cle, points=points)
    db.session.rollback()
    set_papier(par=salle.bruno, cible_id=cards_of(db.session(), made)[2].id, total=61)
    close_scrutin(par=salle.bruno, scrutin_id=made, version=2, presents=104)
    expect(screen.get_by_text("montrés dans un instant")).to_be_visible()
    read(screen)
    reveal_scrutin(par=salle.bruno, scrutin_id=made, version=3)
    expect(screen.locator(".ecran-totaux td").first).to_contain_text("61")
    read(screen)
    live = Bulletin("Et ensuite ?", 1, 1, VisibiliteScrutin.DIRECT, cles)
    made = create_scrutin(par=salle.bruno, seance_id=salle.seance, bulletin=live)
    open_scrutin(par=salle.bruno, scrutin_id=made, version=1)
    set_points(par=ana, scrutin_id=made, cible=cles[0], points=1)
    expect(screen.locator(".ecran-totaux td").first).to_contain_text("1")
    read(screen)


def test_the_plenary_is_walked_and_answered_by_keyboard(salle: Salle, ouvrir: Ouvrir) -> None:
    votable(salle)
    ana = factories.participant(salle.seance)
    monde = Monde(
        salle.demarche, salle.seance, salle.question, ana, salle.bruno, salle.lea, salle.lea
    )
    cafe = make_cafe(monde)
    for tablee, texte in zip(cafe.tables, ("Des bancs.", "De l’ombre."), strict=True):
        save_synthese(
            par=salle.bruno, tablee_id=tablee, tour_id=cafe.tours[0], texte=texte, version=0
        )
    db.session.rollback()
    first = syntheses_of(db.session(), salle.seance)[0].id
    screen = ouvrir(f"/animer/{salle.seance}/ecran", salle.lea, "screen")
    page = ouvrir(f"/animer/{salle.seance}/pleniere", salle.bruno)
    expect(page.get_by_text("pas encore approuvée")).to_be_visible()
    press(page, ".pleniere-pas .bouton-principal")
    expect(page.get_by_text("À l’écran", exact=True)).to_be_visible()
    expect(screen.get_by_text("Aucune synthèse approuvée.")).to_be_visible()
    read(screen)
    approve_synthese(par=salle.bruno, synthese_id=first, version=1, pour=8, presents=9)
    expect(screen.get_by_text("Des bancs.")).to_be_visible()
    read(screen)

    press(page, "article summary")
    reach(page, "article [name=texte]")
    page.keyboard.type("Six bancs en juin.")
    reach(page, "article [name=repondant]")
    page.keyboard.type("La Ville")
    page.keyboard.press("Enter")
    expect(page.locator("article .consigne").get_by_text("Six bancs en juin.")).to_be_visible()
    read(page)
