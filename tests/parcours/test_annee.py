"""A year of a démarche: a groupe de travail that meets three times, a recueil open three weeks.

Chloé prepares, Bruno leads, in browsers; the server believes the day that the test says.
``CAFE_VUES=folder`` keeps a picture of each page, to look at.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Page, expect

from cafe import clock
from cafe.app import create_app
from cafe.config import load
from cafe.extensions import db
from cafe.models import Role
from tests import factories
from tests.factories import MOT_DE_PASSE
from tests.horloge_deplacee import ServeurDate, moved_clock
from tests.parcours.conftest import Gens

pytestmark = [pytest.mark.navigateur, pytest.mark.long, pytest.mark.timeout(400)]
VUES = os.environ.get("CAFE_VUES")
JANVIER = datetime(2026, 1, 20, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Annee:
    """A served démarche with Chloé and Bruno, and the day it is there."""

    serveur: ServeurDate
    demarche: str

    def at(self, path: str) -> str:
        return f"{self.serveur.url}{path}"


@pytest.fixture(scope="module")
def annee(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Annee]:
    serveur = ServeurDate(tmp_path_factory.mktemp("annee"))
    serveur.go(JANVIER)
    serveur.start()
    try:
        app = create_app(load(serveur.env))
        clock.set_clock(lambda: moved_clock(serveur.instance / "horloge.txt"))
        with app.app_context():
            demarche = factories.make_demarche()
            factories.make_compte("Bruno", Role.ANIMATEUR, demarche)
            factories.make_compte("Chloe", Role.CHEF_DE_PROJET, demarche)
            db.session.remove()
            db.engine.dispose()
        app.extensions["cafe_writing_engine"].dispose()
        clock.set_clock(None)
        yield Annee(serveur, demarche)
    finally:
        clock.set_clock(None)
        serveur.stop()


def go(annee: Annee, instant: datetime, *pages: Page) -> None:
    """Another day, on the server and on those devices."""
    annee.serveur.go(instant)
    for page in pages:
        page.clock.set_fixed_time(instant)


def sign_in(page: Page, annee: Annee, nom: str) -> None:
    page.goto(annee.at("/connexion"))
    page.locator("input[name=email]").fill(f"{nom}@exemple.fr")
    page.locator("input[name=password]").fill(MOT_DE_PASSE)
    page.get_by_role("button", name="Se connecter").click()
    expect(page).to_have_url(annee.at("/piloter/"))


def picture(page: Page, nom: str) -> None:
    if VUES:
        page.screenshot(path=Path(VUES) / f"{nom}.png", full_page=True)


def press(page: Page, nom: str) -> None:
    page.get_by_role("button", name=nom, exact=True).first.click()


def id_in(page: Page) -> str:
    """The id of the séance whose page is shown."""
    return page.url.partition("/seances/")[2].partition("/")[0].partition("?")[0]


def printed(page: Page, annee: Annee, path: str) -> str:
    """The words of a PDF, on one line."""
    pages = pypdf.PdfReader(io.BytesIO(page.request.get(annee.at(path)).body())).pages
    said = " ".join(one.extract_text() for one in pages)
    return " ".join(said.replace("-\n", "").split()).replace("\u00a0", " ")


# The group and its three meetings


def make_group(page: Page, annee: Annee) -> str:
    """Chloé makes the group and seats two people; its address."""
    page.goto(annee.at(f"/piloter/demarches/{annee.demarche}/groupes"))
    page.get_by_role("link", name="Nouveau groupe").first.click()
    page.get_by_label("Nom", exact=False).first.fill("Groupe de travail Espaces publics")
    press(page, "Créer le groupe")
    for nom in ("Nora Belkacem", "Rémi Faure"):
        page.locator("input[name=nom]").fill(nom)
        press(page, "Ajouter")
        expect(page.get_by_role("link", name=nom)).to_be_visible()
    return page.url


def prepare(page: Page, groupe: str, titre: str, points: tuple[str, ...]) -> str:
    """« Nouvelle réunion », from what is proposed, and its ordre du jour; the séance's id."""
    page.goto(groupe)
    page.get_by_role("link", name="Nouvelle réunion").first.click()
    expect(page.get_by_label("Titre", exact=True)).to_have_value(titre)
    expect(page.locator("input[name=etapes-1-titre]")).to_have_value("Travail")
    press(page, "Ajouter une question")
    page.get_by_label("Question 1").fill("Que faire des places du quartier ?")
    if titre == "Réunion n° 1":
        page.get_by_label("Jour").first.fill("2026-01-20")
        page.get_by_label("Début").first.fill("10:00")
        page.get_by_label("Fin").first.fill("11:30")
        page.get_by_label("Lieu").first.fill("Maison de quartier")
    picture(page, f"groupe-{titre[-1]}-preparer")
    press(page, "Créer la rencontre")
    for point in points:
        page.locator("input[name=titre]").fill(point)
        press(page, "Ajouter ce point")
        expect(page.locator(".ordre-du-jour").first).to_contain_text(point)
    return id_in(page)


