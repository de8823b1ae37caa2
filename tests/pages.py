"""Checks that every page goes through, whatever it is about: the strict client."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

_SELF_LABELLED = {"hidden", "submit", "button", "reset", "image"}

# What scripts fetch again is a part of a page: it is checked as it will stand in one.
_FRAME = '<!doctype html><html lang="fr"><head><title>Corps</title></head><body>%s</body></html>'


def strict_client(app: Flask) -> FlaskClient:
    """A client whose every HTML answer is checked by ``check_page``."""
    app.test_client_class = _StrictClient
    return app.test_client()


class _StrictClient(FlaskClient):
    def open(self, *args: object, **kwargs: object) -> TestResponse:
        # A context of its own: the test's, left open, would lend its ``g`` to every request.
        with self.application.app_context():
            response = super().open(*args, **kwargs)  # type: ignore[arg-type]
        page = response.mimetype == "text/html" and not 300 <= response.status_code < 400
        if page and response.request.method != "HEAD":
            html = response.get_data(as_text=True)
            is_body = response.request.path.endswith("/corps") and response.status_code == 200
            check_page(_FRAME % html if is_body else html)
        return response


def check_page(html: str) -> None:
    """Valid HTML in French, one h1, labels, unique ids, tokens, nothing inline."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root = parser.parse(html)
    elements = list(root.iter())
    assert root.get("lang") in ("fr", "en", "ar", "tr"), "the page does not say its language"
    titles = [e for e in elements if e.tag == "h1"]
    assert len(titles) == 1, f"{len(titles)} h1 in the page"
    title = root.find(".//title")
    assert title is not None, "no title"
    assert (title.text or "").split("·")[0].strip(), "the title is empty"
    ids = [e.get("id") for e in elements if e.get("id")]
    twice = {i for i in ids if ids.count(i) > 1}
    assert not twice, f"ids used twice: {twice}"
    for element in elements:
        _check_element(element, root, set(ids))


def _check_element(element: Element, root: Element, ids: set[str | None]) -> None:
    assert element.get("style") is None, f"inline style on {element.tag}"
    inline = [name for name in element.attrib if name.startswith("on")]
    assert not inline, f"inline handler {inline} on {element.tag}"
    if element.tag == "script" and element.get("type") != "application/json":
        assert element.get("src"), "inline script"
    if element.tag == "form" and (element.get("method") or "get").lower() == "post":
        names = {e.get("name") for e in element.iter("input")}
        assert "csrf_token" in names, f"form without token: {element.get('action')}"
    if element.tag in ("input", "select", "textarea"):
        _check_label(element, root)
    for reference in ("aria-describedby", "aria-labelledby", "for"):
        for target in re.split(r"\s+", element.get(reference) or ""):
            assert not target or target in ids, f"{reference} points at nothing: {target}"


def _check_label(element: Element, root: Element) -> None:
    if element.tag == "input" and element.get("type", "text") in _SELF_LABELLED:
        return
    if element.get("aria-label") or element.get("aria-labelledby"):
        return
    wrapped = any(element in list(label.iter()) for label in root.iter("label"))
    labelled = any(label.get("for") == element.get("id") for label in root.iter("label"))
    assert wrapped or (element.get("id") and labelled), f"no label: {element.attrib}"


def token_in(response: TestResponse) -> str:
    """The CSRF token that a page gives."""
    found = re.search(r'name="csrf-token" content="([^"]+)"', response.get_data(as_text=True))
    assert found, "the page gives no token"
    return found[1]
