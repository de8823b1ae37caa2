"""The files outside the pages: backups, restores, checks, purges, exports."""

from __future__ import annotations

import os
import time
import zipfile
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from cafe.access.identity import SYSTEME
from cafe.actions.retouches import replay_erasures
from cafe.cli import main
from cafe.config import Reglages
from cafe.extensions import db
from cafe.medias import media_folder, orphans, store
from cafe.models import Contribution, Media
from cafe.pilotage.export import export_demarche
from cafe.sauvegarde import BackupError, restore, save
from tests.conftest import POSTGRESQL, Monde
from tests.medias import exemples
from tests.medias.conftest import Poster, names

sqlite_only = pytest.mark.skipif(POSTGRESQL, reason="pg_dump has its own way")


def _stop(app: Flask) -> None:
    """Nobody uses the base any more."""
    db.session.remove()
    db.engine.dispose()
    app.extensions["cafe_writing_engine"].dispose()


@sqlite_only
def test_a_backup_holds_the_files_and_a_restore_puts_them_back(
    app: Flask, post: Poster, reglages: Reglages, folder: Path, tmp_path: Path
) -> None:
    post(photo=exemples.jpeg(), voix=exemples.ogg())
    before = {file.name: file.read_bytes() for file in folder.glob("*")}
    archive = save(reglages, tmp_path / "sauvegardes")
    for file in folder.glob("*"):
        file.unlink()
    _stop(app)
    restore(reglages, archive)
    assert {file.name: file.read_bytes() for file in folder.glob("*")} == before
    assert {oct(file.stat().st_mode)[-3:] for file in folder.glob("*")} == {"600"}


@sqlite_only
def test_an_archive_whose_voice_was_changed_is_refused(
    app: Flask, post: Poster, reglages: Reglages, folder: Path, tmp_path: Path
) -> None:
    post(voix=exemples.ogg())
    archive = save(reglages, tmp_path / "sauvegardes")
    forged = tmp_path / "forgee.zip"
    with zipfile.ZipFile(archive) as read, zipfile.ZipFile(forged, "w") as out:
        for name in read.namelist():
            data = read.read(name)
            out.writestr(name, b"autre chose" if name.startswith("medias/") else data)
    _stop(app)
    with pytest.raises(BackupError, match="abîmée"):
        restore(reglages, forged)


@sqlite_only
def test_an_archive_cannot_write_outside_the_folder(
    app: Flask, post: Poster, reglages: Reglages, tmp_path: Path
) -> None:
    post(voix=exemples.ogg())
    archive = save(reglages, tmp_path / "sauvegardes")
    forged = tmp_path / "forgee.zip"
    with zipfile.ZipFile(archive) as read, zipfile.ZipFile(forged, "w") as out:
        for name in read.namelist():
            data = read.read(name)
            if name == "manifeste.json":
                data = data.replace(b'"medias": {', b'"medias": {"../../dehors": "0", ')
            out.writestr(name, data)
        out.writestr("medias/../../dehors", "non")
    _stop(app)
    restore(reglages, forged)
    assert not list(tmp_path.rglob("dehors"))


def test_what_was_erased_since_a_backup_is_erased_from_the_folder_again(
    post: Poster, folder: Path
) -> None:
    post(voix=exemples.ogg())
    db.session.rollback()
    id_ = db.session.scalars(select(Contribution.id)).one()
    assert replay_erasures(par=SYSTEME, contribution_ids=(id_,)) == 1
    assert names(folder) == []


def test_an_old_file_without_a_word_is_found_and_a_young_one_is_left(folder: Path) -> None:
    for name in ("vieux", "jeune", "connu"):
        store(folder, name, b"x")
    for name in ("vieux", "connu"):
        os.utime(folder / name, (0, 0))
    assert orphans(folder, {"connu"}, time.time() - 3600) == ["vieux"]
    assert orphans(folder / "absent", set(), time.time()) == []


@sqlite_only
def test_the_command_line_reports_a_lost_file_and_purges_a_stray_one(
    post: Poster,
    reglages: Reglages,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CAFE_INSTANCE", str(reglages.instance))
    monkeypatch.setenv("DATABASE_URL", reglages.database_url)
    monkeypatch.setenv("SECRET_KEY", reglages.secret_key)
    folder = media_folder(reglages.instance)
    post(voix=exemples.ogg())
    store(folder, "perdu", b"x")
    os.utime(folder / "perdu", (0, 0))
    assert main(["purger", "--essai"]) == 0
    assert "Fichiers sans parole : 1" in capsys.readouterr().out
    assert (folder / "perdu").exists()
    main(["purger"])
    assert not (folder / "perdu").exists()
    assert main(["verifier"]) == 0
    for file in folder.glob("*"):
        file.unlink()
    assert main(["verifier"]) == 1
    assert "n’a plus de fichier" in capsys.readouterr().out


def test_the_export_names_the_files_and_not_who_wrote_them_down(post: Poster, monde: Monde) -> None:
    post(voix=exemples.ogg(2))
    db.session.rollback()
    voix = db.session.scalars(select(Media)).one()
    exported = export_demarche(db.session(), monde.demarche)
    (word,) = exported["seances"][0]["contributions"]
    (named,) = word["medias"]
    assert (named["id"], named["genre"], named["secondes"]) == (voix.id, "voix", 2)
    assert "notee_par" not in str(exported)
    assert voix.empreinte not in str(exported)
