"""Notes: the ordre du jour of a séance and the lines typed under each point.

A line keeps every text it had; what was written by two people at once is in commit order.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from cafe.models.base import ID_LENGTH, Base, EnumText, UtcDateTime, new_id


class NatureLigne(StrEnum):
    """What a line of notes is; each has its key."""

    RAPPEL = "rappel"
    ECHANGE = "echange"
    QUESTION = "question"
    DECISION = "decision"
    SUIVI = "suivi"


class GenreCitation(StrEnum):
    """What of the séance a line may draw in."""

    CONTRIBUTION = "contribution"
    REGROUPEMENT = "regroupement"
    PRECONISATION = "preconisation"


class Point(Base):
    """A point of the ordre du jour. ``ordre`` 0: « suites de la dernière réunion »."""

    __tablename__ = "point"
    __table_args__ = (UniqueConstraint("seance_id", "ordre"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    seance_id: Mapped[str] = mapped_column(ForeignKey("seance.id"))
    ordre: Mapped[int] = mapped_column()
    titre: Mapped[str] = mapped_column(String(300))
    duree_minutes: Mapped[int | None] = mapped_column()
    cree_le: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)


class Ligne(Base):
    """One line of notes. Taken out, it stays with its versions and is no longer printed.

    ``client_id`` is made by the writer's page, so that a repeat is harmless. A line that draws
    something in names it (``cite_genre``, ``cite_id``) and may add words of its own.
    """

    __tablename__ = "ligne"
    __table_args__ = (UniqueConstraint("seance_id", "client_id"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    seance_id: Mapped[str] = mapped_column(ForeignKey("seance.id"))
    point_id: Mapped[str] = mapped_column(ForeignKey("point.id"), index=True)
    client_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    nature: Mapped[NatureLigne] = mapped_column(EnumText(NatureLigne))
    rang: Mapped[float] = mapped_column()
    cite_genre: Mapped[GenreCitation | None] = mapped_column(EnumText(GenreCitation))
    cite_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    par: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    cree_le: Mapped[datetime] = mapped_column(UtcDateTime)
    retiree_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    version: Mapped[int] = mapped_column(default=1)

    courante: Mapped[LigneVersion] = relationship(
        primaryjoin="Ligne.version_id == foreign(LigneVersion.id)",
        viewonly=True,
        uselist=False,
        lazy="joined",
    )

    @property
    def texte(self) -> str | None:
        """The current text; None when a file came in without it."""
        return self.courante.texte


class LigneVersion(Base):
    """A line's text as it was at one moment; None where a file came in without it.

    Nothing erases it here: the words of people are drawn in by their id, never copied.
    """

    __tablename__ = "ligne_version"
    __table_args__ = (UniqueConstraint("ligne_id", "rang"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    ligne_id: Mapped[str] = mapped_column(ForeignKey("ligne.id"))
    rang: Mapped[int] = mapped_column()
    texte: Mapped[str | None] = mapped_column(Text)
    par: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    le: Mapped[datetime] = mapped_column(UtcDateTime)
    efface_le: Mapped[datetime | None] = mapped_column(UtcDateTime)


class DocumentJoint(Base):
    """A document sent with the convocation, lettered in order: « Document A »."""

    __tablename__ = "document_joint"
    __table_args__ = (UniqueConstraint("seance_id", "ordre"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    seance_id: Mapped[str] = mapped_column(ForeignKey("seance.id"))
    ordre: Mapped[int] = mapped_column()
    titre: Mapped[str] = mapped_column(String(200))
    adresse: Mapped[str] = mapped_column(String(500), default="")
    cree_le: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def lettre(self) -> str:
        """A, B… Z, AA, AB…; ``ordre`` starts at 1."""
        letters, rest = "", self.ordre
        while rest:
            rest, index = divmod(rest - 1, 26)
            letters = chr(ord("A") + index) + letters
        return letters


def points_of(session: Session, seance_id: str) -> list[Point]:
    """The ordre du jour, in order; point 0 first when there is one."""
    return list(
        session.scalars(select(Point).where(Point.seance_id == seance_id).order_by(Point.ordre))
    )


def lignes_of(session: Session, seance_id: str) -> list[Ligne]:
    """The lines that stand, in the order in which they are read under each point."""
    return list(
        session.scalars(
            select(Ligne)
            .where(Ligne.seance_id == seance_id, Ligne.retiree_le.is_(None))
            .order_by(Ligne.rang, Ligne.cree_le)
        )
    )


def documents_of(session: Session, seance_id: str) -> list[DocumentJoint]:
    """The documents joined, by letter."""
    return list(
        session.scalars(
            select(DocumentJoint)
            .where(DocumentJoint.seance_id == seance_id)
            .order_by(DocumentJoint.ordre)
        )
    )
