"""Big boards: lists a page at a time, folded groups, and what is in view, without any script."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from cafe import clock
from cafe.actions.deplacements import move_contribution
from cafe.actions.moderation import chill_contribution
from cafe.actions.regroupements import create_regroupement
from cafe.facilitation import listes
from cafe.models import Contribution, Format, Seance
from tests import factories
from tests.clients import sign_in
from tests.conftest import Monde
from tests.facilitation.conftest import board, make_table
from tests.facilitation.test_gestes import press


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four cards make a page, five cards in groups a big board."""
    monkeypatch.setattr(listes, "PAGE", 4)
    monkeypatch.setattr("cafe.facilitation.vue.PAGE", 4)
    monkeypatch.setattr(listes, "GRAND_CARTES", 5)


def words(monde: Monde, count: int, texte: str = "Parole") -> list[str]:
    return [
        factories.post(factories.participant(monde.seance), monde.question, f"{texte} {n}").id
        for n in range(count)
    ]


def page_at(client: FlaskClient, monde: Monde, **query: object) -> str:
    return client.get(f"/animer/{monde.seance}/tableau", query_string=query).text


def cards(page: str) -> list[str]:
    return re.findall(r'<li id="carte-([^"]+)"', page)


def link(page: str, mark: str) -> str:
    found = re.search(rf"<a [^>]*{mark}[^>]*>", page)
    assert found, f"no link {mark}"
    address = re.search(r'href="([^"]+)"', found[0])
    assert address
    return html.unescape(address[1])


def set_rows(ids: list[str], **champs: object) -> None:
    def job(session: Session) -> None:
        for id_ in ids:
            row = session.get_one(Contribution, id_)
            for name, value in champs.items():
                setattr(row, name, value)

    factories.build(job)


def set_format(monde: Monde, format_: Format) -> None:
    def job(session: Session) -> None:
        session.get_one(Seance, monde.seance).format = format_

    factories.build(job)


def fields(page: str) -> dict[str, list[str]]:
    """What the form of filters sends as it is shown, its boxes ticked, in the order of the page."""
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input [^>]*>", page):
        if (name := re.search(r' name="([^"]+)"', tag)) and name[1] in ("question", "filtre"):
            value = re.search(r' value="([^"]*)"', tag)
            assert value
            if "checkbox" not in tag or " checked" in tag:
                found.setdefault(name[1], []).append(value[1])
    return found


def test_a_column_is_shown_a_page_at_a_time_and_the_export_whole(
    bruno: FlaskClient, monde: Monde
) -> None:
    ids = words(monde, 10)
    page = page_at(bruno, monde)
    assert cards(page) == ids[:4]
    assert f'id="nombre-libres-{monde.question}">10<' in page
    second = bruno.get(link(page, "data-suite")).text
    assert cards(second) == ids[:8]
    third = bruno.get(link(second, "data-suite")).text
    assert cards(third) == ids
    assert 'data-suite="libres-' not in third
    assert board(bruno, monde)["libres"] == ids


def test_what_follows_a_card_is_fetched_alone(app: Flask, bruno: FlaskClient, monde: Monde) -> None:
    ids = words(monde, 6)
    borne = re.search(r'data-borne="([^"]+)"', page_at(bruno, monde))
    assert borne
    address = f"/animer/{monde.seance}/tableau/liste"
    query = {"question": monde.question, "liste": "libres", "apres": borne[1]}
    # A part of a page: what checks whole pages would not know it.
    app.test_client_class = FlaskClient
    bare = sign_in(app.test_client(), monde.bruno.id or "")
    part = bare.get(address, query_string=query)
    assert part.status_code == 200
    assert cards(part.get_data(as_text=True)) == ids[4:]
    assert bare.get(address, query_string={"liste": "ailleurs"}).status_code == 404


