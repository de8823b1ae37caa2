"""« Trier une à une »: one word to group at a time, each destination a plain form."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from cafe.actions.deplacements import move_contribution, move_to_question
from cafe.actions.moderation import chill_contribution
from cafe.actions.organismes import create_organisme
from cafe.actions.regroupements import close_regroupement, create_regroupement
from cafe.extensions import db
from cafe.models import Contribution, Phase, Role
from tests import factories, reunions
from tests.conftest import Monde
from tests.facilitation.conftest import board, revoke
from tests.facilitation.test_gestes import press
from tests.facilitation.test_plusieurs import said
from tests.pages import token_in


@pytest.fixture
def mots(monde: Monde) -> list[str]:
    """Three words to group."""
    return [factories.post(monde.ana, monde.question, f"Idée {n}").id for n in range(3)]


def group(monde: Monde, titre: str, *cards: str) -> str:
    return create_regroupement(
        par=monde.chloe, question_id=monde.question, titre=titre, contributions=cards
    )


def place(client: FlaskClient, monde: Monde, carte: str, **form: object) -> TestResponse:
    return press(client, monde, f"tableau/trier/{carte}", **{"version": 1, **form})


def walk(client: FlaskClient, monde: Monde, answer: TestResponse | None = None) -> TestResponse:
    """The page of the first word, or the one that an answer leads to."""
    return client.get(answer.location if answer else f"/animer/{monde.seance}/tableau/trier")


def in_view(answer: TestResponse) -> str:
    """The id of the word in view; empty at the end."""
    found = re.search(r'data-parole="([^"]+)"', answer.text)
    return found[1] if found else ""


def test_words_are_placed_one_after_the_other_until_none_is_left(
    bruno: FlaskClient, monde: Monde, mots: list[str]
) -> None:
    bus = group(monde, "Bus")
    page = walk(bruno, monde)
    assert in_view(page) == mots[0]
    assert "3 paroles à placer." in said(page)
    page = walk(bruno, monde, place(bruno, monde, mots[0], vers=bus))
    assert "Placée dans « Bus »." in said(page)
    assert in_view(page) == mots[1]
    page = walk(bruno, monde, place(bruno, monde, mots[1], vers="nouveau", titre="Bancs"))
    assert in_view(page) == mots[2]
    assert "1 parole à placer." in said(page)
    page = walk(bruno, monde, place(bruno, monde, mots[2], vers="frigo"))
    assert "Toutes les paroles sont placées." in said(page)
    found = board(bruno, monde)
    assert [(g["titre"], g["cartes"]) for g in found["groupes"]] == [
        ("Bus", [mots[0]]),
        ("Bancs", [mots[1]]),
    ]
    assert (found["libres"], found["frigo"]) == ([], [mots[2]])


def test_a_word_passed_over_waits_for_the_end_which_says_how_many_are_left(
    bruno: FlaskClient, monde: Monde, mots: list[str]
) -> None:
    page = walk(bruno, monde)
    for following in (mots[1], mots[2], ""):
        link = re.search(r'href="([^"]*apres=[^"]*)"', page.text)
        assert link is not None
        page = bruno.get(link[1].replace("&amp;", "&"))
        assert in_view(page) == following
    assert "C’est la fin de la file." in said(page)
    assert "3 paroles, passées ou arrivées depuis, restent à regrouper." in said(page)
    assert board(bruno, monde)["libres"] == mots


def test_the_last_gesture_is_taken_back_and_its_word_is_there_again(
    bruno: FlaskClient, monde: Monde, mots: list[str]
) -> None:
    bus = group(monde, "Bus")
    page = walk(bruno, monde, place(bruno, monde, mots[0], vers=bus))
    numero = re.search(r'name="numero" value="(\d+)"', page.text)
    assert numero is not None
    form = {"question": monde.question, "numero": numero[1]}
    page = walk(bruno, monde, press(bruno, monde, "tableau/trier/annuler", **form))
    assert in_view(page) == mots[0]
    assert board(bruno, monde)["libres"] == mots
    again = walk(bruno, monde, press(bruno, monde, "tableau/trier/annuler", **form))
    assert again.status_code == 200
    assert board(bruno, monde)["libres"] == mots


def test_a_word_passed_on_has_its_suite_and_leaves_the_walk(
    bruno: FlaskClient, monde: Monde, mots: list[str]
) -> None:
    ville = create_organisme(par=monde.chloe, demarche_id=monde.demarche, nom="Ville")
    assert f'name="organisme" value="{ville}"' in walk(bruno, monde).text
    page = walk(bruno, monde, place(bruno, monde, mots[0], organisme=ville))
    assert in_view(page) == mots[1]
    assert "2 paroles à placer." in said(page)
    # It stays on the board: passing on says nothing of a group.
    assert board(bruno, monde)["libres"] == mots


@pytest.mark.parametrize("form", [{"vers": "frigo"}, {"vers": "nouveau", "titre": "X"}])
def test_a_word_that_somebody_else_placed_is_said_and_the_next_one_follows(
    bruno: FlaskClient, monde: Monde, mots: list[str], form: dict[str, str]
) -> None:
    bus = group(monde, "Bus")
    move_contribution(par=monde.chloe, contribution_id=mots[0], regroupement_id=bus, version=1)
    before = board(bruno, monde)
    answer = place(bruno, monde, mots[0], **form)
    assert answer.status_code == 409
    assert "« Idée 0 » est maintenant dans « Bus » (Chloe)." in said(answer)
    assert 'name="vers"' not in answer.text
    assert board(bruno, monde) == before
    link = re.search(r'href="([^"]*apres=[^"]*)"', answer.text)
    assert link is not None
    assert in_view(bruno.get(link[1].replace("&amp;", "&"))) == mots[1]
    # The page that was open reads the same when it is fetched again.
    body = bruno.get(f"/animer/{monde.seance}/tableau/trier/corps?parole={mots[0]}")
    assert "est maintenant dans « Bus »" in body.text


def test_a_word_that_somebody_filed_under_another_question_is_said_and_shuts_nobody_out(
    bruno: FlaskClient, monde: Monde, mots: list[str]
) -> None:
    other = factories.make_question(monde.seance, "Où se rencontre-t-on ?")
    move_to_question(par=monde.chloe, contribution_id=mots[0], question_id=other, version=1)
    query = {"question": monde.question, "parole": mots[0]}
    body = bruno.get(f"/animer/{monde.seance}/tableau/trier/corps", query_string=query)
    assert body.status_code == 200
    assert "« Idée 0 » est maintenant sous une autre question (Chloe)." in said(body)
    assert "2 paroles à placer." in said(body)
    assert 'name="vers"' not in body.text


@pytest.mark.parametrize("path", ["tableau/trier", "relecture"])
def test_a_gesture_of_no_number_ever_given_is_not_there_to_take_back(
    bruno: FlaskClient, monde: Monde, mots: list[str], path: str
) -> None:
    huge = "9" * 30
    page = bruno.get(f"/animer/{monde.seance}/{path}", query_string={"fait": huge})
    assert page.status_code == 200
    assert "Annuler mon dernier geste" not in page.text
    form = {"question": monde.question, "numero": huge}
    answer = press(bruno, monde, f"{path}/annuler", **form)
    assert "Il n’y a rien à annuler." in bruno.get(answer.location).text


def test_a_group_closed_meanwhile_is_said_and_the_word_stays_in_view(
    bruno: FlaskClient, monde: Monde, mots: list[str]
) -> None:
    bus = group(monde, "Bus")
    close_regroupement(par=monde.chloe, regroupement_id=bus, version=1)
    answer = place(bruno, monde, mots[0], vers=bus)
    assert answer.status_code == 409
    assert "Chloe a défait le groupe « Bus »" in said(answer)
    assert in_view(answer) == mots[0]


@pytest.mark.parametrize(
    ("form", "code", "words"),
    [
        ({}, 422, "Dites où va cette parole."),
        ({"vers": "nouveau", "titre": " "}, 422, "Donnez un titre à ce groupe."),
        ({"vers": "nouveau", "titre": "y" * 5000}, 422, "y" * 5000),
        ({"vers": "nulle-part"}, 404, ""),
        ({"vers": "frigo", "version": 7}, 409, "Entre-temps"),
    ],
)
def test_what_is_refused_keeps_the_word_and_what_was_typed(
    bruno: FlaskClient,
    monde: Monde,
    mots: list[str],
    form: dict[str, str],
    code: int,
    words: str,
) -> None:
    answer = place(bruno, monde, mots[0], **form)
    assert answer.status_code == code
    assert words in answer.text
    assert board(bruno, monde)["libres"] == mots


def test_each_group_has_its_key_as_long_as_there_are_any(
    bruno: FlaskClient, monde: Monde, mots: list[str]
) -> None:
    for n in range(35):
        group(monde, f"Groupe {n}")
    keys = re.findall(r'data-touche="([^" ])"', walk(bruno, monde).text)
    assert len(keys) == len(set(keys))
    assert keys[1:10] == list("123456789")
    assert set("afn/") & set(keys) == set("fn/")


def test_elsewhere_and_without_a_role_there_is_nothing(
    bruno: FlaskClient, colleague: Callable[[Role], FlaskClient], monde: Monde, mots: list[str]
) -> None:
    other = factories.make_seance(monde.demarche)
    stranger = factories.post(
        factories.participant(other), factories.make_question(other), "Ailleurs"
    )
    assert place(bruno, monde, stranger.id, vers="frigo").status_code == 404
    url = f"/animer/{monde.seance}/tableau/trier"
    assert bruno.get(f"{url}?parole={stranger.id}").status_code == 404
    assert colleague(Role.LECTEUR).get(url).status_code == 403
    token = token_in(walk(bruno, monde))
    revoke(monde.bruno.id or "")
    form = {"csrf_token": token, "vers": "frigo", "version": 1}
    assert bruno.post(f"{url}/{mots[0]}", data=form).status_code == 404
    assert db.session.get_one(Contribution, mots[0]).version == 1


def test_an_ended_seance_is_sorted_at_leisure(
    bruno: FlaskClient, monde: Monde, mots: list[str]
) -> None:
    reunions.set_phase(monde.seance, Phase.CLOSE)
    chill_contribution(par=monde.chloe, contribution_id=mots[1], version=1)
    page = walk(bruno, monde, place(bruno, monde, mots[0], vers="nouveau", titre="Au calme"))
    assert in_view(page) == mots[2]
