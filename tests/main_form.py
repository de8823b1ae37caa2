"""The form of a page's main part, filled and sent as a browser would."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

Fields = MultiDict[str, str]


def main_form(page: TestResponse, rank: int = 0) -> tuple[str, Fields]:
    """Address and fields of the main part's form of that rank, as the page gives them."""
    root = html5lib.parse(page.text, namespaceHTMLElements=False)
    main = root.find(".//main")
    assert main is not None
    forms = list(main.iter("form"))
    assert forms, "the page has no form"
    form = forms[rank]
    fields: Fields = MultiDict()
    for element in form.iter():
        name, value = element.get("name"), _value(element)
        if name and value is not None:
            fields.add(name, value)
    query = page.request.query_string.decode()
    here = page.request.path + (f"?{query}" if query else "")
    return form.get("action") or here, fields


def _value(element: Element) -> str | None:
    """What a browser would send for that control; None for nothing."""
    kind = element.get("type", "text")
    if element.tag == "textarea":
        return element.text or ""
    if element.tag == "select":
        options = list(element.iter("option"))
        chosen = [o for o in options if o.get("selected") is not None] or options[:1]
        return (chosen[0].get("value") or "") if chosen else None
    if element.tag != "input" or element.get("disabled") is not None:
        return None
    if kind in ("checkbox", "radio") and element.get("checked") is None:
        return None
    return element.get("value") or ""


def send(client: FlaskClient, page: TestResponse, rank: int = 0, **typed: Any) -> TestResponse:
    """Send the form with what is typed in it; ``__`` stands for the dash of a name."""
    address, fields = main_form(page, rank)
    for key, value in typed.items():
        name = key.replace("__", "-")
        fields.setlist(name, list(value) if isinstance(value, list | tuple) else [str(value)])
    return client.post(address, data=fields)