def test_groups_of_a_big_board_are_folded_and_opened_by_a_plain_link(
    bruno: FlaskClient, monde: Monde
) -> None:
    ids = words(monde, 6)
    first = create_regroupement(
        par=monde.bruno, question_id=monde.question, titre="Un", contributions=ids[:3]
    )
    second = create_regroupement(
        par=monde.bruno, question_id=monde.question, titre="Deux", contributions=ids[3:]
    )
    page = page_at(bruno, monde)
    assert cards(page) == []
    assert "Parole 0" in page
    assert "Parole 2" not in page  # the beginnings of the first words only
    assert "Voir les 3 paroles" in page
    opened = bruno.get(link(page, "data-deplier")).text
    assert cards(opened) == ids[:3]
    assert f'id="cartes-{first}"' in opened
    assert f'id="cartes-{second}"' not in opened


def test_a_small_board_folds_nothing(bruno: FlaskClient, monde: Monde) -> None:
    ids = words(monde, 4)
    create_regroupement(par=monde.bruno, question_id=monde.question, titre="Un", contributions=ids)
    page = page_at(bruno, monde)
    assert cards(page) == ids
    assert "data-deplier" not in page
    assert "apercu-" not in page


def test_search_covers_what_is_not_on_the_page(bruno: FlaskClient, monde: Monde) -> None:
    words(monde, 9)
    (late,) = words(monde, 1, "Un forêt d’érables")
    page = page_at(bruno, monde, q="ERABLES")
    assert cards(page) == [late]
    assert "« ERABLES »" in page
    assert "Rien à regrouper parmi les paroles en vue." in page
    assert "1 parole sur 10." in page
    assert link(page, 'id="tout-voir"').endswith("filtre=toutes")


def test_filters_are_combined_and_said_in_words(bruno: FlaskClient, monde: Monde) -> None:
    ids = words(monde, 4)
    table = make_table(monde.seance, 3)
    set_rows(ids[:2], tablee_id=table)
    set_rows(ids[1:3], categorie="ca_va")
    page = page_at(bruno, monde, table=3, categorie="ca_va")
    assert cards(page) == [ids[1]]
    assert "Ça va, table 3." in page
    assert "1 parole sur 4." in page
    chilled, grouped = ids[0], ids[1]
    chill_contribution(par=monde.bruno, contribution_id=chilled, version=None)
    group = create_regroupement(
        par=monde.bruno, question_id=monde.question, titre="Un", contributions=[grouped]
    )
    assert set(cards(page_at(bruno, monde, table=3))) == {chilled, grouped}
    assert cards(page_at(bruno, monde, reste=1)) == ids[2:]
    move_contribution(par=monde.bruno, contribution_id=grouped, regroupement_id=None, version=None)
    assert cards(page_at(bruno, monde, reste=1)) == ids[1:]
    assert group


def test_a_language_that_fewer_than_five_people_wrote_filters_nothing(
    bruno: FlaskClient, monde: Monde
) -> None:
    ids = words(monde, 6)
    set_rows(ids[:4], langue="ar")
    page = page_at(bruno, monde, langue="ar")
    assert cards(page) == ids[:4]  # the first page of all of them
    assert f'id="nombre-libres-{monde.question}">6<' in page
    assert "Moins de 5 personnes" in page
    form = bruno.get(f"/animer/{monde.seance}/tableau/filtrer").text
    assert 'value="ar"' not in form
    set_rows(ids[4:5], langue="ar")
    page = page_at(bruno, monde, langue="ar")
    assert "5 paroles sur 6." in page
    assert "Moins de 5 personnes" not in page
    assert 'value="ar"' in bruno.get(f"/animer/{monde.seance}/tableau/filtrer").text


def test_no_second_filter_narrows_a_language_to_a_few_people(
    bruno: FlaskClient, monde: Monde
) -> None:
    ids = words(monde, 6)
    set_rows(ids, langue="ar")
    set_rows(ids[:2], categorie="ca_va")
    assert "6 paroles sur 6." in page_at(bruno, monde, langue="ar")
    page = page_at(bruno, monde, langue="ar", categorie="ca_va")
    assert "Moins de 5 personnes" in page
    assert "en arabe" not in page


def test_a_card_moved_by_its_page_is_shown_in_its_folded_group(
    bruno: FlaskClient, monde: Monde
) -> None:
    ids = words(monde, 7)
    group = create_regroupement(
        par=monde.bruno, question_id=monde.question, titre="Un", contributions=ids[:6]
    )
    answer = press(bruno, monde, f"contributions/{ids[6]}/deplacer", regroupement=group, version=1)
    assert answer.status_code == 303
    assert answer.location.endswith(f"#carte-{ids[6]}")
    page = bruno.get(answer.location).text
    assert f'id="cartes-{group}"' in page
    page = bruno.get(link(page, "data-suite")).text
    assert ids[6] in cards(page)


