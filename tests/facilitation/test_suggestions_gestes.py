"""Pairs kept one under the other, groups renamed, and where the page comes back after a press."""

from __future__ import annotations

from typing import Any

import html5lib
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from cafe.actions.regroupements import (
    close_regroupement,
    create_regroupement,
    rename_regroupement,
)
from cafe.extensions import db
from cafe.models.rapprochement import near_ones_of
from tests import factories
from tests.conftest import Monde
from tests.facilitation.conftest import board, revoke
from tests.facilitation.test_suggestions import PAIRE, Formulaire, groups, look, offered, press
from tests.facilitation.test_suggestions import salle as salle
from tests.suggestions.test_propositions import BUS


@pytest.fixture
def autre(monde: Monde, salle: dict[str, str]) -> str:
    """A word that says nearly what one of the hall says, come later."""
    return factories.post(monde.ana, monde.question, PAIRE[1]).id


def grouped(monde: Monde, titre: str, *cards: str) -> str:
    return create_regroupement(
        par=monde.bruno, question_id=monde.question, titre=titre, contributions=list(cards)
    )


def free(client: FlaskClient, monde: Monde) -> list[str]:
    return [str(card) for card in board(client, monde)["libres"]]


def landing(answer: TestResponse) -> tuple[str, list[str]]:
    """The anchor that the browser was sent to, and those of the page."""
    root = html5lib.parse(answer.get_data(as_text=True), namespaceHTMLElements=False)
    items = [li.get("id") for li in root.iter("li") if li.get("class") == "suggestion"]
    return answer.history[-1].headers["Location"].partition("#")[2], items


def test_near_words_are_kept_one_under_the_other_and_taken_back_in_one_step(
    bruno: FlaskClient, monde: Monde, salle: dict[str, str], autre: str
) -> None:
    before = board(bruno, monde)
    (pair,) = offered(look(bruno, monde), "Rapprocher")
    after = press(bruno, pair)
    # Both texts stay; the older is the one that the other stands under.
    page = bruno.get(f"/animer/{monde.seance}/tableau").text
    assert PAIRE[0] in page
    assert PAIRE[1] in page
    assert autre not in free(bruno, monde)
    assert not offered(look(bruno, monde), "Rapprocher")
    (retour,) = offered(after, "Annuler ce que je viens")
    press(bruno, retour)
    assert board(bruno, monde)["libres"] == before["libres"]


def test_a_word_near_one_that_is_grouped_goes_under_it_in_its_group(
    bruno: FlaskClient, monde: Monde, salle: dict[str, str], autre: str
) -> None:
    # The later word is the one in a group: it stays first all the same.
    grouped(monde, "Vert", autre)
    (pair,) = offered(look(bruno, monde), "Rapprocher, dans « Vert »")
    assert (pair.champs["parole"], pair.champs["principale"]) == (salle[PAIRE[0]], autre)
    press(bruno, pair)
    assert salle[PAIRE[0]] not in free(bruno, monde)
    (group,) = board(bruno, monde)["groupes"]
    assert group["voix"] == 1, "one person wrote both"


def test_two_near_words_of_one_group_are_proposed_and_of_two_groups_never(
    bruno: FlaskClient, monde: Monde, salle: dict[str, str], autre: str
) -> None:
    together = grouped(monde, "Vert", autre, salle[PAIRE[0]])
    assert offered(look(bruno, monde), "Rapprocher, dans « Vert »")
    close_regroupement(par=monde.bruno, regroupement_id=together, version=None)
    grouped(monde, "Un", autre)
    grouped(monde, "Deux", salle[PAIRE[0]])
    assert not offered(look(bruno, monde), "Rapprocher")


def test_a_pair_whose_word_moved_meanwhile_is_refused_with_who(
    bruno: FlaskClient, monde: Monde, salle: dict[str, str], autre: str
) -> None:
    (pair,) = offered(look(bruno, monde), "Rapprocher")
    create_regroupement(
        par=monde.chloe, question_id=monde.question, titre="Vert", contributions=[autre]
    )
    answer = press(bruno, pair)
    assert answer.status_code == 409
    assert "Chloe" in answer.text
    assert groups(bruno, monde) == [{autre}]


def renamable(client: FlaskClient, monde: Monde) -> Formulaire:
    (form,) = offered(look(client, monde, "apres"), "Renommer")
    return form


