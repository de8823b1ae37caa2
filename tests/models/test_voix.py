"""Who stands behind words: people once each, ideas typed for somebody told apart, everywhere."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from flask import Flask

from cafe.actions.ecran import set_vue
from cafe.actions.partages import split_contribution
from cafe.actions.regroupements import create_regroupement
from cafe.actions.saisies import post_for_someone
from cafe.actions.talons import print_talons
from cafe.documents.compte_rendu import phrases
from cafe.documents.retour import phrases as retour_phrases
from cafe.extensions import db
from cafe.models import Question, Seance, VueEcran
from cafe.models.groupes_forts import strongest_groups
from cafe.models.tableau import board_state
from cafe.models.voix import Voix, voix_of
from cafe.pilotage.compte_rendu.world_cafe import compose_world_cafe
from cafe.retours import retour_of_question
from tests import factories
from tests.clients import sign_in
from tests.conftest import Monde


def typed(monde: Monde, texte: str, talon: int | None = None) -> str:
    envoi = replace(factories.envoi(monde.question, texte), client_id=str(uuid.uuid4()))
    return post_for_someone(
        par=monde.bruno, seance_id=monde.seance, envoi=envoi, talon=talon
    ).contribution_id


@pytest.fixture
def groupe(monde: Monde) -> str:
    """Ana twice, somebody else once, two ideas typed for somebody, two for one holder of a slip."""
    other = factories.participant(monde.seance)
    print_talons(par=monde.bruno, seance_id=monde.seance, feuilles=1)
    words = [
        factories.post(monde.ana, monde.question, "Des bancs").id,
        factories.post(monde.ana, monde.question, "Des bancs encore").id,
        factories.post(other, monde.question, "Un banc").id,
        typed(monde, "Dit à la table"),
        typed(monde, "Dit aussi"),
        typed(monde, "Écrit sur un talon", talon=1),
        typed(monde, "Sur le même talon", talon=1),
    ]
    return create_regroupement(
        par=monde.bruno, question_id=monde.question, titre="S’asseoir", contributions=words
    )


def test_each_author_is_one_voice_and_the_typed_ones_are_told() -> None:
    said = voix_of([("a", False), ("a", False), ("b", True), ("c", True), ("b", True)])
    assert (said, said.personnes) == (Voix(total=3, saisies=2), 1)


def test_board_screen_document_and_what_is_given_back_count_alike(
    monde: Monde, groupe: str
) -> None:
    db.session.rollback()
    session = db.session()
    seance = session.get_one(Seance, monde.seance)
    (on_board,) = board_state(session, monde.seance, monde.question).groupes
    (on_wall,) = strongest_groups(session, monde.question, 24).groupes
    printed = compose_world_cafe(session, seance).questions[0]
    (document,) = printed.regroupements
    back = retour_of_question(session, seance, session.get_one(Question, monde.question))
    (told,) = back.dites
    for found in (on_board, on_wall, document, told, printed):
        assert (found.voix, found.saisies) == (5, 2)
    assert (back.personnes, back.saisies) == (3, 2)
    said = "3 personnes et 2 paroles saisies pour quelqu’un"
    assert said in retour_phrases.qui(back).replace("\u00a0", " ")
    assert retour_phrases.sujet(told).replace("\u00a0", " ") == f"S’asseoir ({said})"
    assert phrases.recu(printed).replace("\u00a0", " ") == f"7 contributions : {said}"
    assert phrases.voix(document, printed).replace("\u00a0", " ") == (
        "5 voix sur 5, dont 2 saisies"
    )


def test_pages_say_which_were_typed(monde: Monde, groupe: str, app: Flask) -> None:
    client = sign_in(app.test_client(), monde.bruno.id or "")
    said = "5 voix, dont 2 paroles saisies pour quelqu’un"
    page = client.get(f"/animer/{monde.seance}/regroupements/{groupe}").text
    assert said in page.replace("\u00a0", " ")
    set_vue(par=monde.bruno, seance_id=monde.seance, vue=VueEcran.GROUPE, cible=groupe)
    assert said in client.get(f"/animer/{monde.seance}/ecran").text.replace("\u00a0", " ")
    board = client.get(f"/animer/{monde.seance}/tableau").text
    assert '5<span class="hors-ecran">, dont 2 saisies</span>' in board


def test_a_typed_word_split_in_two_stays_one_voice(monde: Monde) -> None:
    word = typed(monde, "Des bancs. De l’ombre.")
    split_contribution(
        par=monde.bruno,
        contribution_id=word,
        parties=("Des bancs.", "De l’ombre."),
        client_id=str(uuid.uuid4()),
        version=1,
    )
    db.session.rollback()
    seance = db.session.get_one(Seance, monde.seance)
    question = compose_world_cafe(db.session(), seance).questions[0]
    assert (question.contributions, question.voix, question.saisies) == (2, 1, 1)


def test_where_nobody_was_counted_typed_words_are_no_people(monde: Monde) -> None:
    for n in range(6):
        typed(monde, f"Dit à la table {n}")
    db.session.rollback()
    seance = db.session.get_one(Seance, monde.seance)
    said = phrases.venus(compose_world_cafe(db.session(), seance).presences)
    assert said.replace("\u00a0", " ") == (
        "Personne n’a été compté. 6 paroles ont été saisies pour quelqu’un."
    )
