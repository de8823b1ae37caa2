"""Scrutin and Gommette: a vote by dots, whose limits the database itself keeps.

Each dot is a row with two ranks: its place among the person's dots (1 to n) and among those on
its card (1 to m). Both are unique and both refer to the ranks that the vote allows, so one dot
too many breaks a constraint, whoever writes it and however many taps arrive at once.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cafe.models.base import ID_LENGTH, Base, EnumText, UtcDateTime, new_id

POINTS_MAX = 20


class EtatScrutin(StrEnum):
    """The life of a vote; a closed one is reopened by a new vote only."""

    PREPARE = "prepare"
    OUVERT = "ouvert"
    CLOS = "clos"


class VisibiliteScrutin(StrEnum):
    """When the room sees the totals: as they come, or once they are revealed."""

    DIRECT = "direct"
    CACHE = "cache"


class Scrutin(Base):
    """A vote of a séance: ``points`` dots a person (n), at most ``par_carte`` on a card (m)."""

    __tablename__ = "scrutin"
    __table_args__ = (
        CheckConstraint("par_carte >= 1 AND par_carte <= points", name="par_carte"),
        Index(
            "uq_scrutin_ouvert",
            "seance_id",
            unique=True,
            sqlite_where=text("etat = 'ouvert'"),
            postgresql_where=text("etat = 'ouvert'"),
        ),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    seance_id: Mapped[str] = mapped_column(ForeignKey("seance.id"), index=True)
    titre: Mapped[str] = mapped_column(String(200))
    points: Mapped[int] = mapped_column()
    par_carte: Mapped[int] = mapped_column()
    visibilite: Mapped[VisibiliteScrutin] = mapped_column(EnumText(VisibiliteScrutin))
    etat: Mapped[EtatScrutin] = mapped_column(EnumText(EtatScrutin), default=EtatScrutin.PREPARE)
    # How many were in the room, as counted when it was closed; None where nobody counted.
    presents: Mapped[int | None] = mapped_column()
    cree_le: Mapped[datetime] = mapped_column(UtcDateTime)
    ouvert_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    clos_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revele_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    cibles: Mapped[list[CibleScrutin]] = relationship(order_by="CibleScrutin.ordre")


class CibleScrutin(Base):
    """What may receive dots: a regroupement or a contribution; frozen once the vote is open."""

    __tablename__ = "cible_scrutin"
    __table_args__ = (
        UniqueConstraint("scrutin_id", "id"),
        UniqueConstraint("scrutin_id", "ordre"),
        UniqueConstraint("scrutin_id", "regroupement_id"),
        UniqueConstraint("scrutin_id", "contribution_id"),
        CheckConstraint(
            "(regroupement_id IS NULL) <> (contribution_id IS NULL)", name="une_seule_carte"
        ),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    scrutin_id: Mapped[str] = mapped_column(ForeignKey("scrutin.id"))
    ordre: Mapped[int] = mapped_column()
    regroupement_id: Mapped[str | None] = mapped_column(ForeignKey("regroupement.id"))
    contribution_id: Mapped[str | None] = mapped_column(ForeignKey("contribution.id"))

    @property
    def cle(self) -> str:
        """Its name on the wire: ``r:<id>`` or ``c:<id>``."""
        return f"r:{self.regroupement_id}" if self.regroupement_id else f"c:{self.contribution_id}"


class RangScrutin(Base):
    """The ranks 1 to n that a person's dots may take in a vote."""

    __tablename__ = "rang_scrutin"

    scrutin_id: Mapped[str] = mapped_column(ForeignKey("scrutin.id"), primary_key=True)
    rang: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class RangCarte(Base):
    """The ranks 1 to m that a person's dots may take on one card of a vote."""

    __tablename__ = "rang_carte"

    scrutin_id: Mapped[str] = mapped_column(ForeignKey("scrutin.id"), primary_key=True)
    rang: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Gommette(Base):
    """One dot of one person on one card."""

    __tablename__ = "gommette"
    __table_args__ = (
        UniqueConstraint("scrutin_id", "participant_id", "rang"),
        UniqueConstraint("cible_id", "participant_id", "rang_carte"),
        ForeignKeyConstraint(
            ["scrutin_id", "rang"],
            ["rang_scrutin.scrutin_id", "rang_scrutin.rang"],
            name="fk_gommette_rang",
        ),
        ForeignKeyConstraint(
            ["scrutin_id", "rang_carte"],
            ["rang_carte.scrutin_id", "rang_carte.rang"],
            name="fk_gommette_rang_carte",
        ),
        ForeignKeyConstraint(
            ["scrutin_id", "cible_id"],
            ["cible_scrutin.scrutin_id", "cible_scrutin.id"],
            name="fk_gommette_cible",
        ),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    scrutin_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id"))
    cible_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    rang: Mapped[int] = mapped_column()
    rang_carte: Mapped[int] = mapped_column()
    le: Mapped[datetime] = mapped_column(UtcDateTime)


class PapierScrutin(Base):
    """Paper dots counted on a card, as a total; the last row of a card is the one that counts."""

    __tablename__ = "papier_scrutin"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    cible_id: Mapped[str] = mapped_column(ForeignKey("cible_scrutin.id"), index=True)
    total: Mapped[int] = mapped_column()
    par: Mapped[str] = mapped_column(String(ID_LENGTH))
    le: Mapped[datetime] = mapped_column(UtcDateTime)


class PhotoScrutin(Base):
    """A photo of the paper dots of a vote; the bytes are a file of its id."""

    __tablename__ = "photo_scrutin"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    scrutin_id: Mapped[str] = mapped_column(ForeignKey("scrutin.id"), index=True)
    type_mime: Mapped[str] = mapped_column(String(40))
    octets: Mapped[int] = mapped_column()
    empreinte: Mapped[str] = mapped_column(String(64))
    largeur: Mapped[int] = mapped_column()
    hauteur: Mapped[int] = mapped_column()
    le: Mapped[datetime] = mapped_column(UtcDateTime)
    retiree_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
