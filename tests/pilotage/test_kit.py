"""The page of the kit, and what its papers take from the séance."""

from __future__ import annotations

import re
from datetime import time
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from flask import Flask
from flask.testing import FlaskClient

from cafe.extensions import db
from cafe.models import Etape, NatureEtape, Programme, Seance, Tablee, Tour
from cafe.pilotage.kit_contenu import kit_of
from cafe.reseau.carnet import Carnet
from cafe.reseau.wifi import Wifi
from tests import factories
from tests.conftest import Monde
from tests.documents.lecture import read_pages, render_pages


@pytest.fixture
def salle(monde: Monde) -> str:
    """Two tables, two tours and two questions that cross, from 9 h 30."""
    autre = factories.make_question(monde.seance, "Que garder ?")

    def job(session: Any) -> None:
        seance = session.get(Seance, monde.seance)
        seance.heure_debut, seance.lieu = time(9, 30), "Salle des fêtes"
        tables = [
            Tablee(seance_id=seance.id, numero=1, hote="Nadia", place="au fond", capacite=8),
            Tablee(seance_id=seance.id, numero=2),
        ]
        tours = [Tour(seance_id=seance.id, numero=n) for n in (1, 2)]
        session.add_all([*tables, *tours])
        session.flush()
        for rang, tour in enumerate(tours):
            for place, table in enumerate(tables):
                question = (monde.question, autre)[(rang + place) % 2]
                session.add(Programme(tour_id=tour.id, tablee_id=table.id, question_id=question))
        steps = (
            ("Accueil", NatureEtape.ACCUEIL, 20, None, []),
            ("On écrit", NatureEtape.TOUR, 5, tours[0].id, ["lire", "contribuer"]),
            ("Écartée", NatureEtape.VOTE, 60, None, ["voter"]),
            ("On parle", NatureEtape.TOUR, 20, tours[0].id, ["lire"]),
            ("Tour 2", NatureEtape.TOUR, 25, tours[1].id, ["lire"]),
            ("Clôture", NatureEtape.CLOTURE, None, None, ["lire"]),
        )
        for ordre, (titre, nature, minutes, tour_id, droits) in enumerate(steps, start=1):
            session.add(
                Etape(
                    seance_id=seance.id,
                    ordre=ordre,
                    titre=titre,
                    nature=nature,
                    duree_minutes=minutes,
                    tour_id=tour_id,
                    droits=droits,
                    consigne="Parlez fort." if titre == "Tour 2" else "",
                    ecartee_le=seance.cree_le if titre == "Écartée" else None,
                )
            )

    factories.build(job)
    return monde.seance


def kit(seance_id: str) -> Any:
    db.session.rollback()
    return kit_of(db.session(), db.session.get_one(Seance, seance_id))


def test_the_conducteur_has_the_hours_of_the_steps_that_are_kept(app: Flask, salle: str) -> None:
    with app.test_request_context():
        moments = kit(salle).conducteur
    assert [(m.titre, m.debut, m.fin) for m in moments] == [
        ("Accueil", "9\u00a0h\u00a030", "9\u00a0h\u00a050"),
        ("On écrit", "9\u00a0h\u00a050", "9\u00a0h\u00a055"),
        ("On parle", "9\u00a0h\u00a055", "10\u00a0h\u00a015"),
        ("Tour 2", "10\u00a0h\u00a015", "10\u00a0h\u00a040"),
        ("Clôture", "10\u00a0h\u00a040", ""),
    ]
    assert moments[3].consigne == "Parlez fort."
    # What the room screen will show by itself.
    assert [m.ecran for m in moments] == ["accueil", "mur", "minuteur", "minuteur", "mur"]


