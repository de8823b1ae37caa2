"""Filling the forms of a page as a browser would: what the page holds, then what is typed."""

from __future__ import annotations

from typing import Any

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse


def fill(
    client: FlaskClient, page: TestResponse, action: str, **typed: str | list[str]
) -> TestResponse:
    """Send the POST form whose address ends with ``action`` (the page's own, when empty),
    with what is typed in it; field names are given without the form's prefix."""
    form = _form_of(page, action)
    fields = _values(form)
    names = {element.get("name") for element in form.iter() if element.get("name")}
    for nom, value in typed.items():
        full = [name for name in names if name == nom or name.endswith(f"-{nom}")]
        assert len(full) == 1, f"{nom} is not one field of {sorted(names)}"
        fields[full[0]] = value if isinstance(value, list) else [value]
    return client.post(form.get("action") or page.request.full_path, data=fields)


def post(
    client: FlaskClient, address: str, said: dict[str, Any], *, json: bool = False
) -> TestResponse:
    """Send fields that no form of a page holds ready, with a token of this browser's."""
    page = client.get("/piloter/")
    root = html5lib.parse(page.text, namespaceHTMLElements=False)
    tokens = [meta.get("content") for meta in root.iter("meta") if meta.get("name") == "csrf-token"]
    headers = {"Accept": "application/json"} if json else {}
    return client.post(address, data=said | {"csrf_token": tokens[0]}, headers=headers)


def _form_of(page: TestResponse, action: str) -> Any:
    root = html5lib.parse(page.text, namespaceHTMLElements=False)
    forms = [
        form
        for form in root.iter("form")
        if form.get("method") == "post"
        and ((form.get("action") or "").endswith(action) if action else not form.get("action"))
    ]
    assert len(forms) == 1, f"{len(forms)} forms go to « {action} »"
    return forms[0]


def _values(form: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in form.iter():
        nom = element.get("name")
        value = _value_of(element) if nom else None
        if nom and value is not None:
            found.setdefault(nom, []).append(value)
    return found


def _value_of(element: Any) -> str | None:
    """The value sent; None when the browser would send nothing."""
    kind = element.get("type", "text")
    if element.tag == "textarea":
        return element.text or ""
    if element.tag == "select":
        options = list(element.iter("option"))
        chosen = [o for o in options if o.get("selected") is not None] or options[:1]
        return (chosen[0].get("value") or "") if chosen else None
    if element.tag != "input" or (kind in ("checkbox", "radio") and element.get("checked") is None):
        return None
    return element.get("value") or ""
