"""The file kept between the dry run of an import and its confirmation.

Beside the database, in the instance folder, for one hour and a bounded number of files: the
page holds a signed token, so that neither the file nor its name can be chosen by a page.
"""

from __future__ import annotations

import os
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer

DUREE_SECONDES = 3600
FICHIERS_MAX = 20  # of at most 5 MB each


@dataclass(frozen=True)
class Depot:
    """A file that waits: its name as sent, its bytes, and the token that finds it again."""

    jeton: str
    nom: str
    data: bytes


def keep_file(demarche_id: str, compte_id: str, nom: str, data: bytes) -> Depot:
    """Keep the bytes for this account and démarche."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    _make_room(folder)
    cle = secrets.token_hex(16)
    handle = os.open(folder / cle, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(data)
    jeton = _signer().dumps([cle, demarche_id, compte_id, nom])
    return Depot(str(jeton), nom, data)


def find_file(demarche_id: str, compte_id: str, jeton: str) -> Depot | None:
    """The file of that token; None if it is another's, too old, or gone."""
    try:
        cle, demarche, compte, nom = _signer().loads(jeton, max_age=DUREE_SECONDES)
    except (BadSignature, ValueError, TypeError):
        return None
    if (demarche, compte) != (demarche_id, compte_id):
        return None
    try:
        return Depot(jeton, nom, (_folder() / cle).read_bytes())
    except OSError:
        return None


def forget_file(jeton: str) -> None:
    """Remove a file once it is imported."""
    cle = _signer().loads(jeton)[0]
    (_folder() / cle).unlink(missing_ok=True)


def _folder() -> Path:
    instance: Path = current_app.config["REGLAGES"].instance
    return instance / "imports"


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="import")


def _make_room(folder: Path) -> None:
    """Remove files too old, and the oldest beyond the bound (by the file system's own clock)."""
    files = sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime, reverse=True)
    limit = time.time() - DUREE_SECONDES
    for rang, file in enumerate(files):
        if rang >= FICHIERS_MAX - 1 or file.stat().st_mtime < limit:
            file.unlink(missing_ok=True)