def lead(bruno: Page, ana: Page, annee: Annee, seance: str, mot: str) -> None:
    """Everyone is there; phones write during the work, and what Ana says is kept."""
    bruno.goto(annee.at(f"/piloter/seances/{seance}/presences"))
    for nom in ("Nora Belkacem", "Rémi Faure"):
        group = bruno.get_by_role("group", name=nom, exact=True)
        button = group.get_by_role("button", name="Présent", exact=True)
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
    bruno.goto(annee.at(f"/animer/{seance}/conduite"))
    press(bruno, "Ouvrir la rencontre")
    press(bruno, "Suite : Travail")
    expect(bruno.locator(".maintenant-titre")).to_have_text("Travail")
    code = bruno.locator(".plaque").first.inner_text().replace(" ", "")
    say(ana, annee, code, mot)
    expect(ana.locator("[data-cafe=statut]")).to_contain_text("C’est reçu")


def say(page: Page, annee: Annee, code: str, mot: str) -> None:
    page.goto(annee.at(f"/s/{code}"))
    page.locator("label[for^=categorie-]").first.click()
    page.get_by_label("Votre parole").fill(mot)
    press(page, "Envoyer")


def agree(page: Page, annee: Annee, seance: str, point: str, texte: str, qui: str) -> None:
    """Bruno notes who does what, at the keyboard."""
    page.goto(annee.at(f"/animer/{seance}/notes"))
    page.locator("section.point", has_text=point).locator("textarea").first.focus()
    page.keyboard.type("/s")
    for said in (texte, qui, "avant l’été"):
        page.keyboard.insert_text(said)
        page.keyboard.press("Tab" if said != "avant l’été" else "Enter")
    expect(page.locator("#points .ligne:not(.ligne-attente)", has_text=texte)).to_have_count(1)


def announce(page: Page, annee: Annee, seance: str, jour: str) -> None:
    page.goto(annee.at(f"/piloter/seances/{seance}/ordre-du-jour"))
    page.locator("input[name=prochaine_jour]").fill(jour)
    page.locator("input[name=prochaine_heure]").fill("14:00")
    page.locator("[name=prochaine_objet]").fill("Reprendre les bancs")
    press(page, "Enregistrer")
    expect(page.locator("input[name=prochaine_jour]")).to_have_value(jour)


def finish(bruno: Page, chloe: Page, annee: Annee, seance: str) -> str:
    """The meeting is ended, its compte rendu signed; what is printed."""
    bruno.goto(annee.at(f"/animer/{seance}/conduite"))
    press(bruno, "Terminer la rencontre")
    confirm = bruno.get_by_role("dialog").get_by_role("button", name="Terminer")
    if confirm.count():
        confirm.click()
    expect(bruno.locator(".maintenant-titre")).to_have_text("Terminée")
    bruno.goto(annee.at(f"/piloter/seances/{seance}/compte-rendu"))
    press(bruno, "Préparer le compte rendu")
    chloe.goto(annee.at(f"/piloter/seances/{seance}/compte-rendu"))
    chloe.get_by_role("link", name="Valider", exact=True).click()
    press(chloe, "Valider et figer")
    expect(chloe.get_by_text("cette version ne changera plus")).to_be_visible()
    picture(chloe, f"groupe-compte-rendu-{seance[:4]}")
    return printed(chloe, annee, f"/piloter/seances/{seance}/compte-rendu.pdf")


def tell(page: Page, annee: Annee, seance: str, texte: str, dit: str, etat: str) -> None:
    """What the last meeting left stands under point 0, and is answered there."""
    page.goto(annee.at(f"/animer/{seance}/notes"))
    suite = page.locator(".suite", has_text=texte)
    suite.get_by_label("Ce qui s’en dit").fill(dit)
    suite.get_by_role("button", name=etat, exact=True).click()
    expect(suite.locator(".suite-dite")).to_contain_text(dit)


