"""A host's phone at a table: paired by a QR, three ideas, a star, a synthèse for the next group."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.actions.acces import create_acces, revoke_acces
from cafe.actions.conduite import go_to_etape
from cafe.actions.syntheses import save_synthese
from cafe.extensions import db
from cafe.models import (
    Acces,
    Contribution,
    Etape,
    NatureEtape,
    Programme,
    RoleAcces,
    Tablee,
    Tour,
)
from tests import factories
from tests.axe import violations
from tests.facilitation.navigateur.conftest import TAILLES, Ouvrir, Salle, cut
from tests.navigateur import until, watched
from tests.serveur import Serveur

pytestmark = pytest.mark.navigateur


@pytest.fixture
def etapes(salle: Salle) -> list[str]:
    """Two tables, two tours of twenty minutes; the first is under way."""

    def job(session: Session) -> list[str]:
        tables = [Tablee(seance_id=salle.seance, numero=n, hote="Nadia") for n in (1, 2)]
        tours = [Tour(seance_id=salle.seance, numero=n) for n in (1, 2)]
        session.add_all([*tables, *tours])
        session.flush()
        for tour in tours:
            for table in tables:
                session.add(
                    Programme(tour_id=tour.id, tablee_id=table.id, question_id=salle.question)
                )
        rows = [
            Etape(
                seance_id=salle.seance,
                ordre=tour.numero,
                titre=f"Tour {tour.numero}",
                nature=NatureEtape.TOUR,
                tour_id=tour.id,
                duree_minutes=20,
                droits=["lire"],
            )
            for tour in tours
        ]
        session.add_all(rows)
        session.flush()
        return [row.id for row in rows]

    made = factories.build(job)
    go_to_etape(par=salle.bruno, seance_id=salle.seance, etape_id=made[0])
    return made


@pytest.fixture
def telephone(chromium: Browser, serveur: Serveur) -> Iterator[Page]:
    """A phone that nobody has signed in on."""
    context = chromium.new_context(
        locale="fr-FR", base_url=serveur.url, viewport=TAILLES["phone"], has_touch=True
    )
    page = context.new_page()
    faults = watched(page)
    yield page
    context.close()
    assert faults == []


def pair(telephone: Page, address: str) -> None:
    telephone.goto(urlsplit(address).path)
    telephone.get_by_role("button", name="Utiliser cet appareil").click()
    expect(telephone.get_by_role("heading", level=1)).to_have_text("Que changer dans le quartier ?")
    until(telephone, "document.querySelector('[data-entree]')?.hidden === false")


def type_ideas(telephone: Page, *textes: str) -> None:
    for texte in textes:
        telephone.get_by_label("Ses mots").fill(texte)
        telephone.keyboard.press("Enter")


def listed(telephone: Page) -> list[str]:
    return telephone.locator("#table-idees .table-idee-texte").all_inner_texts()


def test_a_table_from_its_qr_to_what_the_next_group_reads(
    salle: Salle, etapes: list[str], ouvrir: Ouvrir, telephone: Page
) -> None:
    bruno = ouvrir(f"/piloter/seances/{salle.seance}/tables", salle.bruno)
    bruno.get_by_role("button", name="Appairer l’hôte de la table 1").click()
    pair(telephone, bruno.get_by_label("Adresse à copier").input_value())
    bruno.goto(f"/piloter/seances/{salle.seance}/tables")
    expect(bruno.locator("#table-1")).to_contain_text("relié")

    expect(telephone.get_by_role("timer")).to_contain_text(":")
    type_ideas(telephone, "Des bancs à l’ombre", "Un local pour les jeunes", "Moins de voitures")
    expect(telephone.locator("#table-idees .table-idee")).to_have_count(3)
    expect(telephone.locator("#table-attente li")).to_have_count(0)
    expect(telephone.get_by_label("Ses mots")).to_be_focused()
    telephone.locator("#table-idees li", has_text="local").get_by_role("button").click()
    expect(telephone.locator("#table-etoiles")).to_have_text("★ 1 sur 3 mises en avant")
    expect(telephone.get_by_text("★ mise en avant")).to_have_count(1)

    telephone.get_by_label("Nous sommes").fill("9")
    telephone.get_by_role("button", name="Dire combien").click()
    telephone.get_by_label("Ce que la table retient").fill(
        "De l’ombre, et un lieu pour les jeunes."
    )
    telephone.get_by_role("button", name="Enregistrer la synthèse").click()
    expect(telephone.locator("#synthese-etat")).to_have_text("pas encore approuvée")
    telephone.get_by_label("Mains levées").fill("8")
    expect(telephone.get_by_label("sur", exact=True)).to_have_value("9")
    telephone.get_by_role("button", name="La table approuve").click()
    expect(telephone.locator("#synthese-etat")).to_have_text("approuvée, 8 sur 9")
    assert violations(telephone) == []
    assert telephone.evaluate("document.documentElement.scrollWidth") == 360

    go_to_etape(par=salle.bruno, seance_id=salle.seance, etape_id=etapes[1])
    expect(telephone.locator(".surtitre")).to_have_text("Table 1, tour 2 sur 2")
    before = telephone.locator("#table-avant")
    expect(before).to_contain_text("De l’ombre, et un lieu pour les jeunes.")
    expect(before).to_contain_text("approuvée, 8 sur 9")
    assert listed(telephone) == []
    expect(telephone.get_by_label("Ce que la table retient")).to_have_value("")
    assert violations(telephone) == []


def test_what_is_being_typed_outlives_the_tour_and_a_dead_server(
    salle: Salle, etapes: list[str], telephone: Page, serveur: Serveur
) -> None:
    db.session.rollback()
    table = db.session.scalars(
        select(Tablee.id).where(Tablee.seance_id == salle.seance, Tablee.numero == 1)
    ).one()
    jeton = create_acces(
        par=salle.bruno, seance_id=salle.seance, role=RoleAcces.HOTE, tablee_id=table
    )
    pair(telephone, f"http://salle/h/{jeton}")
    with cut(serveur):
        type_ideas(telephone, "Pendant la coupure")
        expect(telephone.locator("#table-attente")).to_contain_text("pas encore envoyée")
        telephone.get_by_label("Ses mots").fill("Une idée commencée au tour 1")
    expect(telephone.locator("#table-idees")).to_contain_text("Pendant la coupure")
    expect(telephone.locator("#table-attente li")).to_have_count(0)

    go_to_etape(par=salle.bruno, seance_id=salle.seance, etape_id=etapes[1])
    expect(telephone.get_by_text("Une idée du tour 1, pas encore envoyée")).to_be_visible()
    draft = telephone.locator("form[data-dire='1'] textarea")
    expect(draft).to_have_value("Une idée commencée au tour 1")
    draft.press("Enter")
    expect(telephone.locator("form[data-dire='1']")).to_have_count(0)
    expect(telephone.locator("#table-attente li")).to_have_count(0)
    db.session.rollback()
    kept = db.session.scalars(
        select(Contribution)
        .join(Tour, Tour.id == Contribution.tour_id)
        .where(Contribution.tablee_id == table, Tour.numero == 1)
    ).all()
    assert sorted(row.texte or "" for row in kept) == [
        "Pendant la coupure",
        "Une idée commencée au tour 1",
    ]

    # Another device writes: an untouched field follows, a touched one is told with both texts.
    tour = db.session.scalars(
        select(Tour.id).where(Tour.seance_id == salle.seance, Tour.numero == 2)
    ).one()
    field = telephone.get_by_label("Ce que la table retient")
    save_synthese(
        par=salle.bruno, tablee_id=table, tour_id=tour, texte="Celui de Bruno.", version=0
    )
    expect(field).to_have_value("Celui de Bruno.")
    field.fill("Celui de Nadia.")
    save_synthese(par=salle.bruno, tablee_id=table, tour_id=tour, texte="Deux.", version=1)
    expect(telephone.locator("#synthese-etat")).to_have_attribute("data-version", "2")
    telephone.get_by_role("button", name="Enregistrer la synthèse").click()
    expect(telephone.locator("#table-synthese [data-refus]")).to_contain_text("« Deux. »")
    expect(field).to_have_value("Celui de Nadia.")

    db.session.rollback()
    acces = db.session.scalars(select(Acces.id).where(Acces.tablee_id == table)).one()
    revoke_acces(par=salle.bruno, acces_id=acces)
    expect(telephone.locator("[data-bandeau]")).to_contain_text("L’équipe a retiré cet appareil")
    expect(field).to_have_value("Celui de Nadia.")
