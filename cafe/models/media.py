"""Media: a photo or a voice that came with a contribution.

The row says what it is; the bytes are a file named by its id (``cafe.medias``). An erasure
removes both. Who may see or hear it: whoever may see the contribution.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from cafe.models.base import ID_LENGTH, Base, EnumText, UtcDateTime, new_id
from cafe.models.contribution import Contribution


class GenreMedia(StrEnum):
    """What it is; also the name of its field in the contract."""

    PHOTO = "photo"
    VOIX = "voix"


class Media(Base):
    """One file of one contribution, at most one of each genre."""

    __tablename__ = "media"
    __table_args__ = (UniqueConstraint("contribution_id", "genre"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"))
    genre: Mapped[GenreMedia] = mapped_column(EnumText(GenreMedia))
    type_mime: Mapped[str] = mapped_column(String(40))
    octets: Mapped[int] = mapped_column()
    # SHA-256 of the file as it was sent: a second try of the same word is recognised by it.
    empreinte: Mapped[str] = mapped_column(String(64))
    largeur: Mapped[int | None] = mapped_column()
    hauteur: Mapped[int | None] = mapped_column()
    secondes: Mapped[int | None] = mapped_column()
    le: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True)
class Joints:
    """The ids of the photo and the voice of one contribution; None where there is none."""

    photo: str | None = None
    voix: str | None = None


def medias_of(session: Session, contribution_id: str) -> list[Media]:
    """What came with one contribution."""
    return list(session.scalars(select(Media).where(Media.contribution_id == contribution_id)))


def medias_of_seance(session: Session, seance_id: str) -> list[Media]:
    """What came with the words of a séance."""
    query = select(Media).join(Contribution, Contribution.id == Media.contribution_id)
    return list(session.scalars(query.where(Contribution.seance_id == seance_id)))


def joints_of(session: Session, contribution_ids: Collection[str]) -> dict[str, Joints]:
    """The photo and voice of each of these contributions."""
    query = select(Media.contribution_id, Media.genre, Media.id).where(
        Media.contribution_id.in_(list(contribution_ids))
    )
    found: dict[str, dict[str, str]] = {id_: {} for id_ in contribution_ids}
    for contribution_id, genre, media_id in session.execute(query):
        found[contribution_id][genre.value] = media_id
    return {id_: Joints(**ids) for id_, ids in found.items()}


def media_ids(session: Session) -> list[str]:
    """The id of every photo and voice that a word still has."""
    return list(session.scalars(select(Media.id)))
