"""What no base can look for is a bad request, in French, never a breakdown."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.exc import DataError


def test_a_value_that_no_row_can_hold_is_a_request_to_begin_again(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> str:
        raise DataError("SELECT 1", {}, ValueError("text fields cannot contain NUL (0x00) bytes"))

    path, endpoint = next(
        (rule.rule, rule.endpoint)
        for rule in app.url_map.iter_rules()
        if not rule.arguments and rule.rule == "/"
    )
    monkeypatch.setitem(app.view_functions, endpoint, refuse)
    answer = app.test_client().get(path)
    assert answer.status_code == 400
    assert "Revenez en arrière et recommencez." in answer.text
    said = app.test_client().get(path, headers={"Accept": "application/json"})
    assert said.get_json()["erreur"] == "incomplet"
