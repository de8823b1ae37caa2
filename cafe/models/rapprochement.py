"""Rapprochement: two words that say nearly the same, kept one beside the other."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from cafe.models.base import ID_LENGTH, Base, UtcDateTime, new_id


class Rapprochement(Base):
    """A word brought beside ``principale_id``, dated; at most one open each.

    Both keep their text and their author; on the board the first stands under the other.
    """

    __tablename__ = "rapprochement"
    __table_args__ = (
        CheckConstraint("contribution_id <> principale_id", name="deux_paroles"),
        Index(
            "uq_rapprochement_ouvert",
            "contribution_id",
            unique=True,
            sqlite_where=text("fin_le IS NULL"),
            postgresql_where=text("fin_le IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"))
    principale_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), index=True)
    motif: Mapped[str] = mapped_column(Text, default="")
    par: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    le: Mapped[datetime] = mapped_column(UtcDateTime)
    fin_par: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    fin_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
