"""Static text leaves compressed: a phone on a slow line loads the page in half the time.

Compressed once per file and kept in memory; only files, never pages nor live messages, so
that no secret of a page is ever compressed beside what someone sent.
"""

from __future__ import annotations

import gzip
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, request
from werkzeug.security import safe_join

from cafe.fichiers_servis import FichiersServis

_TEXTES = (".css", ".js", ".svg", ".json", ".txt")
_MINIMUM = 500  # bytes: below, the header costs what compression saves


@lru_cache(maxsize=256)
def compressed(path: str, changed: float) -> bytes | None:
    """The file's bytes in gzip; None where that gains nothing. ``changed`` is its date."""
    plain = Path(path).read_bytes()
    packed = gzip.compress(plain, 9, mtime=0)
    return packed if len(plain) >= _MINIMUM and len(packed) < len(plain) else None


def init_statiques(app: Flask) -> None:
    """Compress what the static route answers, for browsers that say they read it; once."""
    app.wsgi_app = FichiersServis(app.wsgi_app, app.static_folder or "")  # type: ignore[assignment,method-assign]

    @app.after_request
    def compress(response: Response) -> Response:
        if request.endpoint != "static" or not request.path.endswith(_TEXTES):
            return response
        response.vary.add("Accept-Encoding")
        if response.status_code != 200 or not request.accept_encodings["gzip"]:
            return response
        name = safe_join(app.static_folder or "", (request.view_args or {})["filename"])
        path = Path(name or "")
        packed = compressed(str(path), path.stat().st_mtime) if name and path.is_file() else None
        if packed is None or "Range" in request.headers:
            return response
        etag, _weak = response.get_etag()
        response.close()  # the open file
        response.direct_passthrough = False
        response.set_data(packed)
        response.headers["Content-Encoding"] = "gzip"
        if etag:
            response.set_etag(etag, weak=True)  # the same file, other bytes
        return response
