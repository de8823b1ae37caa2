"""A photo of a word, a question said aloud, a table's sheet: their rows, and files on the disk."""

from __future__ import annotations

from flask import current_app
from sqlalchemy.orm import Session

from cafe import clock
from cafe.medias import media_folder, store
from cafe.models import FeuilleTablee, GenreMedia, Media, QuestionDite
from tests import factories


def make_photo(contribution_id: str) -> str:
    """The photo of a contribution; its id."""
    return _kept(
        Media(
            contribution_id=contribution_id,
            genre=GenreMedia.PHOTO,
            type_mime="image/jpeg",
            octets=1,
            empreinte="",
            le=clock.now(),
        )
    )


def make_dite(question_id: str) -> str:
    """The recording of a question in French; its id."""
    return _kept(
        QuestionDite(
            question_id=question_id,
            langue="fr",
            type_mime="audio/ogg",
            octets=1,
            empreinte="",
            le=clock.now(),
        )
    )


def make_feuille(seance_id: str, tablee_id: str) -> str:
    """The photo of a table's sheet; its id."""
    return _kept(
        FeuilleTablee(
            seance_id=seance_id,
            tablee_id=tablee_id,
            type_mime="image/jpeg",
            octets=1,
            empreinte="",
            largeur=1,
            hauteur=1,
            le=clock.now(),
        )
    )


def _kept(row: Media | QuestionDite | FeuilleTablee) -> str:
    def job(session: Session) -> str:
        session.add(row)
        session.flush()
        return row.id

    id_ = factories.build(job)
    store(media_folder(current_app.config["REGLAGES"].instance), id_, b"x")
    return id_
