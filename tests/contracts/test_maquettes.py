"""The style page and the mock-ups: valid, without inline style, every pictogram shipped.

They show the components with real macros, so that what is checked here holds for the rooms.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import html5lib
import pytest
from flask.testing import FlaskClient

from cafe.app import create_app
from cafe.config import Reglages, load
from cafe.resources import resource
from cafe.style import MAQUETTES

PAGES = ["/style/", *(f"/style/{name}" for name in MAQUETTES)]
XHTML = "{http://www.w3.org/1999/xhtml}"


def shown_by(tmp_path_factory: pytest.TempPathFactory, **env: str) -> FlaskClient:
    """The real application in that setting; these pages never open its base."""
    instance = str(tmp_path_factory.mktemp("maquettes"))
    reglages: Reglages = load({"CAFE_INSTANCE": instance, "SECRET_KEY": "maquettes-" * 4} | env)
    return create_app(reglages, testing=True).test_client()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return shown_by(tmp_path_factory)


def test_a_public_server_does_not_show_them(tmp_path_factory: pytest.TempPathFactory) -> None:
    public = shown_by(tmp_path_factory, CAFE_MODE="public")
    assert {public.get(page).status_code for page in PAGES} == {404}


def sprite_ids() -> set[str]:
    return set(re.findall(r'id="([^"]+)"', (resource("static") / _SPRITE).read_text()))


_SPRITE = Path("vendor/lucide/sprite.svg")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_valid_html_with_one_heading(client: FlaskClient, page: str) -> None:
    response = client.get(page)
    assert response.status_code == 200
    tree = html5lib.HTMLParser(strict=True).parse(response.text)
    assert len(tree.findall(f".//{XHTML}h1")) == 1
    assert tree.get("lang") == "fr"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_obeys_the_content_policy(client: FlaskClient, page: str) -> None:
    html = client.get(page).text
    assert not re.search(r"<[^>]+\s(style|on[a-z]+)=", html)
    assert not re.search(r"<(script|style)(?![^>]*\ssrc=)", html)


@pytest.mark.parametrize("page", PAGES)
def test_ids_are_unique_and_labels_find_their_fields(client: FlaskClient, page: str) -> None:
    html = client.get(page).text
    ids = Counter(re.findall(r'\sid="([^"]+)"', html))
    assert [i for i, n in ids.items() if n > 1] == []
    referred = re.findall(r'\s(?:for|aria-labelledby)="([^"]+)"', html)
    described = " ".join(re.findall(r'\saria-describedby="([^"]+)"', html)).split()
    assert {*referred, *described} <= set(ids)


@pytest.mark.parametrize("page", PAGES)
def test_every_pictogram_shown_is_shipped(client: FlaskClient, page: str) -> None:
    shown = set(re.findall(r'sprite\.svg[^"#]*#([\w-]+)"', client.get(page).text))
    assert shown or page in ("/style/accueil", "/style/message", "/style/masque")
    assert shown <= sprite_ids()


def test_every_pictogram_named_in_a_template_is_shipped() -> None:
    named = {
        name
        for template in resource("templates").rglob("*.html")
        for name in re.findall(r"\bicone\('([\w-]+)'", template.read_text())
    }
    assert len(named) > 10
    assert named <= sprite_ids()


def test_a_refused_field_says_so_and_is_tied_to_its_message(client: FlaskClient) -> None:
    html = client.get("/style/").text
    field = re.search(r'<input[^>]*id="nom"[^>]*>', html)
    assert field
    assert 'aria-invalid="true"' in field[0]
    assert 'aria-describedby="nom-indice nom-erreur"' in field[0]
    assert re.search(r'<p class="erreur" id="nom-erreur">.*Indiquez un nom\.', html, re.DOTALL)
    assert '<a href="#nom">' in html


def test_an_unknown_mock_up_is_not_found(client: FlaskClient) -> None:
    assert client.get("/style/base").status_code == 404