def test_a_title_made_of_the_words_of_a_group_is_taken_in_one_gesture_and_given_back(
    bruno: FlaskClient, monde: Monde, salle: dict[str, str]
) -> None:
    group = grouped(monde, "Divers", *(salle[texte] for texte in BUS))
    form = renamable(bruno, monde)
    assert form.champs["titre"].startswith("bus")
    after = press(bruno, form)
    assert titles(bruno, monde) == {group: form.champs["titre"]}
    assert not offered(look(bruno, monde, "apres"), "Renommer")
    (retour,) = offered(after, "Annuler ce que je viens")
    press(bruno, retour)
    assert titles(bruno, monde) == {group: "Divers"}


def titles(client: FlaskClient, monde: Monde) -> dict[str, Any]:
    return {group["id"]: group["titre"] for group in board(client, monde)["groupes"]}


def test_a_title_that_says_one_of_the_words_is_left_alone(
    bruno: FlaskClient, monde: Monde, salle: dict[str, str]
) -> None:
    grouped(monde, "Plus de bus le soir", *(salle[texte] for texte in BUS))
    assert not offered(look(bruno, monde, "apres"), "Renommer")


def test_a_title_refused_is_proposed_no_more(
    bruno: FlaskClient, monde: Monde, salle: dict[str, str]
) -> None:
    grouped(monde, "Divers", *(salle[texte] for texte in BUS))
    refuse = [
        form
        for form in offered(look(bruno, monde, "apres"), "Écarter")
        if form.champs["proposition"].startswith("titre/")
    ]
    press(bruno, refuse[0])
    assert not offered(look(bruno, monde, "apres"), "Renommer")


def test_two_renames_at_once_a_closed_group_and_a_title_too_long_are_said(
    bruno: FlaskClient, monde: Monde, salle: dict[str, str]
) -> None:
    group = grouped(monde, "Divers", *(salle[texte] for texte in BUS))
    form = renamable(bruno, monde)
    form.champs["titre"] = "é" * 5000
    assert press(bruno, form).status_code == 422
    form.champs["titre"] = "Le soir"
    rename_regroupement(
        par=monde.chloe, regroupement_id=group, titre="De nuit", resume="", version=1
    )
    answer = press(bruno, form)
    assert answer.status_code == 409
    assert "Chloe" in answer.text
    assert titles(bruno, monde) == {group: "De nuit"}
    form = renamable(bruno, monde)
    close_regroupement(par=monde.chloe, regroupement_id=group, version=None)
    assert press(bruno, form).status_code == 409
    form.champs["groupe"] = "ailleurs"
    assert press(bruno, form).status_code == 404


def test_markup_in_a_word_is_shown_and_never_run(
    bruno: FlaskClient, monde: Monde, salle: dict[str, str]
) -> None:
    written = [
        factories.post(monde.ana, monde.question, f"<b>tramway</b> {n}, un <script>tramway").id
        for n in ("rouge", "vert", "bleu")
    ]
    grouped(monde, "Divers", *written)
    page = look(bruno, monde, "apres")
    assert "<script>tramway" not in page.text
    assert "<b>tramway" not in look(bruno, monde).text
    assert renamable(bruno, monde).champs["titre"].endswith("tramway")


def test_the_page_comes_back_at_the_next_suggestion_which_says_what_was_done(
    bruno: FlaskClient, monde: Monde, salle: dict[str, str]
) -> None:
    first, second, last = offered(look(bruno, monde, "apres"), "Créer ce groupe")
    for form in (first, second):
        anchor, items = landing(after := press(bruno, form))
        assert anchor in items
        said = after.text.index("C’est fait.")
        assert said > after.text.index(f'id="{anchor}"')
    # After the last there is none: what was done is said above.
    anchor, items = landing(press(bruno, last))
    assert anchor not in items
    refused = offered(look(bruno, monde, "apres"), "Écarter")
    assert refused == []


def test_who_is_no_longer_of_the_team_presses_nothing(
    bruno: FlaskClient, monde: Monde, salle: dict[str, str], autre: str
) -> None:
    (pair,) = offered(look(bruno, monde), "Rapprocher")
    revoke(monde.bruno.id or "")
    assert press(bruno, pair).status_code == 404
    with db.session() as session:
        assert near_ones_of(session, salle[PAIRE[0]]) == []
