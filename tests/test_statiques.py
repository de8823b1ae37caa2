"""Static text is served compressed to those who read it, the same to the byte."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from cafe.fichiers_servis import FichiersServis
from cafe.resources import resource

FEUILLE = "/static/css/base.css"
SCRIPT = "/static/js/participation/simple.js"
LOGO = "/static/img/logo.svg"
GZIP = {"Accept-Encoding": "gzip, deflate"}


def test_a_sheet_comes_compressed_and_unpacks_to_the_same(app: Flask) -> None:
    answer = app.test_client().get(FEUILLE, headers=GZIP, buffered=True)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    plain = resource("static/css/base.css").read_bytes()
    assert len(answer.data) < len(plain) / 2
    assert gzip.decompress(answer.data) == plain


def test_who_does_not_read_gzip_gets_it_plain(app: Flask) -> None:
    answer = app.test_client().get(FEUILLE, buffered=True)
    assert "Content-Encoding" not in answer.headers
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert answer.data == resource("static/css/base.css").read_bytes()


def test_a_copy_that_is_still_good_is_not_sent_again(app: Flask) -> None:
    client = app.test_client()
    first = client.get(FEUILLE, headers=GZIP, buffered=True)
    etag = first.headers["ETag"]
    assert etag.startswith("W/")
    again = client.get(FEUILLE, headers=GZIP | {"If-None-Match": etag}, buffered=True)
    assert again.status_code == 304
    assert again.data == b""


def test_pages_and_what_cannot_shrink_stay_as_they_are(app: Flask) -> None:
    client = app.test_client()
    for path in ("/", "/static/vendor/atkinson/regular.woff2"):
        assert "Content-Encoding" not in client.get(path, headers=GZIP, buffered=True).headers
    part = client.get(FEUILLE, headers=GZIP | {"Range": "bytes=0-9"}, buffered=True)
    assert "Content-Encoding" not in part.headers
    assert len(part.data) == 10


def same(answer: TestResponse) -> tuple[object, ...]:
    headers = sorted((k, v) for k, v in answer.headers if k != "Date")
    return answer.status_code, headers, answer.data


def test_the_second_phone_gets_from_memory_what_the_first_one_got(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = app.test_client()
    asked = [(FEUILLE, GZIP), (FEUILLE, {}), (SCRIPT, GZIP), (f"{SCRIPT}?v=abc", GZIP)]
    asked.append((LOGO, GZIP))
    first = [same(client.get(path, headers=h, buffered=True)) for path, h in asked]
    assert len({str(one) for one in first}) == 5
    monkeypatch.setattr(app, "full_dispatch_request", None)
    assert [same(client.get(path, headers=h, buffered=True)) for path, h in asked] == first
    etag = dict(first[0][1])["ETag"]  # type: ignore[call-overload]
    again = client.get(FEUILLE, headers=GZIP | {"If-None-Match": etag}, buffered=True)
    assert (again.status_code, again.data) == (304, b"")


def test_a_file_that_changed_is_read_again(app: Flask, tmp_path: Path) -> None:
    app.static_folder = str(tmp_path)
    app.wsgi_app = FichiersServis(app.wsgi_app, str(tmp_path))  # type: ignore[method-assign]
    file, client = tmp_path / "mot.txt", app.test_client()
    for rank, text in enumerate(("un", "deux")):
        file.write_text(text)
        os.utime(file, (rank, rank))
        for _ in range(2):
            assert client.get("/static/mot.txt", buffered=True).text == text
    file.unlink()
    assert client.get("/static/mot.txt").status_code == 404


def test_nothing_outside_the_folder_is_remembered(app: Flask) -> None:
    client = app.test_client()
    for _ in range(2):
        assert client.get("/static/../wsgi.py").status_code == 404
        assert client.get("/static/%2e%2e/wsgi.py").status_code == 404
