"""A préconisation on its pages: written from words, linked, decided, answered, read by all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from cafe import clock
from cafe.actions.champs import today
from cafe.extensions import db
from cafe.models import (
    Decision,
    EtatPreconisation,
    LienFiche,
    Preconisation,
    ReponsePublique,
    Role,
    Source,
    Statut,
)
from cafe.models.chaine import devenir_of_contribution
from tests import chaine, factories
from tests.clients import sign_in
from tests.conftest import Monde
from tests.pages import strict_client
from tests.pilotage.formulaires import fill


@pytest.fixture
def chloe(app: Flask, monde: Monde) -> FlaskClient:
    """Chloé, at her desk."""
    return sign_in(strict_client(app), monde.chloe.id or "")


def read(id_: str) -> Preconisation:
    db.session.rollback()
    return db.session.get_one(Preconisation, id_)


def page_of(client: FlaskClient, id_: str) -> TestResponse:
    page = client.get(f"/piloter/preconisations/{id_}")
    assert page.status_code == 200
    return page


def written(monde: Monde, **champs: object) -> str:
    return chaine.make_preconisation(monde.bruno, monde.demarche, **champs)  # type: ignore[arg-type]


def test_a_regroupement_of_the_board_becomes_a_preconisation(
    chloe: FlaskClient, monde: Monde
) -> None:
    words = chaine.make_words(monde.seance, monde.question, "Un banc", "Deux bancs")
    group = chaine.make_regroupement(monde.seance, monde.question, words, "S’asseoir")
    base = f"/piloter/demarches/{monde.demarche}/preconisations"
    form = chloe.get(f"{base}/nouvelle?regroupement={group}")
    assert "Deux bancs" in form.text
    refused = fill(chloe, form, "", intitule="  ", constat="Rien pour s’asseoir.")
    assert refused.status_code == 422
    assert "Rien pour s’asseoir." in refused.text
    assert group in refused.text
    sent = fill(chloe, refused, "", intitule="Installer des bancs")
    assert sent.status_code == 303
    (row,) = db.session.query(Preconisation).all()
    assert [s.regroupement_id for s in row.sources] == [group]
    again = fill(chloe, refused, "", intitule="Installer des bancs")
    assert again.headers["Location"] == sent.headers["Location"]
    assert db.session.query(Preconisation).count() == 1
    page = page_of(chloe, row.id)
    assert "Que changer dans le quartier ?" in page.text
    assert "2 voix" in page.text


def test_words_of_another_demarche_named_in_the_address_are_not_shown(
    chloe: FlaskClient, monde: Monde
) -> None:
    elsewhere = factories.make_seance(factories.make_demarche("Une autre"))
    question = factories.make_question(elsewhere)
    words = chaine.make_words(elsewhere, question, "Un secret d’ailleurs")
    group = chaine.make_regroupement(elsewhere, question, words, "Titre d’ailleurs")
    page = chloe.get(
        f"/piloter/demarches/{monde.demarche}/preconisations/nouvelle"
        f"?regroupement={group}&contribution={words[0]}"
    )
    assert "ailleurs" not in page.text.replace("Contrat de ville d’ailleurs", "")


def test_the_whole_way_from_draft_to_answer_without_script(
    chloe: FlaskClient, monde: Monde
) -> None:
    (word,) = chaine.make_words(monde.seance, monde.question, "Un banc devant l’école")
    id_ = written(monde, contributions=[word])
    fiche = chaine.make_fiche(monde.demarche, "3.4", intitule="Espaces publics")
    assert "Les habitants ne la voient pas encore" in page_of(chloe, id_).text
    fill(chloe, page_of(chloe, id_), "/proposer")
    page = chloe.get(f"/piloter/preconisations/{id_}?fiche=espaces")
    assert "3.4 Espaces publics" in page.text
    linked = fill(
        chloe, page, f"{id_}/fiches", fiche=fiche, nature="complete", motif="La fiche l’oublie."
    )
    assert linked.status_code == 303
    decided = fill(
        chloe,
        page_of(chloe, id_),
        "/decision",
        etat="retenue",
        instance="Comité de pilotage",
        jour="2026-07-16",
        motif="Attendu et peu coûteux.",
    )
    assert decided.status_code == 303
    answered = fill(chloe, page_of(chloe, id_), "/reponse", texte="Douze bancs avant l’été.")
    assert answered.status_code == 303
    page = page_of(chloe, id_)
    for said in (
        "Comité de pilotage, 16 juillet 2026",
        "Attendu et peu coûteux.",
        "La fiche l’oublie.",
        "Douze bancs avant l’été.",
        "Proposée",
    ):
        assert said in page.text
    assert "/modifier" not in page.text
    on_fiche = chloe.get(f"/piloter/fiches/{fiche}").text
    assert "Complète la fiche" in on_fiche
    assert "Un banc devant l’école" in on_fiche
    way = devenir_of_contribution(db.session(), word)
    assert way is not None
    assert way.reprises[0].preconisation.reponse is not None


def test_a_refused_decision_keeps_what_was_typed_beside_the_reason(
    chloe: FlaskClient, monde: Monde
) -> None:
    id_ = written(monde)
    page = fill(
        chloe,
        page_of(chloe, id_),
        "/decision",
        etat="hors_competence",
        instance="COPIL du 16",
        jour="2026-07-16",
        motif="Cela relève du bailleur.",
    )
    assert page.status_code == 422
    assert "Indiquez à quelle structure" in page.text
    assert "Cela relève du bailleur." in page.text
    assert "<details" in page.text
    assert read(id_).etat is EtatPreconisation.BROUILLON
    organisme = chaine.make_organisme(monde.demarche, "Le bailleur")
    sent = fill(
        chloe,
        page_of(chloe, id_),
        "/decision",
        etat="hors_competence",
        instance="COPIL du 16",
        jour="2026-07-16",
        motif="Cela relève du bailleur.",
        organisme=organisme,
    )
    assert sent.status_code == 303
    assert "Transmise à Le bailleur." in page_of(chloe, id_).text


def test_under_study_asks_until_when_and_shows_it(chloe: FlaskClient, monde: Monde) -> None:
    id_ = written(monde)
    typed = {"etat": "a_l_etude", "instance": "COPIL", "jour": "2026-07-16", "motif": "À chiffrer."}
    refused = fill(chloe, page_of(chloe, id_), "/decision", **typed)
    assert "jusqu’à quel jour" in refused.text
    until = clock.now().date() + timedelta(days=40)
    fill(chloe, refused, "/decision", jusqu_au=until.isoformat())
    assert db.session.query(Decision).one().jusqu_au == until
    assert "/modifier" in page_of(chloe, id_).text


def test_a_page_opened_before_a_colleagues_change_says_so_and_then_passes(
    chloe: FlaskClient, monde: Monde
) -> None:
    id_ = written(monde, intitule="Installer des bancs")
    address = f"/piloter/preconisations/{id_}/modifier"
    old = chloe.get(address)
    fill(chloe, chloe.get(address), "", intitule="Installer douze bancs")
    late = fill(chloe, old, "", intitule="Installer vingt bancs")
    assert late.status_code == 409
    assert "Installer douze bancs" in late.text
    assert "Installer vingt bancs" in late.text
    assert read(id_).intitule == "Installer douze bancs"
    assert fill(chloe, late, "").status_code == 303
    assert read(id_).intitule == "Installer vingt bancs"


def test_sources_and_links_are_undone_with_their_reason_and_stay_in_the_story(
    chloe: FlaskClient, monde: Monde
) -> None:
    words = chaine.make_words(monde.seance, monde.question, "Un banc")
    group = chaine.make_regroupement(monde.seance, monde.question, words, "S’asseoir")
    fiche = chaine.make_fiche(monde.demarche)
    id_ = written(monde)
    fill(chloe, page_of(chloe, id_), f"{id_}/sources", regroupement=group)
    fill(
        chloe,
        page_of(chloe, id_),
        f"{id_}/fiches",
        fiche=fiche,
        nature="modifie",
        motif="Elle change le lieu.",
    )
    lien = db.session.query(LienFiche).one().id
    source = db.session.query(Source).one().id
    no_reason = fill(chloe, page_of(chloe, id_), f"{lien}/defaire")
    assert no_reason.status_code == 422
    fill(chloe, page_of(chloe, id_), f"{lien}/defaire", motif="Mauvaise fiche.")
    fill(chloe, page_of(chloe, id_), f"{source}/detacher")
    page = page_of(chloe, id_).text
    assert "Mauvaise fiche." in page
    assert "Source détachée" in page
    assert "Elle ne porte encore sur aucune fiche" in page


def test_verbatims_bear_their_category_and_nothing_of_anyone(
    chloe: FlaskClient, monde: Monde
) -> None:
    words = chaine.make_words(
        monde.seance, monde.question, *(f"Idée numéro {n}" for n in range(6)), "À cacher", "Retirée"
    )
    group = chaine.make_regroupement(monde.seance, monde.question, words)
    id_ = written(monde, regroupements=[group])
    chaine.set_statut(words[6], Statut.NON_PUBLIEE)
    chaine.set_statut(words[7], Statut.RETIREE)
    page = page_of(chloe, id_).text
    assert "Idée numéro 5" in page
    assert "À cacher" not in page
    assert "Mon idée" in page


def test_the_list_is_kept_by_state(chloe: FlaskClient, monde: Monde) -> None:
    written(monde, intitule="Premier brouillon")
    second = written(monde, intitule="Seconde, décidée")
    fill(
        chloe,
        page_of(chloe, second),
        "/decision",
        etat="non_retenue",
        instance="COPIL",
        jour="2026-07-16",
        motif="Trop cher.",
    )
    base = f"/piloter/demarches/{monde.demarche}/preconisations"
    assert "Seconde, décidée" in chloe.get(base).text
    kept = chloe.get(f"{base}?etat=non_retenue").text
    assert "Seconde, décidée" in kept
    assert "Premier brouillon" not in kept


def test_bruno_proposes_and_does_not_decide_lea_only_reads(app: Flask, monde: Monde) -> None:
    id_ = written(monde)
    bruno = sign_in(strict_client(app), monde.bruno.id or "")
    page = page_of(bruno, id_)
    assert "Noter la décision" not in page.text
    typed = {"etat": "retenue", "instance": "COPIL", "jour": "2026-07-16", "motif": "Oui"}
    token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
    told = bruno.post(
        f"/piloter/preconisations/{id_}/decision",
        data={f"decision-{k}": v for k, v in typed.items()} | {"csrf_token": token},
    )
    assert told.status_code == 403
    lea = sign_in(strict_client(app), factories.make_compte("Lea", Role.LECTEUR, monde.demarche))
    seen = page_of(lea, id_).text
    assert "On ne peut s’asseoir nulle part." in seen
    assert "Lier une fiche" not in seen
    assert lea.get(f"/piloter/preconisations/{id_}/modifier").status_code == 403
    dan = sign_in(strict_client(app), monde.dan.id or "")
    assert dan.get(f"/piloter/preconisations/{id_}").status_code == 404


def test_a_program_is_told_the_refusal_as_data(chloe: FlaskClient, monde: Monde) -> None:
    id_ = written(monde)
    page = page_of(chloe, id_)
    token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
    told = chloe.post(
        f"/piloter/preconisations/{id_}/reponse",
        data={"reponse-texte": "Oui", "csrf_token": token},
        headers={"Accept": "application/json"},
    )
    assert told.status_code == 409
    assert told.json is not None
    assert told.json["erreur"] == "pas_decidee"
    assert db.session.query(ReponsePublique).count() == 0


def test_a_decision_is_dated_today_by_default(chloe: FlaskClient, monde: Monde) -> None:
    page = page_of(chloe, written(monde)).text
    assert f'value="{today().isoformat()}"' in page
