"""The photo and the voice of a post: read with bounds, put on the disk before the action."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from math import ceil

from flask import current_app
from werkzeug.datastructures import FileStorage, MultiDict

from cafe.actions.core import Refusal, RuleBroken
from cafe.actions.depot import PieceJointe
from cafe.formats import photo, voix
from cafe.formats.media import MediaRefuse
from cafe.medias import media_folder, remove, store
from cafe.models import GenreMedia
from cafe.models.base import new_id
from cafe.threads import in_native_thread

# What is read of a file that is too big: enough to know it.
_BORNES = {GenreMedia.PHOTO: photo.OCTETS_MAX + 1, GenreMedia.VOIX: voix.OCTETS_MAX + 1}


@contextmanager
def stored_medias(files: MultiDict[str, FileStorage]) -> Iterator[tuple[PieceJointe, ...]]:
    """The files of a post, kept on the disk, for as long as the action does not refuse.

    Raises ``RuleBroken`` naming the field whose file cannot be kept.
    """
    folder = media_folder(current_app.config["REGLAGES"].instance)
    pieces: list[PieceJointe] = []
    try:
        for genre, limit in _BORNES.items():
            sent = files.get(genre.value)
            # A field left empty comes as a file without a name.
            if sent is None or not (data := sent.stream.read(limit)):
                continue
            media_id = new_id()
            piece, kept = _read(genre, media_id, data)
            pieces.append(piece)
            _store(partial(store, folder, media_id, kept), genre)
        yield tuple(pieces)
    except Refusal:
        remove(folder, [piece.id for piece in pieces])
        raise
    finally:
        for sent in files.values():
            sent.close()


def forget_medias(pieces: tuple[PieceJointe, ...]) -> None:
    """Take back files that turned out to be there already (a repeat)."""
    folder = media_folder(current_app.config["REGLAGES"].instance)
    remove(folder, [piece.id for piece in pieces])


def _store(write: Callable[[], None], genre: GenreMedia) -> None:
    try:
        in_native_thread(write)
    except OSError as error:
        current_app.logger.error("a file could not be kept: %s", error.strerror)
        raise RuleBroken("disque_plein", champ=genre.value) from error


def _read(genre: GenreMedia, media_id: str, data: bytes) -> tuple[PieceJointe, bytes]:
    """What the file is, and the bytes to keep of it."""
    work = _photo if genre is GenreMedia.PHOTO else _voix
    try:
        return in_native_thread(lambda: work(media_id, data))
    except MediaRefuse as refused:
        raise RuleBroken(refused.code, champ=genre.value, **refused.details) from refused


def _photo(media_id: str, data: bytes) -> tuple[PieceJointe, bytes]:
    image = photo.read_photo(data)
    piece = PieceJointe(
        id=media_id,
        genre=GenreMedia.PHOTO,
        type_mime=photo.TYPE_PHOTO,
        octets=len(image.jpeg),
        empreinte=hashlib.sha256(data).hexdigest(),
        largeur=image.largeur,
        hauteur=image.hauteur,
    )
    return piece, image.jpeg


def _voix(media_id: str, data: bytes) -> tuple[PieceJointe, bytes]:
    son = voix.read_voix(data)
    piece = PieceJointe(
        id=media_id,
        genre=GenreMedia.VOIX,
        type_mime=son.type_mime,
        octets=len(data),
        empreinte=hashlib.sha256(data).hexdigest(),
        secondes=None if son.secondes is None else ceil(son.secondes),
    )
    return piece, data
