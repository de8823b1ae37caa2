"""The bytes of photos and voices: one file each in the instance folder, named by a random id.

Never under ``static/``, readable by the server's own user only. What the files mean is in
``cafe.models.media``; who may have them is the pages' business.
"""

from __future__ import annotations

import io
import os
from collections.abc import Collection
from pathlib import Path

from flask import Response, abort, current_app, send_file
from sqlalchemy.orm import Session

DOSSIER = "medias"
# The writer's thread knows no application: its engine carries the folder.
OPTION = "cafe_medias"
# Even a file that passed for what it is not could run nothing, load nothing, send nothing.
_POLICY = "default-src 'none'; sandbox"


def media_folder(instance: Path) -> Path:
    """Where the files of an installation are."""
    return instance / DOSSIER


def store(folder: Path, media_id: str, data: bytes) -> None:
    """Write a file, whole or not at all, and wait for the disk. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / media_id
    part = target.with_suffix(".part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    part.replace(target)


def remove(folder: Path, media_ids: Collection[str]) -> None:
    """Take files away; those that are gone already are no matter."""
    for media_id in media_ids:
        (folder / media_id).unlink(missing_ok=True)


def remove_with(session: Session, media_ids: Collection[str]) -> None:
    """The same from inside an action."""
    folder = session.connection().get_execution_options().get(OPTION)
    if folder is not None:
        remove(Path(folder), media_ids)


def orphans(folder: Path, known: Collection[str], before: float) -> list[str]:
    """Files that no row names, left by a cut between the disk and the base.

    ``before`` (a POSIX time): a younger one may still be waiting for its row.
    """
    if not folder.is_dir():
        return []
    return sorted(
        file.name
        for file in folder.iterdir()
        if file.name not in known and file.stat().st_mtime < before
    )


def media_response(media_id: str, type_mime: str, *, seconds: int = 0) -> Response:
    """The file as an answer, in parts if the browser asks so; 404 when it is gone.

    ``seconds``: how long a browser may keep it, for what the team says to everybody.
    """
    path = media_folder(current_app.config["REGLAGES"].instance) / media_id
    try:
        data = io.BytesIO(path.read_bytes())
    except OSError:
        abort(404)
    response = send_file(data, mimetype=type_mime, conditional=True, etag=False)
    response.headers["Content-Security-Policy"] = _POLICY
    kept = f"private, max-age={seconds}, immutable" if seconds else "private, no-store"
    response.headers["Cache-Control"] = kept
    return response
