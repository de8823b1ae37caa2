"""« Trier une à une » walks the words that the board's filter keeps, and says which."""

from __future__ import annotations

import html
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from cafe import clock
from cafe.actions.deplacements import move_contribution
from cafe.actions.regroupements import create_regroupement
from cafe.models import Tablee
from tests import factories
from tests.conftest import Monde
from tests.facilitation.conftest import board
from tests.facilitation.test_grand_tableau import set_rows
from tests.facilitation.test_plusieurs import said
from tests.facilitation.test_trier import in_view
from tests.pages import token_in


@pytest.fixture
def mots(monde: Monde) -> list[str]:
    """Six words of as many people; the second and the last were said at table 3."""

    def job(session: Session) -> str:
        table = Tablee(seance_id=monde.seance, numero=3)
        session.add(table)
        session.flush()
        return table.id

    people = [factories.participant(monde.seance) for _ in range(6)]
    ids = [factories.post(ana, monde.question, f"Idée {n}").id for n, ana in enumerate(people)]
    set_rows([ids[1], ids[5]], tablee_id=factories.build(job))
    return ids


def group(monde: Monde, titre: str) -> str:
    return create_regroupement(par=monde.chloe, question_id=monde.question, titre=titre)


def from_the_board(client: FlaskClient, monde: Monde, **query: object) -> TestResponse:
    """The page that the board's own link leads to."""
    page = client.get(f"/animer/{monde.seance}/tableau", query_string=query)
    return follow(client, page, r'href="([^"]*/tableau/trier[^"]*)"')


def follow(client: FlaskClient, page: TestResponse, pattern: str) -> TestResponse:
    found = re.search(pattern, page.text)
    assert found is not None
    return client.get(html.unescape(found[1]))


def put(client: FlaskClient, page: TestResponse, **form: object) -> TestResponse:
    """Press a destination of the page in view, as its form says; returns the page that follows."""
    address = re.search(r'class="relecture-gestes" method="post" action="([^"]+)"', page.text)
    assert address is not None
    fields = {"csrf_token": token_in(page), "version": 1, **form}
    answer = client.post(html.unescape(address[1]), data=fields)
    return client.get(answer.location) if answer.status_code == 303 else answer


def test_only_the_words_of_that_table_are_walked_to_the_end(
    bruno: FlaskClient, monde: Monde, mots: list[str]
) -> None:
    bus = group(monde, "Bus")
    page = from_the_board(bruno, monde, table=3)
    assert in_view(page) == mots[1]
    assert "2 paroles à placer." in said(page)
    assert "En vue : table 3. 4 autres paroles à placer n’y sont pas." in said(page)
    page = put(bruno, page, vers=bus)
    assert in_view(page) == mots[5]
    # Passed over, then seen again, then placed: the filter is still there.
    end = follow(bruno, page, r'href="([^"]*apres=[^"]*)"')
    assert "C’est la fin de la file." in said(end)
    page = follow(bruno, end, r'class="bouton bouton-principal" href="([^"]+)"')
    assert in_view(page) == mots[5]
    page = put(bruno, page, vers="nouveau", titre="Bancs")
    assert "Toutes les paroles en vue sont placées." in said(page)
    assert "4 autres paroles à placer n’y sont pas." in said(page)
    found = board(bruno, monde)
    assert [g["cartes"] for g in found["groupes"]] == [[mots[1]], [mots[5]]]
    back = follow(bruno, page, r'href="([^"]*/tableau\?[^"]*)">Retour au tableau')
    assert "En vue : table 3. 2 paroles sur 6." in said(back)


def test_one_link_drops_the_filter(bruno: FlaskClient, monde: Monde, mots: list[str]) -> None:
    page = from_the_board(bruno, monde, table=3)
    page = follow(bruno, page, r'id="tri-tout" href="([^"]+)"')
    assert in_view(page) == mots[0]
    assert "6 paroles à placer." in said(page)
    assert "En vue" not in page.text


