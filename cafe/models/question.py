"""Questions of a séance, the tables and rounds at which they are discussed, categories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from cafe.models.base import ID_LENGTH, Base, UtcDateTime, new_id
from cafe.models.seance import Format


@dataclass(frozen=True)
class Categorie:
    """A kind of word: its stable key, its label on screen, its pictogram."""

    cle: str
    libelle: str
    icone: str


CATEGORIES: dict[str, Categorie] = {
    c.cle: c
    for c in (
        Categorie("ca_va", "Ça va", "thumbs-up"),
        Categorie("ca_ne_va_pas", "Ça ne va pas", "thumbs-down"),
        Categorie("mon_idee", "Mon idée", "lightbulb"),
        Categorie("question", "Question", "circle-help"),
        Categorie("constat", "Constat", "eye"),
        Categorie("frein", "Frein", "pause"),
        Categorie("point_appui", "Point d’appui", "handshake"),
        Categorie("proposition", "Proposition", "lightbulb"),
        Categorie("point_vigilance", "Point de vigilance", "triangle-alert"),
        Categorie("bonne_pratique", "Bonne pratique", "star"),
        Categorie("temoignage", "Témoignage", "message-circle"),
    )
}
CATEGORIES_HABITANTS = ("ca_va", "ca_ne_va_pas", "mon_idee")
CATEGORIES_PROFESSIONNELLES = (
    "constat",
    "frein",
    "point_appui",
    "proposition",
    "point_vigilance",
    "bonne_pratique",
)
# Residents choose among few words; professionals ask for their own grid.
MAX_CATEGORIES_HABITANTS = 4


def default_categories(format_: Format) -> tuple[str, ...]:
    """The categories a new question accepts, by format of séance."""
    if format_ is Format.GROUPE_DE_TRAVAIL:
        return CATEGORIES_PROFESSIONNELLES
    return CATEGORIES_HABITANTS


class Question(Base):
    """An open question of a séance and the categories it accepts."""

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("seance_id", "ordre"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    seance_id: Mapped[str] = mapped_column(ForeignKey("seance.id"))
    ordre: Mapped[int] = mapped_column()
    texte: Mapped[str] = mapped_column(Text)
    theme: Mapped[str] = mapped_column(String(120), default="")
    categories: Mapped[list[Any]] = mapped_column(JSON, default=list)
    # In a restitution: the question of an earlier séance that it gives account of.
    origine_id: Mapped[str | None] = mapped_column(ForeignKey("question.id"))
    version: Mapped[int] = mapped_column(default=1)

    def accepted(self) -> tuple[Categorie, ...]:
        """The categories offered, in their order."""
        return tuple(CATEGORIES[c] for c in self.categories if c in CATEGORIES)


class Tablee(Base):
    """A café table of a séance (``Table`` belongs to SQLAlchemy)."""

    __tablename__ = "tablee"
    __table_args__ = (UniqueConstraint("seance_id", "numero"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    seance_id: Mapped[str] = mapped_column(ForeignKey("seance.id"))
    numero: Mapped[int] = mapped_column()
    place: Mapped[str] = mapped_column(String(120), default="")
    capacite: Mapped[int | None] = mapped_column()
    # The first name that its people call, on the host's brief; no account, no device.
    hote: Mapped[str] = mapped_column(String(120), default="")
    aide_le: Mapped[datetime | None] = mapped_column(UtcDateTime)  # asked for help, not yet seen


class Tour(Base):
    """One round, on the server's clock."""

    __tablename__ = "tour"
    __table_args__ = (UniqueConstraint("seance_id", "numero"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    seance_id: Mapped[str] = mapped_column(ForeignKey("seance.id"))
    numero: Mapped[int] = mapped_column()
    duree_minutes: Mapped[int | None] = mapped_column()
    debut: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fin: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Programme(Base):
    """What is discussed where: a question at a table during a round."""

    __tablename__ = "programme"

    tour_id: Mapped[str] = mapped_column(ForeignKey("tour.id"), primary_key=True)
    tablee_id: Mapped[str] = mapped_column(ForeignKey("tablee.id"), primary_key=True)
    question_id: Mapped[str] = mapped_column(ForeignKey("question.id"), index=True)


def questions_of(session: Session, seance_id: str) -> list[Question]:
    """The questions of a séance, in their order."""
    return list(
        session.scalars(
            select(Question).where(Question.seance_id == seance_id).order_by(Question.ordre)
        )
    )


def tours_of(session: Session, seance_id: str) -> list[Tour]:
    """The rounds of a séance, by number."""
    return list(
        session.scalars(select(Tour).where(Tour.seance_id == seance_id).order_by(Tour.numero))
    )


def tablees_of(session: Session, seance_id: str) -> list[Tablee]:
    """The tables of a séance, by number."""
    return list(
        session.scalars(select(Tablee).where(Tablee.seance_id == seance_id).order_by(Tablee.numero))
    )


def current_tour(session: Session, seance_id: str, at: datetime) -> Tour | None:
    """The round under way at that instant, if any."""
    return session.scalar(
        select(Tour)
        .where(
            Tour.seance_id == seance_id,
            Tour.debut <= at,
            or_(Tour.fin.is_(None), Tour.fin > at),
        )
        .order_by(Tour.numero.desc())
        .limit(1)
    )


def question_of_table(
    session: Session, seance_id: str, table: int | None, at: datetime
) -> str | None:
    """The id of what the programme has a table (its number) talk about at the tour under way."""
    tour = current_tour(session, seance_id, at) if table is not None else None
    if tour is None:
        return None
    return session.scalar(
        select(Programme.question_id)
        .join(Tablee, Tablee.id == Programme.tablee_id)
        .where(Programme.tour_id == tour.id, Tablee.seance_id == seance_id, Tablee.numero == table)
    )
