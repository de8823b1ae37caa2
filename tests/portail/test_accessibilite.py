"""The accessibility statement: open to everybody, reached from the first page, and honest."""

from __future__ import annotations

from flask import Flask

from tests.pages import strict_client


def test_the_statement_is_one_step_from_the_first_page(app: Flask) -> None:
    visitor = strict_client(app)
    assert 'href="/accessibilite"' in visitor.get("/").text
    page = visitor.get("/accessibilite")
    assert page.status_code == 200
    assert "aucun taux de conformité" in page.text
    assert "Ce qui n’est pas vérifié" in page.text
    assert "Défenseur des droits" in page.text
