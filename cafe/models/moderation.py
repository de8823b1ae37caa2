"""What was decided about showing a word: each decision kept, with its reason."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from cafe.models.base import ID_LENGTH, Base, EnumText, UtcDateTime, new_id
from cafe.models.contribution import Contribution, MotifModeration, Statut

# Below, a count says too much of too few.
COMPTE_MIN = 5


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


def published_motives(
    session: Session, seance_ids: Collection[str]
) -> tuple[tuple[MotifModeration, int | None], ...]:
    """Every reason, and how many words of those séances it keeps hidden; None for a few."""
    rows = session.execute(
        select(Contribution.motif, func.count())
        .where(Contribution.seance_id.in_(seance_ids), Contribution.statut == Statut.NON_PUBLIEE)
        .group_by(Contribution.motif)
    )
    counts = {motif: nombre for motif, nombre in rows}
    found = ((motif, counts.get(motif, 0)) for motif in MotifModeration)
    return tuple((motif, None if 0 < n < COMPTE_MIN else n) for motif, n in found)
