"""The room screen of a big board, and of a long day: whole lines, few readings, no hand needed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from cafe.actions.conduite import go_to_etape
from cafe.actions.scrutins import Bulletin, create_scrutin, open_scrutin
from cafe.models import VisibiliteScrutin, VueEcran
from tests.axe import violations
from tests.facilitation.navigateur.conftest import Ouvrir, Salle
from tests.facilitation.navigateur.test_coupures import on_the_way, wait_for
from tests.facilitation.navigateur.test_ecran_vues import PETITS, TITRE, screen, show
from tests.votes import make_etape

pytestmark = pytest.mark.navigateur

DIX_MINUTES = 600_000


def long_groups(salle: Salle, number: int) -> list[str]:
    """As many groups of a word each, with titles of two lines."""
    words = salle.post(*[f"Idée {n}" for n in range(number)])
    return [salle.group(f"{n}. {TITRE}", word) for n, word in enumerate(words)]


def test_lines_that_the_picture_would_cut_are_left_out_and_counted(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    cards = tuple(f"r:{id_}" for id_ in long_groups(salle, 20))
    ballot = Bulletin("Que faire d’abord ?", 3, 2, VisibiliteScrutin.DIRECT, cards)
    vote = create_scrutin(par=salle.lea, seance_id=salle.seance, bulletin=ballot)
    go_to_etape(par=salle.lea, seance_id=salle.seance, etape_id=make_etape(salle.seance, ["voter"]))
    open_scrutin(par=salle.lea, scrutin_id=vote, version=1)
    page = screen(salle, ouvrir)
    for view, lines, rest in (
        (VueEcran.SYNTHESES, ".ecran-groupe", "#forts-autres"),
        (VueEcran.VOTES, ".ecran-totaux tbody tr", "#vote-autres"),
    ):
        show(salle, view)
        expect(page.locator(f"[data-etat={view.value}]")).to_be_visible()
        for width, height in ((1280, 720), (1920, 1080)):
            page.set_viewport_size({"width": width, "height": height})
            wait_for(page, lambda: page.evaluate(PETITS) == [], "a picture that cuts nothing")
        seen = page.locator(f"{lines}:visible").count()
        assert 2 <= seen < 8
        expect(page.locator(rest)).to_contain_text(f"et {20 - seen} autres")
        assert violations(page) == []


def test_a_screen_asleep_ten_minutes_wakes_to_what_the_server_shows(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    group = salle.group("Souffler", *salle.post("Des bancs"))
    page = ouvrir("/connexion", salle.bruno, "screen")
    page.clock.install()
    asleep = False
    lines = on_the_way(page, lambda _said: asleep)
    page.goto(f"/animer/{salle.seance}/ecran")
    expect(page.get_by_text("Souffler")).to_be_visible()
    page.evaluate("window.marque = 'pas rechargée'")
    # The lid is closed: no timer runs, and what the server says is lost with the line.
    page.clock.pause_at(page.evaluate("Date.now()") + 1_000)
    asleep = True
    page.context.set_offline(True)
    show(salle, VueEcran.GROUPE, group)
    (missed,) = salle.post("Pendant le sommeil")
    expect(page.locator("[data-etat=mur]")).to_be_attached()
    # It opens again; the network is back a little after the page.
    page.clock.fast_forward(DIX_MINUTES)
    asleep = False
    page.context.set_offline(False)
    page.clock.resume()
    expect(page.locator("[data-etat=groupe] h1")).to_have_text("Souffler")
    expect(page.locator("[data-bandeau]")).to_be_hidden()
    show(salle, VueEcran.MUR)
    expect(page.locator(f"#parole-{missed}")).to_be_attached()
    assert page.evaluate("window.marque") == "pas rechargée"
    assert len(lines) > 1
