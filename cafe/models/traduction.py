"""Traduction: the French of one text of a contribution, as somebody of the team put it.

It belongs to a version: a text that its author corrects has no translation until it is put into
French again. Like a version, an erasure empties it and keeps the row.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from cafe.models.base import ID_LENGTH, Base, UtcDateTime, new_id
from cafe.models.contribution import ContributionVersion


class Traduction(Base):
    """One translation of one text; the latest of a version is the one that is shown."""

    __tablename__ = "traduction"
    __table_args__ = (UniqueConstraint("version_id", "rang"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    version_id: Mapped[str] = mapped_column(ForeignKey("contribution_version.id"))
    rang: Mapped[int] = mapped_column()
    # The language it was put into French from.
    langue: Mapped[str] = mapped_column(String(12))
    texte: Mapped[str | None] = mapped_column(Text)
    par: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    le: Mapped[datetime] = mapped_column(UtcDateTime)
    efface_le: Mapped[datetime | None] = mapped_column(UtcDateTime)


def traductions_of(session: Session, version_ids: Collection[str]) -> dict[str, Traduction]:
    """The latest translation of each of these texts; those without one are left out."""
    rows = session.scalars(
        select(Traduction)
        .where(Traduction.version_id.in_(list(version_ids)))
        .order_by(Traduction.rang)
    )
    return {row.version_id: row for row in rows}


def erase_traductions(session: Session, contribution_ids: Collection[str], now: datetime) -> None:
    """Empty every translation of every text of these contributions."""
    versions = select(ContributionVersion.id).where(
        ContributionVersion.contribution_id.in_(contribution_ids)
    )
    session.execute(
        update(Traduction)
        .where(Traduction.version_id.in_(versions))
        .values(texte=None, efface_le=now)
        .execution_options(synchronize_session="fetch")
    )
