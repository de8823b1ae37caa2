"""Engagement: what one structure promises, by when, where it stands."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from cafe.models.base import ID_LENGTH, Base, EnumText, UtcDateTime, new_id
from cafe.models.demarche import Organisme


class EtatEngagement(StrEnum):
    """Where a promise stands."""

    PREVU = "prevu"
    EN_COURS = "en_cours"
    TENU = "tenu"
    TENU_EN_PARTIE = "tenu_en_partie"
    NON_TENU = "non_tenu"
    ABANDONNE = "abandonne"


class Engagement(Base):
    """A promise: text, échéance as written and as a date, state."""

    __tablename__ = "engagement"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    demarche_id: Mapped[str] = mapped_column(ForeignKey("demarche.id"), index=True)
    organisme_id: Mapped[str] = mapped_column(ForeignKey("organisme.id"))
    texte: Mapped[str] = mapped_column(Text)
    echeance: Mapped[date | None] = mapped_column()
    echeance_texte: Mapped[str] = mapped_column(String(120), default="")
    etat: Mapped[EtatEngagement] = mapped_column(
        EnumText(EtatEngagement), default=EtatEngagement.PREVU
    )
    par: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    cree_le: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    organisme: Mapped[Organisme] = relationship()
    liens: Mapped[list[LienEngagement]] = relationship(order_by="LienEngagement.le")


class LienEngagement(Base):
    """A promise answers a fiche or a préconisation, dated and reasoned."""

    __tablename__ = "lien_engagement"
    __table_args__ = (
        CheckConstraint("(fiche_id IS NULL) <> (preconisation_id IS NULL)", name="une_seule_cible"),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    engagement_id: Mapped[str] = mapped_column(ForeignKey("engagement.id"), index=True)
    fiche_id: Mapped[str | None] = mapped_column(ForeignKey("fiche.id"), index=True)
    preconisation_id: Mapped[str | None] = mapped_column(ForeignKey("preconisation.id"), index=True)
    motif: Mapped[str] = mapped_column(Text, default="")
    par: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    le: Mapped[datetime] = mapped_column(UtcDateTime)
    fin_le: Mapped[datetime | None] = mapped_column(UtcDateTime)


class EtatDate(Base):
    """The states a promise went through, each dated, with a word of explanation."""

    __tablename__ = "etat_date"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    engagement_id: Mapped[str] = mapped_column(ForeignKey("engagement.id"), index=True)
    etat: Mapped[EtatEngagement] = mapped_column(EnumText(EtatEngagement))
    note: Mapped[str] = mapped_column(Text, default="")
    par: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    le: Mapped[datetime] = mapped_column(UtcDateTime)


def engagements_of(session: Session, demarche_id: str) -> list[Engagement]:
    """The promises of a démarche, oldest first."""
    return list(
        session.scalars(
            select(Engagement)
            .where(Engagement.demarche_id == demarche_id)
            .order_by(Engagement.cree_le)
        )
    )
