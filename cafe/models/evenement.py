"""Evenement: one numbered row per committed write.

It feeds live screens, the journal, undo and the compte rendu. ``details`` holds ids and
states, never a participant's text.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Integer, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from cafe.models.base import ID_LENGTH, Base, UtcDateTime, new_id

# SQLite numbers rows itself only for INTEGER; PostgreSQL wants room.
Numero = BigInteger().with_variant(Integer, "sqlite")


class Evenement(Base):
    """What happened: ``nature`` is an English participle (``ContributionPosted``)."""

    __tablename__ = "evenement"
    __table_args__ = ({"sqlite_autoincrement": True},)

    numero: Mapped[int] = mapped_column(Numero, primary_key=True, autoincrement=True)
    nature: Mapped[str] = mapped_column(String(60))
    le: Mapped[datetime] = mapped_column(UtcDateTime)
    auteur_genre: Mapped[str] = mapped_column(String(20))
    auteur_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    demarche_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), index=True)
    seance_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), index=True)
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    objets: Mapped[list[EvenementObjet]] = relationship(lazy="selectin")

    def ids(self, genre: str) -> list[str]:
        """The ids of the objects of one kind that the event touched."""
        return [o.objet_id for o in self.objets if o.genre == genre]


class EvenementObjet(Base):
    """An object touched by an event, to find its history from either end."""

    __tablename__ = "evenement_objet"

    numero: Mapped[int] = mapped_column(
        Numero, ForeignKey("evenement.numero"), primary_key=True, autoincrement=False
    )
    genre: Mapped[str] = mapped_column(String(30), primary_key=True)
    objet_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, index=True)


class Installation(Base):
    """This installation's own id: what phones key their storage by."""

    __tablename__ = "installation"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    cree_le: Mapped[datetime] = mapped_column(UtcDateTime)


def last_numero(session: Session) -> int:
    """The number of the last committed event; 0 on an empty base."""
    return session.scalar(select(func.max(Evenement.numero))) or 0


def events_after(session: Session, numero: int, limit: int = 500) -> list[Evenement]:
    """The events that follow a number, in commit order."""
    return list(
        session.scalars(
            select(Evenement)
            .where(Evenement.numero > numero)
            .order_by(Evenement.numero)
            .limit(limit)
        )
    )


def history_of(session: Session, genre: str, objet_id: str) -> list[Evenement]:
    """Everything that happened to one object, in order."""
    return list(
        session.scalars(
            select(Evenement)
            .join(EvenementObjet, EvenementObjet.numero == Evenement.numero)
            .where(EvenementObjet.genre == genre, EvenementObjet.objet_id == objet_id)
            .order_by(Evenement.numero)
        )
    )


def installation_id(session: Session) -> str:
    """The installation's id, made by the first migration."""
    return session.scalars(select(Installation.id)).one()