@pytest.mark.parametrize(
    ("query", "walked", "words"),
    [
        ({"q": "IDEE 2"}, [2], "En vue : « IDEE 2 »."),
        ({"categorie": "ca_va"}, [3], "En vue : Ça va."),
        ({"filtre": "etoiles"}, [4], "En vue : mises en avant par leur table."),
        ({"filtre": "etoiles", "table": 3}, [], "En vue : mises en avant par leur table, table 3."),
        # Words to group are all that is walked: nothing to say.
        ({"reste": 1}, [0, 1, 2, 3, 4, 5], "6 paroles à placer."),
        ({}, [0, 1, 2, 3, 4, 5], "6 paroles à placer."),
    ],
)
def test_whatever_the_board_is_filtered_by_is_walked_and_said(
    bruno: FlaskClient,
    monde: Monde,
    mots: list[str],
    query: dict[str, object],
    walked: list[int],
    words: str,
) -> None:
    set_rows([mots[3]], categorie="ca_va")
    set_rows([mots[4]], etoile_le=clock.now())
    page = from_the_board(bruno, monde, **query)
    assert words in said(page)
    seen = []
    while card := in_view(page):
        seen.append(card)
        page = follow(bruno, page, r'href="([^"]*apres=[^"]*)"')
    assert seen == [mots[n] for n in walked]


def test_a_language_that_fewer_than_five_people_wrote_is_not_walked(
    bruno: FlaskClient, monde: Monde, mots: list[str]
) -> None:
    set_rows(mots[:4], langue="ar")
    address = f"/animer/{monde.seance}/tableau/trier?langue=ar"
    page = bruno.get(address)
    assert "6 paroles à placer." in said(page)
    assert "Moins de 5 personnes" in said(page)
    assert "langue=ar" not in page.text
    set_rows(mots[:5], langue="ar")
    assert "En vue : en arabe. 1 autre parole" in said(bruno.get(address))
    set_rows(mots[:4], categorie="ca_va")
    assert "Moins de 5 personnes" in said(bruno.get(f"{address}&categorie=ca_va"))


def test_what_is_refused_or_taken_back_keeps_the_filter(
    bruno: FlaskClient, monde: Monde, mots: list[str]
) -> None:
    bus = group(monde, "Bus")
    page = from_the_board(bruno, monde, table=3)
    refused = put(bruno, page, vers="nouveau", titre=" ")
    assert refused.status_code == 422
    assert "En vue : table 3." in said(refused)
    page = put(bruno, page, vers="frigo")
    assert in_view(page) == mots[5]
    undo = re.search(r'action="([^"]*annuler[^"]*)".*?name="numero" value="(\d+)"', page.text)
    assert undo is not None
    form = {"csrf_token": token_in(page), "numero": undo[2]}
    back = bruno.get(bruno.post(html.unescape(undo[1]), data=form).location)
    assert in_view(back) == mots[1]
    assert "2 paroles à placer." in said(back)
    # Somebody was faster: said, and the next word of that table follows.
    move_contribution(par=monde.chloe, contribution_id=mots[1], regroupement_id=bus, version=None)
    told = put(bruno, back, vers="frigo")
    assert told.status_code == 409
    assert "En vue : table 3." in said(told)
    assert in_view(follow(bruno, told, r'href="([^"]*apres=[^"]*)"')) == mots[5]


def test_a_filter_that_makes_no_sense_is_no_error(
    bruno: FlaskClient, monde: Monde, mots: list[str]
) -> None:
    address = f"/animer/{monde.seance}/tableau/trier"
    for query in ("table=x", "tour=rien&categorie=rien", "langue=zz", f"q={'x' * 3000}"):
        assert bruno.get(f"{address}?{query}").status_code == 200
    assert in_view(bruno.get(f"{address}?table=x")) == mots[0]
