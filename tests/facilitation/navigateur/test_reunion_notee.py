"""A whole meeting in a browser: typed, read back in the room, followed up in the next one."""

from __future__ import annotations

import uuid

import pytest
from playwright.sync_api import expect

from cafe.access.identity import Identite
from cafe.actions.notes import Note, write_ligne
from cafe.actions.prise_de_notes import QuiQuand
from cafe.extensions import db
from cafe.models import EtatSuivi, NatureLigne, Role, Seance
from cafe.models.prise import suivi_view
from cafe.models.suivi import earlier_suivis, suivis_of
from tests import factories, reunions
from tests.axe import violations
from tests.documents.exemples_reunion import REUNION
from tests.facilitation.navigateur.conftest import TAILLES, Ouvrir, Salle
from tests.facilitation.navigateur.notes import lines, path, picture, said
from tests.prise_de_notes import hold_meeting, type_meeting

pytestmark = pytest.mark.navigateur


@pytest.fixture
def chef(salle: Salle) -> Identite:
    """Chloé, who prepares the meeting."""
    made = factories.make_compte(f"Chloe-{salle.demarche[:8]}", Role.CHEF_DE_PROJET, salle.demarche)
    return factories.identite(made)


def test_a_whole_meeting_is_typed_without_touching_the_mouse(
    salle: Salle, chef: Identite, ouvrir: Ouvrir
) -> None:
    held = hold_meeting(chef, salle.demarche, REUNION)
    page = ouvrir(path(held.seance), salle.bruno)
    type_meeting(page, REUNION, held.seance)
    expect(page.locator(".ligne-attente")).to_have_count(0)
    wanted = [
        (line.nature, "" if line.citation else line.texte)
        for point in REUNION.points[1:]
        for line in point.lignes
    ]
    typed = lines(held.seance)
    assert [line for line in typed if line[0] != "suivi"] == wanted
    seance = db.session.get_one(Seance, held.seance)
    agreed = [
        (
            s.ligne.texte,
            suivi_view(s).qui,
            s.echeance or s.echeance_texte or None,
        )
        for s in suivis_of(db.session(), held.seance)
    ]
    assert agreed == [
        (s.texte, s.qui, s.echeance) for point in REUNION.points[1:] for s in point.suivis
    ]
    told = [
        (s.etat_dans(seance), s.told_in(seance.id)[0].texte)
        for s in earlier_suivis(db.session(), seance)
    ]
    assert told == [
        (EtatSuivi(s.etat), s.nouvelle) for s in REUNION.points[0].suivis if s.etat is not None
    ]
    assert violations(page) == []
    for name, size in TAILLES.items():
        page.set_viewport_size(size)  # type: ignore[arg-type]
        picture(page, f"notes-{name}")
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{name}: {wide} px too wide"


def test_the_suites_are_read_back_on_the_room_screen(salle: Salle, ouvrir: Ouvrir) -> None:
    (point,) = reunions.make_points(salle.seance, 1)
    for suivi in (suivi for point in REUNION.points[1:] for suivi in point.suivis):
        who = QuiQuand(suivi.qui, echeance_texte="avant l’été")
        agreed = Note(str(uuid.uuid4()), NatureLigne.SUIVI, suivi.texte or "", quiquand=who)
        write_ligne(par=salle.bruno, point_id=point, note=agreed)
    notes = ouvrir(path(salle.seance), salle.bruno)
    screen = ouvrir(f"/animer/{salle.seance}/ecran", salle.lea, "screen")
    notes.get_by_role("button", name="Relire les suites à l’écran").press("Enter")
    expect(screen.get_by_role("heading", name="J’ai noté ces suites")).to_be_visible()
    expect(screen.locator(".ecran-suite:visible").first).to_be_visible()
    assert violations(screen) == []
    picture(screen, "ecran-suites")
    smallest = screen.evaluate(
        "() => Math.min(...[...document.querySelectorAll('.ecran-suite p')]"
        ".map(e => parseFloat(getComputedStyle(e).fontSize)))"
    )
    assert smallest >= 32
    notes.locator(f"#saisie-{point}-texte").focus()
    notes.keyboard.type("/sPrévenir le gardien")
    notes.keyboard.press("Enter")
    expect(screen.locator("text=Prévenir le gardien")).to_have_count(1)
    notes.get_by_role("button", name="Revenir à l’écran d’avant").press("Enter")
    expect(screen.get_by_role("heading", name="J’ai noté ces suites")).to_be_hidden()


def test_what_was_agreed_in_one_meeting_is_closed_in_the_next(
    salle: Salle, chef: Identite, ouvrir: Ouvrir
) -> None:
    held = hold_meeting(chef, salle.demarche, REUNION)
    page = ouvrir(path(held.seance), salle.bruno)
    first = page.locator(".suite").first
    expect(first).to_contain_text("Établir la liste des jeunes")
    first.get_by_label("Ce qui s’en dit").focus()
    page.keyboard.type("Liste partagée")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(first.locator(".suite-dite")).to_contain_text("Liste partagée")
    expect(first.locator(".suite-etat")).to_contain_text("Fait")
    before = ouvrir(path(held.avant), salle.bruno)
    expect(before.locator(".suite")).to_have_count(0)
    expect(said(before, "Établir la liste des jeunes")).to_be_visible()
