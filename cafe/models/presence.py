"""Presence: a named professional at a séance. Residents are counts (``Effectif``), never here."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from cafe.models.base import ID_LENGTH, Base, EnumText, UtcDateTime, new_id
from cafe.models.demarche import Organisme


class EtatPresence(StrEnum):
    """Said of one person at one séance; a member without a row has not been asked yet."""

    PRESENT = "present"
    EXCUSE = "excuse"
    REPRESENTE = "represente"
    ABSENT = "absent"


class Presence(Base):
    """Name, function and structure are copied: a later change of the group leaves them alone."""

    __tablename__ = "presence"
    __table_args__ = (UniqueConstraint("seance_id", "membre_id"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    seance_id: Mapped[str] = mapped_column(ForeignKey("seance.id"), index=True)
    # None for « + une personne », who came without being a member.
    membre_id: Mapped[str | None] = mapped_column(ForeignKey("membre_groupe.id"))
    nom: Mapped[str] = mapped_column(String(120))
    fonction: Mapped[str] = mapped_column(String(160), default="")
    organisme_id: Mapped[str | None] = mapped_column(ForeignKey("organisme.id"))
    etat: Mapped[EtatPresence] = mapped_column(EnumText(EtatPresence))
    # Who sat instead, when REPRESENTE: name and function in free words.
    represente_par: Mapped[str] = mapped_column(String(200), default="")
    ordre: Mapped[int] = mapped_column()
    le: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    organisme: Mapped[Organisme | None] = relationship()


def presences_of(session: Session, seance_id: str) -> list[Presence]:
    """What has been said of people at a séance, in their order."""
    return list(
        session.scalars(
            select(Presence).where(Presence.seance_id == seance_id).order_by(Presence.ordre)
        )
    )
