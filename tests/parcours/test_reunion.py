"""A meeting of thirteen people, from the first tap to the signed compte rendu, in a browser.

Notes are typed by keyboard alone. Then a word that was signed is erased: the base, its log, the
server's own log and every folder of the instance are searched for it.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

import docx
import pypdf
import pytest
from playwright.sync_api import Page, expect

from cafe.access.identity import SYSTEME
from cafe.actions.comptes_rendus import start_compte_rendu
from cafe.actions.membres_groupe import Siege, add_membre
from cafe.actions.points import add_point
from cafe.actions.retouches import erase_contribution
from cafe.actions.seances import FicheSeance, create_seance
from cafe.app import create_app
from cafe.config import load
from cafe.documents.reunion.contenu import SuiviPrevu
from cafe.extensions import db
from cafe.models import Format, Phase, Role
from tests import chaine, factories
from tests.documents.exemples_reunion import REUNION, STRUCTURES
from tests.factories import MOT_DE_PASSE
from tests.parcours.conftest import Gens
from tests.reunions import make_groupe, make_organisme, set_phase
from tests.serveur import Serveur

pytestmark = [pytest.mark.navigateur, pytest.mark.timeout(300)]

TOUCHES = {"rappel": "/r", "echange": "/e", "question": "/q", "decision": "/d"}
SECRET = "amarante-quatrieme-gauche"


@dataclass(frozen=True)
class Reunion:
    """A served instance: a group of fifteen seats that meets, and a café whose words are known."""

    serveur: Serveur
    reunion: str
    cafe: str
    mot: str

    def at(self, seance: str, suite: str = "") -> str:
        return f"{self.serveur.url}/piloter/seances/{seance}{suite}"


@pytest.fixture(scope="module")
def servie(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reunion]:
    """The meeting, prepared by Chloé and not held yet."""
    serveur = Serveur(tmp_path_factory.mktemp("reunion"))
    serveur.start()
    try:
        yield _seed(serveur)
    finally:
        serveur.stop()


def _seed(serveur: Serveur) -> Reunion:
    app = create_app(load(serveur.env))
    with app.app_context():
        demarche = factories.make_demarche()
        factories.make_compte("Bruno", Role.ANIMATEUR, demarche)
        chloe = factories.identite(factories.make_compte("Chloe", Role.CHEF_DE_PROJET, demarche))
        groupe = make_groupe(demarche, nom=REUNION.groupe)
        for structure in STRUCTURES:
            organisme = make_organisme(demarche, structure.nom)
            for rang, personne in enumerate(structure.personnes):
                siege = Siege(
                    nom=personne.nom,
                    fonction=personne.fonction,
                    organisme_id=organisme,
                    copilote=rang == 0 and structure in STRUCTURES[:2],
                )
                add_membre(par=chloe, groupe_id=groupe, siege=siege)
        for nom in ("Nora Belkacem", "Rémi Faure"):
            add_membre(par=chloe, groupe_id=groupe, siege=Siege(nom=nom))
        reunion = create_seance(
            par=chloe,
            demarche_id=demarche,
            fiche=FicheSeance(
                titre=REUNION.titre,
                format=Format.GROUPE_DE_TRAVAIL,
                jour=date(2026, 6, 9),
                heure_debut=time(14),
                heure_fin=time(15, 30),
                lieu=REUNION.lieu,
                redacteur=REUNION.redacteur,
                groupe_id=groupe,
            ),
        )
        for point in REUNION.points:
            if point.numero:
                add_point(par=chloe, seance_id=reunion, titre=point.titre)
        set_phase(reunion, Phase.OUVERTE)
        cafe = factories.make_seance(demarche, format=Format.WORLD_CAFE, titre="Café du soir")
        question = factories.make_question(cafe, "Que changer ?", ["mon_idee"])
        mot = chaine.make_words(cafe, question, f"Mon voisin {SECRET}", "Un banc")[0]
        set_phase(cafe, Phase.TERMINEE)
        start_compte_rendu(par=chloe, seance_id=cafe)
        db.session.remove()
        db.engine.dispose()
    app.extensions["cafe_writing_engine"].dispose()
    return Reunion(serveur, reunion, cafe, mot)


def sign_in(page: Page, servie: Reunion, nom: str) -> None:
    page.goto(f"{servie.serveur.url}/connexion")
    page.locator("input[name=email]").fill(f"{nom}@exemple.fr")
    page.locator("input[name=password]").fill(MOT_DE_PASSE)
    page.get_by_role("button", name="Se connecter").click()
    expect(page).to_have_url(f"{servie.serveur.url}/piloter/")


def squeeze(text: str) -> str:
    return " ".join(text.replace("-\n", "").split())


def printed(data: bytes) -> tuple[int, str]:
    """How many pages, and all their words."""
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    return len(pages), squeeze(" ".join(page.extract_text() for page in pages))


def test_a_meeting_from_the_first_tap_to_the_signed_file(gens: Gens, servie: Reunion) -> None:
    bruno, chloe = gens.laptop(), gens.laptop()
    sign_in(bruno, servie, "bruno")

    # Thirteen taps, then the two who did not come.
    bruno.goto(servie.at(servie.reunion, "/presences"))
    for structure in STRUCTURES:
        for personne in structure.personnes:
            tap(bruno, personne.nom, "Présent")
    tap(bruno, "Nora Belkacem", "Excusé")
    tap(bruno, "Rémi Faure", "Représenté")
    bruno.get_by_label("Par qui ? (Rémi Faure)").fill("Awa Diop")
    bruno.locator(".appel-par").get_by_role("button", name="Enregistrer").click()
    expect(bruno.locator("#bilan")).to_contain_text("13")

    # Every line by keyboard.
    bruno.goto(f"{servie.serveur.url}/animer/{servie.reunion}/notes")
    for point in REUNION.points:
        if point.numero:
            to_point(bruno, point.titre)
            for ligne in point.lignes:
                type_line(bruno, TOUCHES[ligne.nature], ligne.texte or "")
            for suivi in point.suivis:
                type_suivi(bruno, suivi)
    lines = sum(len(p.lignes) + len(p.suivis) for p in REUNION.points if p.numero)
    expect(bruno.locator("#points .ligne:not(.ligne-attente)")).to_have_count(lines)

    # Read again, commented on, settled.
    set_ended(bruno, servie)
    bruno.goto(servie.at(servie.reunion, "/compte-rendu"))
    bruno.get_by_role("button", name="Préparer le compte rendu").click()
    bruno.get_by_role("button", name="Envoyer en relecture").click()
    sign_in(chloe, servie, "chloe")
    chloe.goto(servie.at(servie.reunion, "/compte-rendu"))
    chloe.get_by_role("link", name="Commenter ce paragraphe").nth(2).click()
    chloe.get_by_label("Votre remarque").fill("Dire combien de soirées.")
    chloe.get_by_role("button", name="Noter la remarque").click()
    expect(chloe.get_by_text("1 remarque à régler.")).to_be_visible()
    bruno.goto(servie.at(servie.reunion, "/compte-rendu"))
    bruno.get_by_role("button", name="C’est réglé").click()
    expect(bruno.get_by_text("Aucune remarque à régler.")).to_be_visible()

    # Signed, under the name that is printed.
    chloe.get_by_role("link", name="Valider", exact=True).click()
    chloe.get_by_label("Nom à imprimer").fill("Chloé Arnaud")
    chloe.get_by_role("button", name="Valider et figer").click()
    expect(chloe.get_by_text("cette version ne changera plus")).to_be_visible()
    pdf = chloe.request.get(servie.at(servie.reunion, "/compte-rendu.pdf")).body()
    pages, text = printed(pdf)
    assert pages == 2
    for said in expected_words():
        assert squeeze(said) in text, f"not printed: {said}"
    assert "par Chloé Arnaud" in text
    document = docx.Document(
        io.BytesIO(chloe.request.get(servie.at(servie.reunion, "/compte-rendu.docx")).body())
    )
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    assert any("Une permanence commune s’ouvre" in cell for cell in cells)


def tap(page: Page, nom: str, etat: str) -> None:
    button = page.get_by_role("group", name=nom, exact=True).get_by_role(
        "button", name=etat, exact=True
    )
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")


def to_point(page: Page, titre: str) -> None:
    """Tab into the first field, then page down to the one of that point."""
    field = page.locator("section.point", has_text=titre).locator("textarea")
    for _ in range(80):
        if field.evaluate("field => field === document.activeElement"):
            return
        writing = page.evaluate("document.activeElement instanceof HTMLTextAreaElement")
        page.keyboard.press("PageDown" if writing else "Tab")
    raise AssertionError(f"the keyboard does not reach « {titre} »")


def type_line(page: Page, touches: str, text: str) -> None:
    """The command key by key, the sentence at once, as from a fast hand."""
    page.keyboard.type(touches)
    page.keyboard.insert_text(text)
    page.keyboard.press("Enter")


def type_suivi(page: Page, suivi: SuiviPrevu) -> None:
    page.keyboard.type("/s")
    page.keyboard.insert_text(suivi.texte or "")
    page.keyboard.press("Tab")
    page.keyboard.insert_text(suivi.qui)
    page.keyboard.press("Tab")
    when = suivi.echeance
    page.keyboard.type(f"{when:%d/%m/%Y}" if isinstance(when, date) else when or "")
    page.keyboard.press("Enter")


def set_ended(page: Page, servie: Reunion) -> None:
    """Bruno ends the meeting from the conductor's page."""
    page.goto(f"{servie.serveur.url}/animer/{servie.reunion}/conduite")
    page.get_by_role("button", name="Terminer").first.click()
    confirm = page.get_by_role("dialog").get_by_role("button", name="Terminer")
    if confirm.count():
        confirm.click()


