"""Talon: a receipt printed before anybody has spoken, on a numbered slip of paper.

The base keeps only the hashes of its two forms, as for any receipt: what the paper says cannot be
found again from here. A slip belongs to one séance, and to one participant once it is tied.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from cafe.models.base import ID_LENGTH, Base, UtcDateTime, new_id


class Talon(Base):
    """One slip; ``participant_id`` is None until a first word is tied to it."""

    __tablename__ = "talon"
    __table_args__ = (UniqueConstraint("seance_id", "numero"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    seance_id: Mapped[str] = mapped_column(ForeignKey("seance.id"))
    numero: Mapped[int] = mapped_column()
    recu_hash: Mapped[str] = mapped_column(String(64), unique=True)
    mots_hash: Mapped[str] = mapped_column(String(64), unique=True)
    participant_id: Mapped[str | None] = mapped_column(ForeignKey("participant.id"), unique=True)
    imprime_le: Mapped[datetime] = mapped_column(UtcDateTime)
    lie_le: Mapped[datetime | None] = mapped_column(UtcDateTime)


def last_talon(session: Session, seance_id: str) -> int:
    """The highest number printed for a séance; 0 before the first."""
    query = select(func.max(Talon.numero)).where(Talon.seance_id == seance_id)
    return session.scalar(query) or 0


def tied_talons(session: Session, seance_id: str) -> int:
    """How many slips of a séance have words."""
    query = select(func.count(Talon.participant_id)).where(Talon.seance_id == seance_id)
    return session.scalar(query) or 0


def talon_by_numero(
    session: Session, seance_id: str, numero: int, *, lock: bool = False
) -> Talon | None:
    """The slip of that number; ``lock`` holds it against another host who types the same one."""
    query = select(Talon).where(Talon.seance_id == seance_id, Talon.numero == numero)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalar(query)


def talon_by_recu(session: Session, recu_hash: str) -> Talon | None:
    """The slip of a receipt, given the hash of either of its two forms."""
    return session.scalar(
        select(Talon).where((Talon.recu_hash == recu_hash) | (Talon.mots_hash == recu_hash))
    )


def numero_of_participant(session: Session, participant_id: str) -> int | None:
    """The number of the slip that a participant holds, if it is one."""
    return session.scalar(select(Talon.numero).where(Talon.participant_id == participant_id))
