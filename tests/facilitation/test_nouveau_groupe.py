"""« Nouveau groupe » without a script: words are sought again and again, what is ticked stays."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from cafe.actions.lots import LOT_MAX
from cafe.actions.moderation import chill_contribution
from cafe.actions.regroupements import create_regroupement
from tests import factories
from tests.conftest import Monde
from tests.facilitation.conftest import board
from tests.facilitation.test_gestes import press
from tests.facilitation.test_plusieurs import said


@pytest.fixture
def mots(monde: Monde) -> list[str]:
    """Three words of buses and three of benches, one after the other."""
    textes = ("Le bus", "Un banc", "Un bus de nuit", "Deux bancs", "Bus direct", "Banc couvert")
    return [factories.post(monde.ana, monde.question, texte).id for texte in textes]


def form(client: FlaskClient, monde: Monde, **champs: object) -> TestResponse:
    fields: dict[str, Any] = {"question": monde.question, "regroupement_id": "", **champs}
    return press(client, monde, "regroupements", **fields)


def search(
    client: FlaskClient, monde: Monde, mots: str, cochees: list[str], **champs: object
) -> TestResponse:
    return form(client, monde, q=mots, chercher=1, contributions=cochees, **champs)


def offered(page: TestResponse) -> list[str]:
    return re.findall(r'name="contributions" id="g-([^"]+)"', page.text)


def ticked(page: TestResponse) -> list[str]:
    return re.findall(r'value="([^"]+)" checked', page.text)


def versions(page: TestResponse) -> dict[str, str]:
    return dict(re.findall(r'name="(version-[^"]+)" value="(\d+)"', page.text))


def test_what_is_ticked_and_typed_stays_across_searches_and_makes_the_group(
    bruno: FlaskClient, monde: Monde, mots: list[str]
) -> None:
    page = search(bruno, monde, "BUS", [], titre="À pied ou en bus")
    assert page.status_code == 200
    assert offered(page) == [mots[0], mots[2], mots[4]]
    assert "3 paroles contiennent « BUS »." in said(page)
    page = search(bruno, monde, "banc", [mots[2]], titre="À pied ou en bus")
    # Those ticked come first, under a name of their own.
    assert offered(page) == [mots[2], mots[1], mots[3], mots[5]]
    assert ticked(page) == [mots[2]]
    assert "Déjà choisie (1)" in said(page)
    assert 'value="À pied ou en bus"' in page.text
    page = search(bruno, monde, "rien de tel", [mots[2], mots[5]], titre="À pied ou en bus")
    assert offered(page) == ticked(page) == [mots[2], mots[5]]
    assert "Aucune autre parole à regrouper ne contient « rien de tel »." in said(page)
    assert board(bruno, monde)["groupes"] == []
    done = form(
        bruno, monde, titre="Ensemble", creer=1, contributions=ticked(page), **versions(page)
    )
    assert done.status_code == 303
    (made,) = board(bruno, monde)["groupes"]
    assert (made["titre"], sorted(made["cartes"])) == ("Ensemble", sorted([mots[2], mots[5]]))


@pytest.mark.parametrize(
    ("typed", "shown", "searches"),
    [("banc", "", True), ("banc", "bus", True), ("bus", "bus", False)],
)
def test_enter_searches_where_other_words_are_typed_and_else_makes_the_group(
    bruno: FlaskClient, monde: Monde, mots: list[str], typed: str, shown: str, searches: bool
) -> None:
    answer = form(bruno, monde, q=typed, cherche=shown, titre="Bus", contributions=mots[:1])
    assert answer.status_code == (200 if searches else 303)
    assert len(board(bruno, monde)["groupes"]) == (0 if searches else 1)


def test_a_card_that_somebody_placed_between_two_searches_is_told_and_no_more_chosen(
    bruno: FlaskClient, monde: Monde, mots: list[str]
) -> None:
    create_regroupement(
        par=monde.chloe, question_id=monde.question, titre="Nuit", contributions=[mots[2]]
    )
    chill_contribution(par=monde.chloe, contribution_id=mots[4], version=1)
    page = search(bruno, monde, "banc", [mots[0], mots[2], mots[4]])
    assert ticked(page) == [mots[0]]
    assert "« Un bus de nuit » est maintenant dans « Nuit » (Chloe). Elle n’est plus" in said(page)
    assert "« Bus direct » est maintenant au frigo (Chloe). Elle n’est plus" in said(page)


def test_a_refusal_keeps_the_search_the_ticks_and_the_title(
    bruno: FlaskClient, monde: Monde, mots: list[str]
) -> None:
    for titre, told in ((" ", "Donnez un titre"), ("y" * 300, "200")):
        page = form(
            bruno, monde, titre=titre, q="banc", cherche="banc", creer=1, contributions=mots[:2]
        )
        assert page.status_code == 422
        assert told in said(page)
        assert offered(page) == [mots[0], mots[1], mots[3], mots[5]]
        assert ticked(page) == mots[:2]
        assert f'value="{titre}"' in page.text
    assert board(bruno, monde)["groupes"] == []


def test_more_than_a_lot_is_said_while_searching_already(
    bruno: FlaskClient, monde: Monde, mots: list[str]
) -> None:
    many = [f"00000000-0000-4000-8000-{n:012}" for n in range(LOT_MAX)]
    page = search(bruno, monde, "bus", [*many, mots[0]])
    assert page.status_code == 422
    assert "501 paroles à la fois, c’est trop : 500 au plus." in said(page)
    assert ticked(page) == [mots[0]]
    assert search(bruno, monde, "bus", [*many[1:], mots[0]]).status_code == 200


def test_odd_ids_and_words_are_no_error_of_ours(
    bruno: FlaskClient, monde: Monde, mots: list[str]
) -> None:
    other = factories.make_seance(monde.demarche)
    stranger = factories.post(
        factories.participant(other), factories.make_question(other), "Ailleurs"
    )
    page = search(bruno, monde, "z" * 3000, ["", "x", stranger.id, mots[0], mots[0]])
    assert page.status_code == 200
    assert ticked(page) == [mots[0]]
    assert "Ailleurs" not in page.text
