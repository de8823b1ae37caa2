"""Pieces that travel live know nothing of who looks. The checker itself is checked."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from tests.contracts.pieces import faults

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def test_no_piece_looks_at_who_is_asking(app: Flask) -> None:
    assert list((TEMPLATES / "pieces").glob("*.html"))
    assert faults(TEMPLATES, app.jinja_env) == []


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("{% macro a() %}{{ csrf_token() }}{% endmacro %}", "csrf_token"),
        ("{% macro a() %}{{ session['x'] }}{% endmacro %}", "session"),
        ("{% if request.path == '/' %}{% endif %}", "request"),
        ("{% if current_user.is_authenticated %}{% endif %}", "current_user"),
        ("{% set x = g.identite %}", "g"),
        ("{% from 'macros/bavard.html' import nom with context %}", "with context"),
        ("{% from 'macros/bavard.html' import nom %}", "current_identite"),
    ],
)
def test_a_piece_that_does_is_reported(app: Flask, tmp_path: Path, code: str, said: str) -> None:
    for folder in ("pieces", "macros"):
        (tmp_path / folder).mkdir()
    (tmp_path / "pieces/carte.html").write_text(code, encoding="utf-8")
    (tmp_path / "macros/bavard.html").write_text(
        "{% macro nom() %}{{ current_identite().nom }}{% endmacro %}", encoding="utf-8"
    )
    assert any(f"« {said} »" in fault for fault in faults(tmp_path, app.jinja_env))


def test_attributes_of_those_names_are_allowed(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "pieces").mkdir()
    (tmp_path / "pieces/carte.html").write_text(
        "{% macro a(c) %}{{ c.session }} {{ c.request }}{% endmacro %}", encoding="utf-8"
    )
    assert faults(tmp_path, app.jinja_env) == []
