"""What leaves a démarche: the whole chain, without a trait of anybody."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask

from cafe.actions.moderation import refuse_contribution
from cafe.actions.objections import answer_objection, post_objection
from cafe.actions.regroupements import create_regroupement
from cafe.actions.retouches import erase_contribution, withdraw_contribution
from cafe.extensions import db
from cafe.models import MotifModeration, Seance
from cafe.models.visibilite import Regard
from cafe.pilotage.compte_rendu.world_cafe import compose_world_cafe
from cafe.pilotage.export import export_demarche
from tests import factories
from tests.clients import sign_in
from tests.conftest import Monde
from tests.pages import strict_client


@pytest.fixture
def said(monde: Monde) -> dict[str, str]:
    """Four words: two grouped, one refused, one withdrawn by its author."""
    eve = factories.participant(monde.seance)
    ids = {
        "banc": factories.post(monde.ana, monde.question, "=Un banc").id,
        "arbre": factories.post(eve, monde.question, "Un arbre").id,
        "nom": factories.post(eve, monde.question, "Le voisin du troisième").id,
        "retire": factories.post(monde.ana, monde.question, "Je retire").id,
    }
    create_regroupement(
        par=monde.bruno,
        question_id=monde.question,
        titre="S’asseoir",
        contributions=(ids["arbre"], ids["banc"]),
    )
    refuse_contribution(
        par=monde.bruno,
        contribution_id=ids["nom"],
        motif=MotifModeration.PERSONNE_NOMMEE,
        precision="",
        version=None,
    )
    withdraw_contribution(par=monde.ana, contribution_id=ids["retire"])
    db.session.rollback()
    return ids


def test_the_export_holds_each_word_once_and_the_groups_in_order(
    monde: Monde, said: dict[str, str]
) -> None:
    (seance,) = export_demarche(db.session(), monde.demarche)["seances"]
    assert [c["id"] for c in seance["contributions"]] == list(said.values())
    (group,) = seance["regroupements"]
    assert group["contributions"] == [said["arbre"], said["banc"]]


def test_nobody_is_named_and_no_secret_leaves(monde: Monde, said: dict[str, str]) -> None:
    text = str(export_demarche(db.session(), monde.demarche))
    for secret in ("jeton", "recu_hash", "qualite'", "participant_id", "Je retire"):
        assert secret not in text


def test_what_leaves_the_team_holds_no_unpublished_word(monde: Monde, said: dict[str, str]) -> None:
    content = export_demarche(db.session(), monde.demarche, Regard.DOCUMENT)
    assert "Le voisin" not in str(content)
    assert "propos" not in str(content["seances"][0]["contributions"][0]["texte"])


def test_the_csv_disarms_formulas_and_marks_the_gap(
    app: Flask, monde: Monde, said: dict[str, str]
) -> None:
    client = strict_client(app)
    sign_in(client, monde.chloe.id or "")
    answer = client.get(f"/piloter/demarches/{monde.demarche}/contributions.csv")
    lines = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    texts = [line[4] for line in lines[1:]]
    assert texts == ["'=Un banc", "Un arbre", "Le voisin du troisième", "propos retiré"]


def test_dan_gets_nothing_of_it(app: Flask, monde: Monde, said: dict[str, str]) -> None:
    client = strict_client(app)
    sign_in(client, monde.dan.id or "")
    for file in ("export.json", "contributions.csv"):
        assert client.get(f"/piloter/demarches/{monde.demarche}/{file}").status_code == 404
    assert client.get(f"/piloter/seances/{monde.seance}/compte-rendu.pdf").status_code == 404


def test_the_compte_rendu_quotes_groups_keeps_lone_words_and_counts_the_rest(
    monde: Monde, said: dict[str, str]
) -> None:
    lone = factories.post(monde.ana, monde.question, "Toute seule")
    erase_contribution(par=monde.chloe, contribution_id=said["banc"], motif="demande")
    db.session.rollback()
    content = compose_world_cafe(db.session(), db.session.get_one(Seance, monde.seance))
    (question,) = content.questions
    (group,) = question.regroupements
    assert (group.titre, group.voix) == ("S’asseoir", 2)
    assert [v.texte for v in group.verbatims] == ["Un arbre", None]
    assert [v.texte for v in question.paroles_isolees] == [None, "Toute seule"]
    assert question.contributions == 4
    assert content.non_publiees == (("Une personne est nommée", 1),)
    assert (content.retirees, content.attente, content.frigo) == (2, 0, 0)
    assert lone.neuve


def test_the_compte_rendu_counts_disagreements_and_their_answers(
    monde: Monde, said: dict[str, str]
) -> None:
    first = factories.post(monde.ana, monde.question, "Toute seule").id
    made = post_objection(par=monde.ana, contribution_id=first, texte="Pas d’accord")
    answer_objection(par=monde.bruno, objection_id=made, reponse="Entendu")
    post_objection(par=monde.ana, contribution_id=first, texte="Toujours pas")
    db.session.rollback()
    content = compose_world_cafe(db.session(), db.session.get_one(Seance, monde.seance))
    assert (content.desaccords, content.reponses) == (2, 1)


def test_the_pdf_is_handed_to_who_may_export(
    app: Flask, monde: Monde, said: dict[str, str]
) -> None:
    client = strict_client(app)
    sign_in(client, monde.chloe.id or "")
    answer = client.get(f"/piloter/seances/{monde.seance}/compte-rendu.pdf")
    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF")
