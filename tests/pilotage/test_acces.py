"""Who enters the lead's room, and what a colleague without the right is told."""

from __future__ import annotations

from flask import Flask

from cafe.models import Role
from tests import chaine, factories
from tests.clients import sign_in
from tests.conftest import Monde


def test_a_stranger_is_sent_to_sign_in_and_a_program_is_told(app: Flask, monde: Monde) -> None:
    client = app.test_client()
    page = client.get(f"/piloter/demarches/{monde.demarche}/")
    assert page.status_code == 302
    assert "/connexion" in page.headers["Location"]
    told = client.get("/piloter/", headers={"Accept": "application/json"})
    assert told.status_code == 401


def test_each_sees_their_own_demarches_and_not_others(app: Flask, monde: Monde) -> None:
    dan = sign_in(app.test_client(), monde.dan.id or "")
    page = dan.get("/piloter/")
    assert "Contrat de ville d’ailleurs" in page.text
    assert "Contrat de ville de Vauclaire" not in page.text
    assert dan.get(f"/piloter/demarches/{monde.demarche}/").status_code == 404
    assert dan.get(f"/piloter/demarches/{monde.demarche}/structures").status_code == 404


def test_a_reader_reads_and_writes_nothing(app: Flask, monde: Monde) -> None:
    organisme = chaine.make_organisme(monde.demarche, "Le bailleur")
    lea = factories.make_compte("Lea", Role.LECTEUR, monde.demarche)
    client = sign_in(app.test_client(), lea)
    page = client.get(f"/piloter/demarches/{monde.demarche}/structures")
    assert page.status_code == 200
    assert "Le bailleur" in page.text
    assert "Ajouter une structure" not in page.text
    assert client.get(f"/piloter/structures/{organisme}").status_code == 403


def test_the_overview_says_what_waits(app: Flask, monde: Monde) -> None:
    chaine.make_words(monde.seance, monde.question, "Un banc", "Deux bancs")
    client = sign_in(app.test_client(), monde.chloe.id or "")
    page = client.get(f"/piloter/demarches/{monde.demarche}/").text
    assert "paroles sans suite" in page
    assert "Réunion de retour, le 15 janvier 2027" in page
