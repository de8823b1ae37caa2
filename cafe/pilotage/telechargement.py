"""A file handed to the browser: type, a name without surprises, never cached by others."""

from __future__ import annotations

import re

from flask import make_response
from werkzeug.wrappers import Response

from cafe.pilotage.recherche import plain

JSON = "application/json"
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"


def download(data: bytes, mimetype: str, nom: str, *, attachment: bool = True) -> Response:
    """The response that carries a file; ``nom`` is reduced to letters that all systems take."""
    stem, _, extension = nom.rpartition(".")
    safe = re.sub(r"[^a-z0-9]+", "-", plain(stem)).strip("-")[:80] or "export"
    response = make_response(data)
    response.headers["Content-Type"] = mimetype
    disposition = "attachment" if attachment else "inline"
    response.headers["Content-Disposition"] = f'{disposition}; filename="{safe}.{extension}"'
    return response
