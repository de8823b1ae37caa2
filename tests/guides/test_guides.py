"""The guides' pictures: taken by walking through the demo, each one named by a guide.

An ordinary run walks and looks without writing; ``make screenshots`` writes the pictures.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from cafe.bootstrap import ROOT
from tests.demo_servie import DemoServie, serve
from tests.demonstration import Demonstration
from tests.navigateur import watched

pytestmark = [
    pytest.mark.long,
    pytest.mark.navigateur,
    pytest.mark.screenshots,
    pytest.mark.timeout(300),
]

GUIDES = ROOT / "docs" / "guides"
IMAGES = GUIDES / "images"
TELEPHONE: ViewportSize = {"width": 360, "height": 740}
ORDINATEUR: ViewportSize = {"width": 1280, "height": 800}
SALLE: ViewportSize = {"width": 1920, "height": 1080}
PICTURES = {
    "telephone-questions",
    "telephone-ecrire",
    "telephone-recu",
    "telephone-suivi",
    "tableau",
    "tableau-deplacer",
    "conduite",
    "ecran-de-salle",
    "demarche",
    "fiches",
    "preconisations",
    "preconisation",
    "paroles-sans-suite",
    "presences",
    "notes",
    "compte-rendu",
    "world-cafe-tables",
    "world-cafe-kit",
    "world-cafe-accueil",
    "world-cafe-table",
}


@dataclass
class Promenade:
    """The demo, served, and who looks at it."""

    demo: DemoServie

    def open(self, size: ViewportSize, role: str | None = None) -> Page:
        """A new browser of that size, signed in when a role is given."""
        page = self.demo.open(size, role)
        self._faults = watched(page)
        return page

    def take(self, page: Page, name: str) -> None:
        """Keep what the screen shows as a picture of the guides, when pictures are wanted."""
        assert name in PICTURES
        assert self._faults == []
        if os.environ.get("CAFE_SCREENSHOTS"):
            page.screenshot(path=IMAGES / f"{name}.png", animations="disabled")

    @property
    def code(self) -> str:
        """The join code of the open séance."""
        return str(self.demo.demonstration.resume["seances"][0]["code"])

    @property
    def demarche(self) -> str:
        """The démarche that is half-way through its life."""
        return str(self.demo.demonstration.resume["demarches"][1]["id"])

    def seance(self, page: Page) -> str:
        """The id of the open séance, as phones are told."""
        return str(page.request.get(f"/s/{self.code}/etat.json").json()["seance"])


@pytest.fixture(scope="module")
def promenade(
    demonstration: Demonstration, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Promenade]:
    with serve(demonstration, tmp_path_factory.mktemp("guides")) as demo:
        yield Promenade(demo)


def test_a_participant_s_guide_shows_her_way(promenade: Promenade) -> None:
    phone = promenade.open(TELEPHONE)
    phone.goto(f"/r/{promenade.code}")
    promenade.take(phone, "telephone-questions")
    phone.locator(".questions a").first.click()
    phone.get_by_role("radio", name="Mon idée", exact=True).check(force=True)
    phone.get_by_label("Votre parole").fill("Une fontaine près du terrain de boules.")
    promenade.take(phone, "telephone-ecrire")
    phone.get_by_role("button", name="Envoyer").click()
    expect(phone.get_by_text("C’est reçu.")).to_be_visible()
    promenade.take(phone, "telephone-recu")
    phone.goto(f"/suivi/{promenade.demo.demonstration.resume['recus'][0]}")
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    promenade.take(phone, "telephone-suivi")


def test_a_facilitator_s_guide_shows_the_board_and_the_room_screen(promenade: Promenade) -> None:
    board = promenade.open(ORDINATEUR, "animateur")
    seance = promenade.seance(board)
    board.goto(f"/animer/{seance}/tableau")
    expect(board.locator(".a-regrouper [data-geste=deplacer]").first).to_be_visible()
    promenade.take(board, "tableau")
    board.locator(".a-regrouper [data-geste=deplacer]").first.click()
    expect(board.get_by_role("dialog")).to_be_visible()
    promenade.take(board, "tableau-deplacer")
    board.goto(f"/animer/{seance}/conduite")
    expect(board.get_by_role("heading", level=1)).to_be_visible()
    promenade.take(board, "conduite")
    room = promenade.open(SALLE, "animateur")
    room.goto(f"/animer/{seance}/ecran")
    expect(room.locator("[data-cadre]:visible").first).to_be_visible()
    promenade.take(room, "ecran-de-salle")


def test_a_lead_s_guide_shows_the_chain(promenade: Promenade) -> None:
    lead = promenade.open(ORDINATEUR, "chef_de_projet")
    here = f"/piloter/demarches/{promenade.demarche}"
    for name, path in (
        ("demarche", "/"),
        ("preconisations", "/preconisations"),
        ("paroles-sans-suite", "/paroles-sans-suite"),
        ("fiches", "/fiches"),
    ):
        lead.goto(here + path)
        expect(lead.get_by_role("heading", level=1)).to_be_visible()
        promenade.take(lead, name)
    lead.goto(f"{here}/preconisations")
    lead.locator("main a[href*='/preconisations/']").filter(has_text=re.compile(r"\S")).nth(
        2
    ).click()
    expect(lead.get_by_role("heading", name="Décision").first).to_be_visible()
    promenade.take(lead, "preconisation")


def test_a_meeting_s_guide_goes_from_the_roll_to_the_compte_rendu(promenade: Promenade) -> None:
    lead = promenade.open(ORDINATEUR, "chef_de_projet")
    lead.goto(f"/piloter/demarches/{promenade.demarche}/groupes")
    lead.locator(".registre-titre a").first.click()
    held = re.compile("deuxième", re.IGNORECASE)
    lead.locator(".registre-titre a").filter(has_text=held).first.click()
    expect(lead).to_have_url(re.compile("/seances/"))
    found = re.search(r"/seances/([0-9a-f-]{36})", lead.url)
    assert found is not None
    for name, path in (
        ("presences", f"/piloter/seances/{found[1]}/presences"),
        ("notes", f"/animer/{found[1]}/notes"),
        ("compte-rendu", f"/piloter/seances/{found[1]}/compte-rendu"),
    ):
        lead.goto(path)
        expect(lead.get_by_role("heading", level=1)).to_be_visible()
        promenade.take(lead, name)


def test_a_world_cafe_s_guide_goes_through_the_day(promenade: Promenade) -> None:
    lead = promenade.open(ORDINATEUR, "chef_de_projet")
    [cafe] = [
        s for s in promenade.demo.demonstration.resume["seances"] if s["format"] == "world_cafe"
    ]
    held = lead.request.get(f"/s/{cafe['code']}/etat.json").json()["seance"]
    here = promenade.seance(lead)
    for name, path in (
        ("world-cafe-tables", f"/piloter/seances/{held}/tables"),
        ("world-cafe-kit", f"/piloter/seances/{held}/kit"),
        ("world-cafe-accueil", f"/animer/{here}/accueil"),
        ("world-cafe-table", f"/animer/{here}/table?table=1"),
    ):
        lead.goto(path)
        expect(lead.get_by_role("heading", level=1)).to_be_visible()
        promenade.take(lead, name)


def test_every_picture_belongs_to_a_guide_and_is_described() -> None:
    shown: set[str] = set()
    for guide in GUIDES.glob("*.md"):
        for description, name in re.findall(
            r"!\[(.*)\]\(images/(.+)\.png\)", guide.read_text(encoding="utf-8")
        ):
            assert len(description) > 10, name
            shown.add(name)
    assert shown == PICTURES == {image.stem for image in IMAGES.glob("*.png")}