def expected_words() -> list[str]:
    """What the two pages must say: names, lines, actions."""
    said = [p.nom for s in STRUCTURES for p in s.personnes] + ["Nora Belkacem", "Awa Diop"]
    for point in REUNION.points:
        if point.numero:
            said += [point.titre, *(ligne.texte or "" for ligne in point.lignes)]
            said += [suivi.texte or "" for suivi in point.suivis]
    return said


def test_a_word_erased_after_the_signature_is_nowhere(gens: Gens, servie: Reunion) -> None:
    chloe = gens.laptop()
    sign_in(chloe, servie, "chloe")
    chloe.goto(servie.at(servie.cafe, "/compte-rendu"))
    chloe.get_by_role("link", name="Valider").click()
    chloe.get_by_role("button", name="Valider et figer").click()
    expect(chloe.get_by_text("cette version ne changera plus")).to_be_visible()
    assert (
        SECRET in printed(chloe.request.get(servie.at(servie.cafe, "/compte-rendu.pdf")).body())[1]
    )
    assert searched(servie.serveur.instance), "the search finds nothing even before"

    app = create_app(load(servie.serveur.env))
    with app.app_context():
        erase_contribution(par=SYSTEME, contribution_id=servie.mot, motif="demande")
        db.session.remove()
        db.engine.dispose()
    app.extensions["cafe_writing_engine"].dispose()

    chloe.goto(servie.at(servie.cafe, "/compte-rendu"))
    expect(chloe.get_by_text("Un propos a été retiré le")).to_be_visible()
    for version in (1, 2):
        address = servie.at(servie.cafe, f"/compte-rendu.pdf?version={version}")
        text = printed(chloe.request.get(address).body())[1]
        assert "propos retiré" in text
        assert SECRET not in text
    assert searched(servie.serveur.instance) == []


def searched(folder: Path) -> list[Path]:
    """The files of the instance that hold the word, in the base, its log, or anywhere."""
    wanted = [SECRET.encode(), json.dumps(SECRET).strip('"').encode()]
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and any(word in path.read_bytes() for word in wanted)
    ]
