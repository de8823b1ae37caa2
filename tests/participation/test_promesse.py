"""Before writing: what can be decided, who decides, when, in the démarche's own words."""

from __future__ import annotations

import re

from flask import Flask

from cafe.models import Demarche
from tests import factories
from tests.conftest import Monde
from tests.pages import strict_client
from tests.participation.test_contribuer import code_of


def test_the_first_page_says_who_decides_and_when(app: Flask, monde: Monde) -> None:
    def charter(session: object) -> None:
        row = session.get(Demarche, monde.demarche)  # type: ignore[attr-defined]
        row.negociable = "Les bancs, pas le budget"
        row.decideur = "Le COPIL & la Ville"
        row.echeances = "Le 16 juillet"

    factories.build(charter)
    page = strict_client(app).get(f"/s/{code_of(monde.seance)}").text
    promise = page[page.index('<details class="promesse">') : page.index("<form")]
    for said in ("Les bancs, pas le budget", "Le COPIL &amp; la Ville", "Le 16 juillet"):
        assert said in promise


def test_an_empty_charter_promises_nothing(app: Flask, monde: Monde) -> None:
    page = strict_client(app).get(f"/s/{code_of(monde.seance)}").text
    assert "promesse" not in page


def test_three_sentences_are_said_first_and_each_is_one_sentence(app: Flask, monde: Monde) -> None:
    def charter(session: object) -> None:
        row = session.get(Demarche, monde.demarche)  # type: ignore[attr-defined]
        row.porteur = "La Métropole"
        row.non_negociable = "La liste des quartiers. Elle est fixée par décret."
        row.decideur = "\n Le COPIL.\nTrois habitants y siègent."
        row.echeances = "Le 16 juillet"
        row.conservation = "Vos paroles, " + "sans votre nom, " * 20

    factories.build(charter)
    page = strict_client(app).get(f"/s/{code_of(monde.seance)}").text
    said = page[page.index('<div class="promis"') : page.index('<details class="promesse">')]
    assert said.count("<p>") == 3
    for expected in ("La Métropole.", "La liste des quartiers.", "Le COPIL.", "Le 16 juillet."):
        assert f">{expected}<" in said
    assert "décret" not in said
    assert re.search("sans votre nom, sans(?: votre)?…<", said)
    # Without a voice in the device there is nothing to press.
    assert "hidden" in said[said.index("<button") : said.index("</button>")]


def test_the_sentences_stand_on_the_list_of_questions_too(app: Flask, monde: Monde) -> None:
    def charter(session: object) -> None:
        session.get(Demarche, monde.demarche).porteur = "La Ville"  # type: ignore[attr-defined]

    factories.build(charter)
    other = factories.make_question(monde.seance, "Et le soir ?")
    client = strict_client(app)
    code = code_of(monde.seance)
    assert '<div class="promis"' in client.get(f"/s/{code}").text
    on_question = client.get(f"/s/{code}?question={other}").text
    assert '<div class="promis"' not in on_question
    assert '<details class="promesse">' in on_question
