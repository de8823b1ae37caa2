"""A vote in a hall: prepared and led on a computer, given on phones, read on the room screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import func, select

from cafe.actions.conduite import go_to_etape
from cafe.actions.scrutins import Bulletin, create_scrutin, open_scrutin
from cafe.extensions import db
from cafe.models import Gommette, Regroupement, Scrutin, Seance, VisibiliteScrutin
from tests.axe import violations
from tests.facilitation.navigateur.conftest import TAILLES, Ouvrir, Salle
from tests.navigateur import watched
from tests.serveur import Serveur
from tests.votes import make_etape

pytestmark = [pytest.mark.navigateur, pytest.mark.timeout(180)]
TITRES = ("Des bancs à l’ombre", "Le bus du soir", "Un local pour les jeunes")


@pytest.fixture
def phone(chromium: Browser, serveur: Serveur) -> Iterator[BrowserContext]:
    """Somebody's phone, which no account ever used."""
    context = chromium.new_context(
        locale="fr-FR", base_url=serveur.url, viewport=TAILLES["phone"], has_touch=True
    )
    yield context
    context.close()


def prepare(salle: Salle) -> str:
    """Three groups on the board, at the step where one votes; the code of the séance."""
    for titre, word in zip(TITRES, salle.post(*TITRES), strict=True):
        salle.group(titre, word)
    etape = make_etape(salle.seance, ["lire", "voter"])
    go_to_etape(par=salle.bruno, seance_id=salle.seance, etape_id=etape)
    db.session.rollback()
    return db.session.get_one(Seance, salle.seance).code or ""


def plus(page: Page, titre: str) -> None:
    card = page.get_by_role("group", name=titre)
    card.get_by_role("button", name="Ajouter une gommette").click()


def dots(salle: Salle) -> int:
    db.session.rollback()
    mine = select(func.count(Gommette.id)).join(Scrutin, Scrutin.id == Gommette.scrutin_id)
    return db.session.scalar(mine.where(Scrutin.seance_id == salle.seance)) or 0


def test_a_vote_from_its_preparation_to_the_room(
    salle: Salle, ouvrir: Ouvrir, phone: BrowserContext
) -> None:
    code = prepare(salle)
    desk = ouvrir(f"/animer/{salle.seance}/votes", salle.bruno)
    screen = ouvrir(f"/animer/{salle.seance}/ecran", salle.lea, "screen")
    expect(screen.get_by_text("Le vote va s’ouvrir")).to_be_visible()
    ana = phone.new_page()
    faults = watched(ana)
    ana.goto(f"/r/{code}")
    # The phone follows the séance before the vote is opened.
    expect(ana.get_by_role("link", name="Voter")).to_have_count(0)

    desk.get_by_role("link", name="Préparer un vote").click()
    desk.get_by_label("Ce qu’on demande à la salle").fill("Que faire d’abord ?")
    desk.get_by_label("Au plus par carte").fill("2")
    desk.get_by_role("button", name="Garder ce vote").click()
    expect(desk.get_by_text("Le vote est prêt")).to_be_visible()
    desk.get_by_role("button", name="Ouvrir le vote").click()
    expect(desk.get_by_text("Le vote est ouvert")).to_be_visible()
    assert violations(desk) == []

    expect(screen.get_by_role("heading", name="Que faire d’abord ?")).to_be_visible()
    ana.get_by_role("link", name="Voter", exact=True).click()
    expect(ana.get_by_role("heading", name="Que faire d’abord ?")).to_be_visible()
    plus(ana, "Le bus du soir")
    plus(ana, "Le bus du soir")
    plus(ana, "Des bancs à l’ombre")
    expect(ana.locator("[data-restants]")).to_have_text("0")
    expect(ana.get_by_text("C’est reçu.")).to_be_visible()
    assert violations(ana) == []
    expect(screen.get_by_text("1 votant")).to_be_visible()
    expect(screen.locator(".ecran-total-barre")).to_have_count(0)
    spare = ana.get_by_role("group", name="Un local pour les jeunes")
    expect(spare.get_by_role("button", name="Ajouter une gommette")).to_be_disabled()
    assert dots(salle) == 3

    desk.get_by_label("Combien sont présents ?").fill("12")
    desk.get_by_role("button", name="Fermer le vote").click()
    expect(desk.get_by_text("1 votant par téléphone sur 12 présents")).to_be_visible()
    desk.get_by_text("Gommettes de papier", exact=True).click()
    desk.get_by_label("Papier, Des bancs à l’ombre").fill("61")
    desk.get_by_role("button", name="Garder ces totaux").click()
    expect(desk.get_by_text("+ 61 sur papier")).to_be_visible()
    expect(screen.get_by_text("montrés dans un instant")).to_be_visible()
    expect(ana.get_by_text("Vos gommettes déjà posées comptent")).to_be_visible()

    desk.get_by_role("button", name="Montrer les résultats").click()
    expect(screen.locator(".ecran-totaux tbody tr").first).to_contain_text("Des bancs à l’ombre")
    expect(screen.locator(".ecran-totaux td").first).to_contain_text("62")
    assert violations(screen) == []
    expect(ana.get_by_text("62 gommettes")).to_be_visible()
    assert violations(ana) == []
    assert faults == []


def test_dots_wait_on_the_phone_while_the_network_is_away(
    salle: Salle, phone: BrowserContext
) -> None:
    code = prepare(salle)
    groups = select(Regroupement.id).where(Regroupement.seance_id == salle.seance)
    cles = [f"r:{id_}" for id_ in db.session.scalars(groups.order_by(Regroupement.ordre))]
    bulletin = Bulletin("Que faire d’abord ?", 2, 2, VisibiliteScrutin.CACHE, cles)
    made = create_scrutin(par=salle.bruno, seance_id=salle.seance, bulletin=bulletin)
    open_scrutin(par=salle.bruno, scrutin_id=made, version=1)
    ana = phone.new_page()
    ana.goto(f"/s/{code}/vote")
    plus(ana, TITRES[0])
    expect(ana.get_by_text("C’est reçu.")).to_be_visible()
    phone.set_offline(True)
    plus(ana, TITRES[1])
    expect(ana.get_by_text("Pas de réseau")).to_be_visible()
    expect(ana.locator("[data-restants]")).to_have_text("0")
    assert violations(ana) == []
    phone.set_offline(False)
    expect(ana.get_by_text("C’est reçu.")).to_be_visible()
    ana.reload()
    expect(ana.locator("[data-restants]")).to_have_text("0")


def test_without_script_each_tap_is_a_page(
    salle: Salle, chromium: Browser, serveur: Serveur
) -> None:
    code = prepare(salle)
    word = salle.post("Une parole seule")[0]
    bulletin = Bulletin("Oui ?", 1, 1, VisibiliteScrutin.CACHE, [f"c:{word}"])
    made = create_scrutin(par=salle.bruno, seance_id=salle.seance, bulletin=bulletin)
    open_scrutin(par=salle.bruno, scrutin_id=made, version=1)
    context = chromium.new_context(
        locale="fr-FR", base_url=serveur.url, viewport=TAILLES["phone"], java_script_enabled=False
    )
    page = context.new_page()
    page.goto(f"/r/{code}")
    page.get_by_role("link", name="Voter", exact=True).click()
    page.get_by_role("button", name="Ajouter une gommette").click()
    expect(page.locator("[data-restants]")).to_have_text("0")
    page.get_by_role("button", name="Retirer une gommette").click()
    expect(page.locator("[data-restants]")).to_have_text("1")
    context.close()
