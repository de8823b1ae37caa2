"""Static text is served compressed to those who read it, the same to the byte."""

from __future__ import annotations

import gzip

from flask import Flask

from cafe.resources import resource

FEUILLE = "/static/css/base.css"
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