def test_the_page_of_a_card_offers_the_places_of_one_group_of_a_big_board(
    bruno: FlaskClient, monde: Monde
) -> None:
    ids = words(monde, 7)
    groups = [
        create_regroupement(
            par=monde.bruno, question_id=monde.question, titre=titre, contributions=cards
        )
        for titre, cards in (("Un", ids[:3]), ("Deux", ids[3:6]))
    ]
    page = bruno.get(f"/animer/{monde.seance}/contributions/{ids[0]}").text
    assert all(f'<option value="{group}"' in page for group in groups)
    offered = [id_ for id_ in ids if f'<option value="{id_}"' in page]
    assert offered == ids[1:3]
    assert "elle ira à la fin" in page
    free = bruno.get(f"/animer/{monde.seance}/contributions/{ids[6]}").text
    assert not any(f'<option value="{id_}"' in free for id_ in ids)


def test_a_new_group_is_offered_a_page_of_words_those_chosen_and_those_sought(
    bruno: FlaskClient, monde: Monde
) -> None:
    ids = words(monde, 9)
    address = f"/animer/{monde.seance}/regroupements/nouveau"
    page = bruno.get(address, query_string={"contributions": ids[7]}).text
    assert re.findall(r'name="contributions" id="g-([^"]+)"', page) == [ids[7], *ids[:4]]
    assert re.findall(r'value="([^"]+)" checked', page) == [ids[7]]
    assert "Déjà choisie (1)" in page
    assert "4 paroles sur 8." in page
    page = bruno.get(address, query_string={"q": "parole 8"}).text
    assert re.findall(r'name="contributions" id="g-([^"]+)"', page) == [ids[8]]
    assert 'value="parole 8"' in page


def test_the_box_of_the_stars_left_empty_shows_every_word_of_a_world_cafe(
    bruno: FlaskClient, monde: Monde
) -> None:
    ids = words(monde, 3)
    set_rows(ids[:1], etoile_le=clock.now())
    set_format(monde, Format.WORLD_CAFE)
    page = bruno.get(f"/animer/{monde.seance}/tableau/filtrer")
    sent = fields(page.text)
    assert sent["filtre"] == ["etoiles", "toutes"]
    unticked = {**sent, "filtre": ["toutes"]}
    assert 'data-filtre="toutes"' in page_at(bruno, monde, **unticked)
    assert 'data-filtre="etoiles"' in page_at(bruno, monde, **sent)


def test_what_follows_the_words_put_forward_is_put_forward_too(
    app: Flask, bruno: FlaskClient, monde: Monde
) -> None:
    ids = words(monde, 12)
    starred = ids[::2]
    set_rows(starred, etoile_le=clock.now())
    page = page_at(bruno, monde, filtre="etoiles")
    assert cards(page) == starred[:4]
    borne = re.search(r'data-borne="([^"]+)"', page)
    assert borne
    app.test_client_class = FlaskClient
    bare = sign_in(app.test_client(), monde.bruno.id or "")
    query = {"filtre": "etoiles", "liste": "libres", "apres": borne[1]}
    part = bare.get(f"/animer/{monde.seance}/tableau/liste", query_string=query)
    assert cards(part.get_data(as_text=True)) == starred[4:]
    assert cards(bruno.get(link(page, "data-suite")).text) == starred


@pytest.mark.parametrize("montrer", ["libres:" + "9" * 5000, "libres:²", "libres", ":,,:"])
def test_a_size_that_makes_no_sense_shows_the_first_page(
    bruno: FlaskClient, monde: Monde, montrer: str
) -> None:
    ids = words(monde, 6)
    assert cards(page_at(bruno, monde, montrer=montrer)) == ids[:4]


def test_a_search_that_no_page_can_repeat_is_cleaned(bruno: FlaskClient, monde: Monde) -> None:
    (bench,) = words(monde, 1, "Un banc")
    assert cards(page_at(bruno, monde, q="ban\x00c")) == [bench]
