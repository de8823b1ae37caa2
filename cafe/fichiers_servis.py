"""Static files answered from memory: a phone that joins asks for forty of them at once.

The application answers each file once, with all its headers; the same answer then serves
the next phones, until the file changes. Only whole files: parts, and what is not a plain
yes, always go through the application.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from werkzeug.security import safe_join

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_PREFIXE = "/static/"
_MAXIMUM = 512  # answers kept: a few dozen files, for one or two names of the server
# What an answer may depend on, besides the file.
_VARIE = ("PATH_INFO", "QUERY_STRING", "HTTP_HOST", "HTTP_X_FORWARDED_HOST", "HTTP_ACCEPT_ENCODING")
_SANS_CORPS = frozenset({"content-length", "content-type", "content-encoding"})


@dataclass(frozen=True)
class _Reponse:
    """One answer, for as long as the file at ``path`` is dated ``changed``."""

    path: str
    changed: int
    headers: list[tuple[str, str]]
    etag: str
    body: bytes

    def holds(self) -> bool:
        try:
            return os.stat(self.path).st_mtime_ns == self.changed
        except OSError:
            return False


class FichiersServis:
    """The WSGI application, with its static files remembered."""

    def __init__(self, app: WSGIApplication, folder: str) -> None:
        self._app, self._folder = app, folder
        self._known: dict[tuple[str, ...], _Reponse] = {}

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        whole = environ["REQUEST_METHOD"] == "GET" and "HTTP_RANGE" not in environ
        if not (whole and path.startswith(_PREFIXE)):
            return self._app(environ, start)
        key = tuple(environ.get(name, "") for name in _VARIE)
        known = self._known.get(key)
        if known is None or not known.holds():
            return self._ask(key, environ, start)
        if known.etag and environ.get("HTTP_IF_NONE_MATCH") == known.etag:
            kept = [pair for pair in known.headers if pair[0].lower() not in _SANS_CORPS]
            start("304 NOT MODIFIED", kept)
            return []
        start("200 OK", list(known.headers))
        return [known.body]

    def _ask(
        self, key: tuple[str, ...], environ: WSGIEnvironment, start: StartResponse
    ) -> Iterable[bytes]:
        """Let the application answer; remember it when it is a plain yes."""
        path = safe_join(self._folder, environ["PATH_INFO"].removeprefix(_PREFIXE))
        said: list[tuple[str, list[tuple[str, str]]]] = []

        def hear(status: str, headers: list[tuple[str, str]], *rest: Any) -> Callable[..., Any]:
            said.append((status, headers))
            return start(status, headers, *rest)

        changed = Path(path).stat().st_mtime_ns if path and Path(path).is_file() else None
        answer = self._app(environ, hear)
        try:
            body = b"".join(answer)
        finally:
            if hasattr(answer, "close"):
                answer.close()
        status, headers = said[-1]
        names = {name.lower(): value for name, value in headers}
        if path and changed is not None and status.startswith("200") and "set-cookie" not in names:
            if len(self._known) >= _MAXIMUM:
                self._known.clear()
            # The date of an answer is the server's to say, each time.
            lasting = [pair for pair in headers if pair[0].lower() != "date"]
            etag = names.get("etag", "")
            self._known[key] = _Reponse(path, changed, lasting, etag, body)
        return [body]
