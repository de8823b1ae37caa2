"""Evenement: one numbered row per committed write.

It feeds live screens, the journal, undo and the compte rendu. ``details`` holds ids and
states, never a participant's text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKey,
    Integer,
    String,
    bindparam,
    func,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from cafe.models.base import ID_LENGTH, Base, UtcDateTime, new_id
from cafe.models.direct import Direct

# SQLite numbers rows itself only for INTEGER; PostgreSQL wants room.
Numero = BigInteger().with_variant(Integer, "sqlite")

# Beyond it no number was ever given, and bases refuse to look.
NUMERO_MAX = 2**53


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


@dataclass(frozen=True)
class Nouvelle:
    """An event as the live side reads it, a few hundred times a minute: plain values."""

    numero: int
    nature: str
    auteur_genre: str
    seance_id: str | None
    details: dict[str, Any]
    objets: frozenset[tuple[str, str]]

    def ids(self, genre: str) -> list[str]:
        """The ids of the objects of one kind that the event touched."""
        return [objet_id for kind, objet_id in self.objets if kind == genre]


_recents = (
    select(
        Evenement.numero,
        Evenement.nature,
        Evenement.auteur_genre,
        Evenement.seance_id,
        Evenement.details,
    )
    .where(Evenement.numero > bindparam("apres"))
    .order_by(Evenement.numero)
    .limit(bindparam("limite"))
    .subquery()
)
_NOUVELLES = Direct(
    select(*_recents.c, EvenementObjet.genre, EvenementObjet.objet_id)
    .outerjoin(EvenementObjet, EvenementObjet.numero == _recents.c.numero)
    .order_by(_recents.c.numero)
)


def news_after(session: Session, numero: int, limit: int = 500) -> list[Nouvelle]:
    """The events that follow a number, in commit order, with their objects: one query."""
    first: dict[int, tuple[str, str, str | None, dict[str, Any]]] = {}
    objets: dict[int, set[tuple[str, str]]] = {}
    values = {"apres": numero, "limite": limit}
    for row in _NOUVELLES.rows(session.connection(), values):
        found, nature, auteur_genre, seance_id, details, genre, objet_id = row
        first.setdefault(found, (nature, auteur_genre, seance_id, details))
        named = objets.setdefault(found, set())
        if genre is not None:
            named.add((genre, objet_id))
    return [Nouvelle(found, *event, frozenset(objets[found])) for found, event in first.items()]


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