def test_a_group_meets_three_times_and_each_meeting_takes_up_the_last(
    gens: Gens, annee: Annee
) -> None:
    chloe, bruno, ana = gens.laptop(), gens.laptop(), gens.phone()
    go(annee, JANVIER, ana)
    sign_in(chloe, annee, "chloe")
    sign_in(bruno, annee, "bruno")
    groupe = make_group(chloe, annee)

    first = prepare(chloe, groupe, "Réunion n° 1", ("Les bancs de la place",))
    lead(bruno, ana, annee, first, "Il manque des bancs")
    agree(bruno, annee, first, "Les bancs", "Compter les bancs", "Nora Belkacem")
    agree(bruno, annee, first, "Les bancs", "Écrire au bailleur", "Rémi Faure")
    announce(bruno, annee, first, "2026-06-09")
    said = finish(bruno, chloe, annee, first)
    assert "Compter les bancs" in said
    assert "Suites de la dernière réunion" not in said
    assert "Prochaine rencontre Mardi 9 juin 2026 à 14 h" in said

    go(annee, datetime(2026, 6, 9, 12, 30, tzinfo=UTC), ana)
    second = prepare(chloe, groupe, "Réunion n° 2", ("Le choix des bancs",))
    chloe.goto(annee.at(f"/piloter/seances/{second}"))
    expect(chloe.locator("main")).to_contain_text("9 juin 2026, 14 h 00")
    expect(chloe.locator("main")).to_contain_text("Maison de quartier")
    picture(chloe, "groupe-2-page")
    lead(bruno, ana, annee, second, "Des bancs avec dossier")
    tell(bruno, annee, second, "Compter les bancs", "Onze bancs, trois cassés", "Fait")
    tell(bruno, annee, second, "Écrire au bailleur", "Lettre partie en mai", "Toujours ouvert")
    picture(bruno, "groupe-2-notes")
    announce(bruno, annee, second, "2026-11-17")
    said = finish(bruno, chloe, annee, second)
    assert "Onze bancs, trois cassés" in said
    assert "Lettre partie en mai" in said
    assert "Convenu le 20 janvier 2026 : Compter les bancs" in said

    go(annee, datetime(2026, 11, 17, 13, 30, tzinfo=UTC), ana)
    third = prepare(chloe, groupe, "Réunion n° 3", ("Le bilan de l’année",))
    lead(bruno, ana, annee, third, "Merci pour les bancs")
    bruno.goto(annee.at(f"/animer/{third}/notes"))
    expect(bruno.locator(".suite")).to_have_count(1)
    tell(bruno, annee, third, "Écrire au bailleur", "Il répond : dix bancs", "Fait")
    said = finish(bruno, chloe, annee, third)
    assert "Il répond : dix bancs" in said
    assert "Compter les bancs" not in said
    chloe.goto(groupe)
    expect(chloe.locator(".registre > li")).to_have_count(3)
    picture(chloe, "groupe-3-page")


# The recueil


OUVRE = datetime(2026, 3, 2, 7, 1, tzinfo=UTC)
JOUR_20 = datetime(2026, 3, 21, 11, tzinfo=UTC)
JOUR_22 = datetime(2026, 3, 23, 8, tzinfo=UTC)


