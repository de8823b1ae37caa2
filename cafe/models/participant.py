"""A person (or a shared device) in one séance: no account, no name.

The phone holds a random secret in a signed cookie. The receipt is computed from that
secret, never the reverse; the base keeps only hashes, so a copy of it can neither act
for anyone nor read anyone's follow-up.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from cafe.models.base import ID_LENGTH, Base, UtcDateTime, new_id
from cafe.models.talon import Talon


class Participant(Base):
    """Born at the first write or at check-in; ``numero`` is public, unrelated to secrets."""

    __tablename__ = "participant"
    __table_args__ = (
        UniqueConstraint("seance_id", "numero"),
        # Each newcomer's first word counts those of the last minute, and nobody born before.
        Index("ix_participant_seance_id_cree_le", "seance_id", "cree_le"),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    seance_id: Mapped[str] = mapped_column(ForeignKey("seance.id"))
    numero: Mapped[int] = mapped_column()
    jeton_hash: Mapped[str] = mapped_column(String(64), unique=True)
    recu_hash: Mapped[str] = mapped_column(String(64), unique=True)
    mots_hash: Mapped[str] = mapped_column(String(64), unique=True)
    tablee_id: Mapped[str | None] = mapped_column(ForeignKey("tablee.id"))
    qualite: Mapped[str | None] = mapped_column(String(80))
    quartier: Mapped[str | None] = mapped_column(String(120))
    cree_le: Mapped[datetime] = mapped_column(UtcDateTime)
    # Slowed down by the team, until it is lifted: each word then waits to be read.
    ralenti_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ralenti_par: Mapped[str | None] = mapped_column(String(ID_LENGTH))


def participant_by_recu(session: Session, recu_hash: str) -> Participant | None:
    """The participant of a receipt, given the hash of either of its two forms.

    The receipt printed on the badge of a phone is one more of its own.
    """
    slip = select(Talon.participant_id).where(
        or_(Talon.recu_hash == recu_hash, Talon.mots_hash == recu_hash)
    )
    return session.scalar(
        select(Participant).where(
            or_(
                Participant.recu_hash == recu_hash,
                Participant.mots_hash == recu_hash,
                Participant.id == slip.scalar_subquery(),
            )
        )
    )


def is_slowed_down(session: Session, participant_id: str | None) -> bool:
    """Whether the team has slowed that person down; nobody yet is not."""
    who = session.get(Participant, participant_id) if participant_id else None
    return who is not None and who.ralenti_le is not None


def highest_numero(session: Session, seance_id: str) -> int:
    """The highest number given in a séance; 0 before the first."""
    query = select(func.max(Participant.numero)).where(Participant.seance_id == seance_id)
    return session.scalar(query) or 0


def participant_by_jeton(session: Session, jeton_hash: str) -> Participant | None:
    """The participant whose cookie secret has that hash."""
    return session.scalar(select(Participant).where(Participant.jeton_hash == jeton_hash))
