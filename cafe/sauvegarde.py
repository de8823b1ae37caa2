"""Backups of an SQLite installation: one archive with the base, photos, voices, their SHA-256.

PostgreSQL has its own tool (pg_dump), which these functions point to. The secret of the
instance folder is not in the archive: whoever reads a backup must not be able to sign.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from itertools import count
from pathlib import Path

from sqlalchemy import make_url

from cafe import __version__, clock
from cafe.config import Reglages
from cafe.medias import media_folder, store

BASE = "cafe.sqlite3"
MANIFEST = "manifeste.json"
MEDIAS = "medias/"
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class BackupError(Exception):
    """The backup cannot be made or put back; the message is French."""


def database_file(reglages: Reglages) -> Path:
    """The SQLite file. Raises ``BackupError`` on PostgreSQL."""
    url = make_url(reglages.database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise BackupError(
            "Cette base est sous PostgreSQL : sauvegardez-la avec « pg_dump -Fc », "
            "restaurez-la avec « pg_restore ». Copiez aussi le dossier « medias »."
        )
    return Path(url.database)


def save(reglages: Reglages, folder: Path) -> Path:
    """Write a dated archive, whole or not at all, and return its path.

    Safe while the server writes. Raises ``BackupError``.
    """
    source = database_file(reglages)
    if not source.is_file():
        raise BackupError(f"Il n’y a pas de base dans {source.parent} : rien à sauvegarder.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            copy, part = Path(scratch) / BASE, Path(scratch) / "part.zip"
            with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(copy)) as out:
                live.backup(out)
            # After the base: what its rows name is there, unless erased meanwhile.
            medias = _files(media_folder(reglages.instance))
            manifest = {
                "version": __version__,
                "sha256": _digest(copy),
                "medias": {file.name: _digest(file) for file in medias},
            }
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(MANIFEST, json.dumps(manifest))
                archive.write(copy, BASE)
                for file in medias:
                    archive.write(file, MEDIAS + file.name, zipfile.ZIP_STORED)
            return part.replace(_dated(folder, "cafe", ".zip"))
    except OSError as error:
        raise BackupError(f"Impossible d’écrire dans {folder} ({error.strerror}).") from error


def restore(reglages: Reglages, archive: Path) -> Path | None:
    """Put the archive's base in place of the one there, which is kept: returns where.

    Raises ``BackupError``, and then nothing has changed.
    """
    target = database_file(reglages)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        copy = Path(scratch) / BASE
        _unpack(archive, copy)
        if target.exists():
            _check_nobody_uses(target)
        _unpack_medias(archive, media_folder(reglages.instance))
        kept = None
        if target.exists():
            kept = target.replace(_dated(target.parent, "cafe-avant", ".sqlite3"))
            for suffix in ("-wal", "-shm"):
                Path(f"{target}{suffix}").unlink(missing_ok=True)
        copy.replace(target)
    return kept


def erased_ids(reglages: Reglages) -> list[str] | None:
    """The register of erasures of the base in place, to replay on an older copy.

    None when there is a base that cannot be read: what was erased is then unknown.
    """
    source = database_file(reglages)
    if not source.exists():
        return []
    try:
        with closing(sqlite3.connect(source)) as live:
            return [row[0] for row in live.execute("SELECT contribution_id FROM effacement")]
    except sqlite3.DatabaseError:
        return None


def _unpack(archive: Path, copy: Path) -> None:
    try:
        with zipfile.ZipFile(archive) as opened:
            manifest = json.loads(opened.read(MANIFEST))
            with opened.open(BASE) as packed, copy.open("wb") as out:
                shutil.copyfileobj(packed, out)
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise BackupError(f"« {archive.name} » n’est pas une sauvegarde de Café.") from error
    if not isinstance(manifest, dict) or manifest.get("sha256") != _digest(copy):
        raise BackupError(f"« {archive.name} » est abîmée : son empreinte ne correspond pas.")


def _unpack_medias(archive: Path, folder: Path) -> None:
    """Put the photos and voices back beside those there, all or none of them."""
    with zipfile.ZipFile(archive) as opened:
        expected = json.loads(opened.read(MANIFEST)).get("medias", {})
        names = [name for name in expected if _UUID.fullmatch(name)]
        try:
            for name in names:
                if hashlib.sha256(opened.read(MEDIAS + name)).hexdigest() != expected[name]:
                    raise BackupError(f"« {archive.name} » est abîmée : « {name} » a changé.")
        except (KeyError, zipfile.BadZipFile) as error:
            raise BackupError(f"« {archive.name} » est abîmée : il y manque un fichier.") from error
        for name in names:
            store(folder, name, opened.read(MEDIAS + name))


def _files(folder: Path) -> list[Path]:
    return sorted(f for f in folder.glob("*") if _UUID.fullmatch(f.name))


def _check_nobody_uses(target: Path) -> None:
    """Leaving WAL needs the file for oneself: a running server, even idle, forbids it."""
    try:
        with closing(sqlite3.connect(target, timeout=1)) as live:
            live.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        raise BackupError(
            "Café tourne encore sur cette base. Arrêtez-le (Ctrl-C), puis recommencez."
        ) from error
    except sqlite3.DatabaseError:
        return  # a base that cannot be read is the very reason to restore one


def _digest(file: Path) -> str:
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _dated(folder: Path, name: str, suffix: str) -> Path:
    """A file that is not there yet, named after this second."""
    stem = f"{name}-{clock.now():%Y%m%d-%H%M%S}"
    target = folder / f"{stem}{suffix}"
    for n in count(2):
        if not target.exists():
            break
        target = folder / f"{stem}-{n}{suffix}"
    return target