def test_a_host_reads_their_programme_with_the_hours_of_each_tour(app: Flask, salle: str) -> None:
    with app.test_request_context():
        papers = kit(salle)
    nadia, other = papers.hotes
    assert (nadia.hote, nadia.place, nadia.capacite) == ("Nadia", "au fond", 8)
    first, second = nadia.programme
    assert first.heures == "9\u00a0h\u00a050\u00a0–\u00a010\u00a0h\u00a015"
    assert (first.question, second.question) == ("Que changer dans le quartier ?", "Que garder ?")
    assert other.programme[0].question == "Que garder ?"
    assert [(s.table, s.tour.numero) for s in papers.feuilles] == [(1, 1), (1, 2), (2, 1), (2, 2)]
    assert papers.feuilles[0].categories == ("Ça va", "Ça ne va pas", "Mon idée")
    assert [one.nature for one in papers.secours] == ["accueil", "tour", "cloture"]
    assert papers.presences[0].lignes_vides == 16


def test_without_an_hour_the_conducteur_counts_from_the_start(app: Flask, salle: str) -> None:
    def job(session: Any) -> None:
        session.get(Seance, salle).heure_debut = None

    factories.build(job)
    with app.test_request_context():
        moments = kit(salle).conducteur
    assert [m.debut for m in moments][:2] == ["+\u00a00\u00a0min", "+\u00a020\u00a0min"]


def test_the_page_says_how_many_pages_before_anything_is_printed(
    app: Flask, bruno: FlaskClient, salle: str
) -> None:
    Carnet(app.config["REGLAGES"]).set_wifi(salle, Wifi("Salle", "motdepasse"))
    page = bruno.get(f"/piloter/seances/{salle}/kit").text
    rows = dict(re.findall(r'<th scope="row">([^<]+)<.*?class="nombres">(\d+)</td>', page))
    assert rows == {
        "Affiche de la porte": "1",
        "Affiches des questions": "2",
        "Affiche du Wi-Fi": "1",
        "Chevalets de table": "2",
        "Feuilles de table": "4",
        "Fiches d’hôte": "2",
        "Conducteur": "1",
        "Feuille de présences à signer": "1",
        "Sans réseau : tout sur papier": "3",
    }
    assert "17 pages, recto seul." in page
    whole = bruno.get(f"/piloter/seances/{salle}/kit.pdf")
    assert whole.mimetype == "application/pdf"
    assert len(read_pages(whole.data)) == 17


def test_a_part_is_printed_alone_and_its_codes_lead_to_the_tables(
    bruno: FlaskClient, salle: str, tmp_path: Path
) -> None:
    tents = bruno.get(f"/piloter/seances/{salle}/kit/chevalets.pdf").data
    code = db.session.get_one(Seance, salle).code
    read = [
        {one.text.rpartition("/r/")[2] for one in zxingcpp.read_barcodes(page)}
        for page in render_pages(tents, tmp_path, dpi=150)
    ]
    assert read == [{f"{code}/t/1"}, {f"{code}/t/2"}]
    for nothing in ("wifi", "entete", "jamais"):
        assert bruno.get(f"/piloter/seances/{salle}/kit/{nothing}.pdf").status_code == 404


def test_a_kit_that_carries_the_address_is_remembered_as_printed(
    app: Flask, bruno: FlaskClient, salle: str
) -> None:
    bruno.get(f"/piloter/seances/{salle}/kit/conducteur.pdf")
    assert Carnet(app.config["REGLAGES"]).stale("http://ailleurs") == []
    bruno.get(f"/piloter/seances/{salle}/kit.pdf")
    printed = {one.document for one in Carnet(app.config["REGLAGES"]).stale("http://ailleurs")}
    assert printed == {"affiche", "chevalets"}


def test_a_bare_seance_has_a_kit_all_the_same(bruno: FlaskClient, monde: Monde) -> None:
    page = bruno.get(f"/piloter/seances/{monde.seance}/kit")
    assert page.status_code == 200
    assert "Feuille de présences à signer" in page.text
    assert "Feuilles de table" not in page.text


def test_a_tent_bears_no_question_that_holds_for_one_round_alone(salle: str) -> None:
    assert [tent.question for tent in kit(salle).chevalets] == [None, None]
    seance = db.session.get_one(Seance, salle)
    kept = {row.question_id for row in db.session.query(Programme).limit(1)}.pop()

    def keep(session: Any) -> None:
        for row in session.query(Programme):
            row.question_id = kept

    factories.build(keep)
    assert seance.code
    assert len({tent.question for tent in kit(salle).chevalets} - {None}) == 1
