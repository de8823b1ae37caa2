"""Posters and the text to say: by question, by quartier, for the team only."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from cafe.extensions import db
from cafe.models import Demarche
from tests import chaine, factories
from tests.clients import sign_in
from tests.conftest import Monde
from tests.documents.lecture import flatten, read_text
from tests.pages import strict_client
from tests.test_retours import live_in


def test_each_question_has_its_posters_and_its_text(chloe: FlaskClient, monde: Monde) -> None:
    words = chaine.make_words(monde.seance, monde.question, "Un banc", "Deux bancs")
    chaine.make_regroupement(monde.seance, monde.question, words, "S’asseoir")
    page = chloe.get(f"/piloter/seances/{monde.seance}/retour")
    base = f"/piloter/seances/{monde.seance}/questions/{monde.question}"
    for papier in ("a4", "a3"):
        assert f"{base}/affiche-{papier}.pdf" in page.text
        pdf = chloe.get(f"{base}/affiche-{papier}.pdf")
        assert pdf.mimetype == "application/pdf"
        assert "S’asseoir (2 personnes)" in read_text(pdf.data)
    assert "S’asseoir (2 personnes)." in flatten(chloe.get(f"{base}/a-dire").text)
    assert "S’asseoir (2 personnes)." in read_text(chloe.get(f"{base}/a-dire.pdf").data)
    assert chloe.get(f"{base}/affiche-a5.pdf").status_code == 404


def test_a_question_of_another_meeting_is_not_drawn_here(chloe: FlaskClient, monde: Monde) -> None:
    other = factories.make_seance(monde.demarche)
    path = f"/piloter/seances/{other}/questions/{monde.question}/affiche-a4.pdf"
    assert chloe.get(path).status_code == 404


def test_a_quartier_has_its_poster_from_five_people_on(chloe: FlaskClient, monde: Monde) -> None:
    def name(session: object) -> None:
        row = session.get(Demarche, monde.demarche)  # type: ignore[attr-defined]
        row.quartiers = ["Les Tanneurs", "Le Port"]

    factories.build(name)
    words = chaine.make_words(monde.seance, monde.question, *[f"Banc {n}" for n in range(9)])
    chaine.make_regroupement(monde.seance, monde.question, words, "S’asseoir")
    live_in(words[:5], "Les Tanneurs")
    live_in(words[5:], "Le Port")
    page = chloe.get(f"/piloter/seances/{monde.seance}/retour").text
    assert "Les Tanneurs, 5 personnes" in page
    assert "Le Port, moins de 5 personnes" in page
    base = f"/piloter/demarches/{monde.demarche}/quartiers"
    assert "S’asseoir (5 personnes)" in read_text(
        chloe.get(f"{base}/Les Tanneurs/affiche-a4.pdf").data
    )
    small = read_text(chloe.get(f"{base}/Le Port/affiche-a4.pdf").data)
    assert "S’asseoir" not in small
    assert "4 personnes" not in small
    assert chloe.get(f"{base}/Ailleurs/affiche-a4.pdf").status_code == 404


def test_strangers_draw_nothing(app: Flask, monde: Monde) -> None:
    dan = sign_in(strict_client(app), monde.dan.id or "")
    db.session.rollback()
    base = f"/piloter/seances/{monde.seance}"
    for path in ("retour", f"questions/{monde.question}/affiche-a4.pdf"):
        assert dan.get(f"{base}/{path}").status_code == 404
