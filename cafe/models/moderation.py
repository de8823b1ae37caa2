"""What was decided about showing a word: each decision kept, with its reason."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from cafe.models.base import ID_LENGTH, Base, EnumText, UtcDateTime, new_id
from cafe.models.contribution import MotifModeration, Statut


class DecisionModeration(Base):
    """A word shown, not shown or put aside; ``precision`` is emptied with the word's erasure."""

    __tablename__ = "decision_moderation"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), index=True)
    statut: Mapped[Statut] = mapped_column(EnumText(Statut))
    motif: Mapped[MotifModeration | None] = mapped_column(EnumText(MotifModeration))
    precision: Mapped[str] = mapped_column(Text, default="")
    par: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    le: Mapped[datetime] = mapped_column(UtcDateTime)