def test_a_recueil_is_open_three_weeks_and_keeps_its_dates(gens: Gens, annee: Annee) -> None:
    chloe, bruno = gens.laptop(), gens.laptop()
    ana, zoe, sans_script = gens.phone(), gens.phone(), gens.phone(javascript=False)
    go(annee, datetime(2026, 2, 20, 9, tzinfo=UTC), ana, zoe)
    sign_in(chloe, annee, "chloe")
    sign_in(bruno, annee, "bruno")

    # A title, a question, two dates: nothing else is asked.
    chloe.goto(annee.at(f"/piloter/demarches/{annee.demarche}/seances/nouvelle?format=collecte"))
    chloe.get_by_label("Titre", exact=True).fill("Vos soirées au parc")
    chloe.get_by_label("Question 1").fill("Que changer le soir au parc ?")
    chloe.get_by_label("Premier jour").fill("2026-03-02")
    chloe.get_by_label("Ouvre à").fill("08:00")
    chloe.get_by_label("Dernier jour").fill("2026-03-01")
    press(chloe, "Créer la rencontre")
    expect(chloe.get_by_text("Le dernier jour vient après le premier.").first).to_be_visible()
    picture(chloe, "recueil-refus")
    chloe.get_by_label("Dernier jour").fill("2026-03-22")
    picture(chloe, "recueil-preparer")
    press(chloe, "Créer la rencontre")
    expect(chloe.get_by_text("La rencontre est prête.")).to_be_visible()
    recueil = id_in(chloe)
    code = chloe.locator(".plaque").inner_text().replace(" ", "")
    picture(chloe, "recueil-page")
    poster = printed(chloe, annee, f"/piloter/seances/{recueil}/affiche.pdf")
    assert "du 2 mars 2026 au 22 mars 2026" in poster

    # Too early: the phone says when. Bruno has nothing to do.
    ana.goto(annee.at(f"/r/{code}"))
    expect(ana.get_by_role("heading", level=1)).to_have_text("Le recueil n’est pas encore ouvert")
    expect(ana.locator("dd").first).to_have_text("du 2 mars 2026 au 22 mars 2026")
    picture(ana, "recueil-avant")
    bruno.goto(annee.at(f"/animer/{recueil}/conduite"))
    expect(bruno.locator("#maintenant-etat")).to_contain_text("tout seul le 2 mars 2026")
    picture(bruno, "recueil-conduite-avant")

    # Day 1, a minute past the hour.
    go(annee, OUVRE, ana, zoe)
    say(ana, annee, code, "Des lampes le long du chemin")
    expect(ana.locator("[data-cafe=statut]")).to_contain_text("C’est reçu")
    expect(ana.locator("main")).to_contain_text("Ouvert jusqu’au 22 mars 2026.")
    picture(ana, "recueil-ecrire")
    bruno.reload()
    expect(bruno.locator("#maintenant-etat")).to_contain_text("se fermera tout seul")
    picture(bruno, "recueil-conduite")

    # Meanwhile, what comes is read and put together.
    bruno.goto(annee.at(f"/animer/{recueil}/tableau"))
    expect(bruno.get_by_text("Des lampes le long du chemin")).to_be_visible()
    bruno.goto(annee.at(f"/animer/{recueil}/ecran"))
    expect(bruno.locator("main, body").first).to_contain_text("Des lampes")
    picture(bruno, "recueil-ecran")

    # Day 20: Zoé writes; two others begin to, and do not send.
    go(annee, JOUR_20, ana, zoe)
    say(zoe, annee, code, "Fermer plus tard l’été")
    expect(zoe.locator("[data-cafe=statut]")).to_contain_text("C’est reçu")
    for page, mot in ((ana, "Un gardien le soir"), (sans_script, "Un point d’eau")):
        page.goto(annee.at(f"/s/{code}"))
        page.locator("label[for^=categorie-]").first.click()
        page.get_by_label("Votre parole").fill(mot)

    # Day 22: nothing that was written is lost, and it is said to come late.
    go(annee, JOUR_22, ana, zoe)
    press(sans_script, "Envoyer")
    expect(sans_script.locator("main")).to_contain_text("C’est reçu")
    picture(sans_script, "recueil-tard-sans-script")
    press(ana, "Envoyer")
    expect(ana.locator("[data-cafe=statut]")).to_contain_text("gardée quand même")
    picture(ana, "recueil-tard")
    zoe.goto(annee.at(f"/r/{code}"))
    expect(zoe.locator(".chapeau").first).to_contain_text("« Vos soirées au parc » est terminé")
    expect(zoe.locator("main")).to_contain_text("Fermer plus tard l’été")
    picture(zoe, "recueil-mes-mots")
    zoe.goto(annee.at(f"/s/{code}"))
    expect(zoe.locator("main")).to_contain_text("Ce recueil a pris fin le 22 mars 2026.")
    expect(zoe.get_by_label("Votre parole")).to_have_count(0)
    picture(zoe, "recueil-fini")

    # Bruno finds it ended, and cannot open it again without a later day.
    bruno.goto(annee.at(f"/animer/{recueil}/conduite"))
    expect(bruno.locator(".maintenant-titre")).to_have_text("Terminée")
    picture(bruno, "recueil-conduite-fin")
    press(bruno, "Rouvrir")
    expect(bruno.get_by_text("Pour le rouvrir, donnez-lui").first).to_be_visible()
    chloe.goto(annee.at(f"/piloter/demarches/{annee.demarche}/seances"))
    row = chloe.locator(f".registre > li:has(a[href*='{recueil}'])")
    expect(row).to_contain_text("du 2 mars 2026 au 22 mars 2026")
    expect(row).to_contain_text("4 paroles reçues")
    picture(chloe, "recueil-liste")
    said = printed(chloe, annee, f"/piloter/seances/{recueil}/compte-rendu.pdf")
    assert "Du 2 mars 2026 au 22 mars 2026" in said
    assert "Fermer plus tard" in said
    assert "Moins de 5 personnes ont écrit." in said
    assert "présentes" not in said
