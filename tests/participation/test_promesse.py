"""Before writing: what can be decided, who decides, when, in the démarche's own words."""

from __future__ import annotations

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
