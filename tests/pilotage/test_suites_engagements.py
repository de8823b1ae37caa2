"""« Paroles sans suite », the suites given, the engagements: on their pages, without script."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from cafe.actions.suites import Reponse, give_suite
from cafe.extensions import db
from cafe.models import (
    Engagement,
    EtatEngagement,
    LienEngagement,
    NatureSuite,
    Preconisation,
    Role,
    Statut,
    Suite,
)
from tests import chaine, factories
from tests.clients import sign_in
from tests.conftest import Monde
from tests.pages import strict_client
from tests.pilotage.formulaires import fill


@pytest.fixture
def chloe(app: Flask, monde: Monde) -> FlaskClient:
    """Chloé, at her desk."""
    return sign_in(strict_client(app), monde.chloe.id or "")


def waiting(client: FlaskClient, monde: Monde, question: str = "") -> TestResponse:
    page = client.get(f"/piloter/demarches/{monde.demarche}/paroles-sans-suite?question={question}")
    assert page.status_code == 200
    return page


def test_several_checked_words_and_a_whole_group_get_one_suite(
    chloe: FlaskClient, monde: Monde
) -> None:
    words = chaine.make_words(monde.seance, monde.question, "Un", "Deux", "Trois", "Quatre")
    group = chaine.make_regroupement(monde.seance, monde.question, words[2:], "Ensemble")
    page = waiting(chloe, monde)
    assert "4 paroles publiées attendent" in page.text
    assert "Tout le regroupement « Ensemble »" in page.text
    refused = fill(
        chloe,
        page,
        "/paroles-sans-suite",
        contribution=words[:1],
        regroupement=[group],
        nature="sans_suite",
    )
    assert refused.status_code == 422
    assert refused.text.count(" checked") == 3  # the word, the group, the kind of suite
    sent = fill(
        chloe,
        refused,
        "/paroles-sans-suite",
        texte="Cela ne relève pas de ce contrat.",
    )
    assert sent.status_code == 303
    assert "1 parole publiée attend" in waiting(chloe, monde).text
    assert db.session.query(Suite).count() == 2


def test_nothing_checked_is_told(chloe: FlaskClient, monde: Monde) -> None:
    chaine.make_words(monde.seance, monde.question, "Un")
    page = fill(
        chloe, waiting(chloe, monde), "/paroles-sans-suite", nature="sans_suite", texte="Non"
    )
    assert page.status_code == 422
    assert "Choisissez au moins une parole" in page.text
    base = f"/piloter/demarches/{monde.demarche}/paroles-sans-suite"
    token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
    told = chloe.post(f"{base}/preconisation", data={"csrf_token": token})
    assert told.status_code == 422
    assert "Choisissez au moins une parole" in told.text


def test_the_list_is_kept_by_question_and_comes_in_pages(chloe: FlaskClient, monde: Monde) -> None:
    second = factories.make_question(monde.seance, "Et les arbres ?")
    chaine.make_words(monde.seance, monde.question, *(f"Idée {n}." for n in range(53)))
    chaine.make_words(monde.seance, second, "Un tilleul")
    first = waiting(chloe, monde)
    assert "Idée 49." in first.text
    assert "Idée 51." not in first.text
    assert "page=2" in first.text
    page = chloe.get(f"/piloter/demarches/{monde.demarche}/paroles-sans-suite?page=2")
    assert "Idée 51." in page.text
    only = waiting(chloe, monde, second).text
    assert "Un tilleul" in only
    assert "Idée 1." not in only


def test_checked_words_join_a_preconisation_or_begin_one(chloe: FlaskClient, monde: Monde) -> None:
    words = chaine.make_words(monde.seance, monde.question, "Un banc", "Une fontaine")
    id_ = chaine.make_preconisation(monde.bruno, monde.demarche)
    page = waiting(chloe, monde)
    base = f"/piloter/demarches/{monde.demarche}/paroles-sans-suite"
    token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
    joined = chloe.post(
        f"{base}/rattacher",
        data={"csrf_token": token, "contribution": words[:1], "preconisation": id_},
    )
    assert joined.status_code == 303
    db.session.rollback()
    assert [s.contribution_id for s in db.session.get_one(Preconisation, id_).sources] == words[:1]
    begun = chloe.post(
        f"{base}/preconisation", data={"csrf_token": token, "contribution": words[1:]}
    )
    form = chloe.get(begun.headers["Location"])
    assert "Une fontaine" in form.text
    assert fill(chloe, form, "", intitule="Ouvrir une fontaine").status_code == 303
    assert "Chaque parole publiée a une suite" in waiting(chloe, monde).text


def test_words_passed_on_wait_for_an_answer_then_show_it(chloe: FlaskClient, monde: Monde) -> None:
    (word,) = chaine.make_words(monde.seance, monde.question, "L’ascenseur est en panne")
    organisme = chaine.make_organisme(monde.demarche, "Le bailleur")
    fill(
        chloe,
        waiting(chloe, monde),
        "/paroles-sans-suite",
        contribution=[word],
        nature="transmise",
        organisme=organisme,
    )
    base = f"/piloter/demarches/{monde.demarche}/suites"
    page = chloe.get(base)
    assert "Retour attendu" in page.text
    assert "L’ascenseur est en panne" in page.text
    suite = db.session.query(Suite).one()
    detail = chloe.get(f"/piloter/suites/{suite.id}")
    noted = fill(chloe, detail, "/retour", retour="Réparé le 3.", retour_jour="2026-09-03")
    assert noted.status_code == 303
    assert "Retour attendu" not in chloe.get(base).text
    assert "Réparé le 3." in chloe.get(f"/piloter/suites/{suite.id}").text
    assert "Réparé" not in chloe.get(f"{base}?nature=sans_suite").text


def test_another_suite_replaces_the_first_which_stays_readable(
    chloe: FlaskClient, monde: Monde
) -> None:
    (word,) = chaine.make_words(monde.seance, monde.question, "Un banc")
    fill(
        chloe,
        waiting(chloe, monde),
        "/paroles-sans-suite",
        contribution=[word],
        nature="sans_suite",
        texte="Trop tôt.",
    )
    first = db.session.query(Suite).one().id
    detail = chloe.get(f"/piloter/suites/{first}")
    replaced = fill(
        chloe,
        detail,
        "/remplacer",
        nature="reponse_donnee",
        texte="C’est prévu.",
        repondant="Le maire",
    )
    assert replaced.status_code == 303
    db.session.rollback()
    now = db.session.query(Suite).filter(Suite.fin_le.is_(None)).one()
    assert now.nature is NatureSuite.REPONSE_DONNEE
    assert "Trop tôt." in chloe.get(f"/piloter/suites/{now.id}").text
    late = fill(chloe, detail, "/remplacer", nature="sans_suite", texte="Encore")
    assert late.status_code == 409
    assert db.session.query(Suite).count() == 2


def test_a_word_put_aside_after_its_suite_is_quoted_nowhere(
    chloe: FlaskClient, monde: Monde
) -> None:
    (word,) = chaine.make_words(monde.seance, monde.question, "Le voisin du troisième")
    id_ = chaine.make_preconisation(monde.bruno, monde.demarche, contributions=[word])
    give_suite(
        par=monde.bruno,
        demarche_id=monde.demarche,
        reponse=Reponse(NatureSuite.SANS_SUITE, "Une personne est nommée."),
        contributions=[word],
    )
    suite = db.session.query(Suite).one().id
    pages = (
        f"/piloter/demarches/{monde.demarche}/suites",
        f"/piloter/suites/{suite}",
        f"/piloter/preconisations/{id_}",
    )
    for page in pages:
        assert "Le voisin" in chloe.get(page).text
    chaine.set_statut(word, Statut.NON_PUBLIEE)
    for page in pages:
        seen = chloe.get(page)
        assert seen.status_code == 200
        assert "Le voisin" not in seen.text


def test_a_reader_sees_the_words_and_no_form(app: Flask, monde: Monde) -> None:
    chaine.make_words(monde.seance, monde.question, "Un banc")
    lea = sign_in(strict_client(app), factories.make_compte("Lea", Role.LECTEUR, monde.demarche))
    page = waiting(lea, monde).text
    assert "Un banc" in page
    assert "checkbox" not in page
    dan = sign_in(strict_client(app), monde.dan.id or "")
    for path in ("paroles-sans-suite", "suites", "engagements"):
        assert dan.get(f"/piloter/demarches/{monde.demarche}/{path}").status_code == 404


def test_an_engagement_is_noted_linked_followed_and_corrected(
    chloe: FlaskClient, monde: Monde
) -> None:
    preconisation = chaine.make_preconisation(monde.bruno, monde.demarche)
    fiche = chaine.make_fiche(monde.demarche, "3.4")
    organisme = chaine.make_organisme(monde.demarche, "La Ville")
    base = f"/piloter/demarches/{monde.demarche}/engagements"
    form = chloe.get(f"{base}/nouveau?preconisation={preconisation}")
    refused = fill(chloe, form, "", texte="Poser douze bancs")
    assert refused.status_code == 422
    sent = fill(chloe, refused, "", organisme=organisme, echeance="2027-06-21")
    assert sent.status_code == 303
    again = fill(chloe, refused, "", organisme=organisme, echeance="2027-06-21")
    assert again.headers["Location"] == sent.headers["Location"]
    row = db.session.query(Engagement).one()
    address = f"/piloter/engagements/{row.id}"
    page = chloe.get(address)
    assert "21 juin 2027" in page.text
    assert "Préconisation n° 1" in page.text
    told = fill(chloe, page, "/etat", etat="non_tenu")
    assert "Expliquez en quelques mots" in told.text
    fill(chloe, told, "/etat", note="Le marché est infructueux.")
    assert "Le marché est infructueux." in chloe.get(address).text
    fill(chloe, chloe.get(address), "/liens", fiche=fiche)
    assert "Fiche 3.4" in chloe.get(address).text
    assert "Poser douze bancs" in chloe.get(f"/piloter/fiches/{fiche}").text
    fill(chloe, chloe.get(address), "/modifier", texte="Poser quinze bancs")
    listed = chloe.get(f"{base}?etat=non_tenu").text
    assert "Poser quinze bancs" in listed
    for lien in db.session.query(LienEngagement).all():
        fill(chloe, chloe.get(address), f"{lien.id}/defaire")
    assert "À rien encore." in chloe.get(address).text
    db.session.rollback()
    assert db.session.query(Engagement).one().etat is EtatEngagement.NON_TENU
