"""Regroupement: a cluster on one question, and who belongs to it since when."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from cafe.models.base import ID_LENGTH, Base, UtcDateTime, new_id
from cafe.models.contribution import Contribution


class Regroupement(Base):
    """A titled cluster. A merge closes it and says into which one it went."""

    __tablename__ = "regroupement"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    seance_id: Mapped[str] = mapped_column(ForeignKey("seance.id"), index=True)
    question_id: Mapped[str] = mapped_column(ForeignKey("question.id"), index=True)
    titre: Mapped[str] = mapped_column(String(200))
    resume: Mapped[str] = mapped_column(Text, default="")
    ordre: Mapped[int] = mapped_column()
    cree_le: Mapped[datetime] = mapped_column(UtcDateTime)
    ferme_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fusionne_dans: Mapped[str | None] = mapped_column(ForeignKey("regroupement.id"))
    version: Mapped[int] = mapped_column(default=1)


class RegroupementVersion(Base):
    """A title and a summary that a group had, kept when it was given others."""

    __tablename__ = "regroupement_version"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    regroupement_id: Mapped[str] = mapped_column(ForeignKey("regroupement.id"), index=True)
    titre: Mapped[str] = mapped_column(String(200))
    resume: Mapped[str] = mapped_column(Text)
    # When it was replaced.
    le: Mapped[datetime] = mapped_column(UtcDateTime)


class Appartenance(Base):
    """A contribution in a regroupement, dated and reasoned; at most one open each."""

    __tablename__ = "appartenance"
    __table_args__ = (
        Index(
            "uq_appartenance_ouverte",
            "contribution_id",
            unique=True,
            sqlite_where=text("fin_le IS NULL"),
            postgresql_where=text("fin_le IS NULL"),
        ),
        Index("ix_appartenance_regroupement_rang", "regroupement_id", "rang"),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), index=True)
    regroupement_id: Mapped[str] = mapped_column(ForeignKey("regroupement.id"))
    # Order inside the group; a card dropped between two takes the middle.
    rang: Mapped[float] = mapped_column()
    motif: Mapped[str] = mapped_column(Text, default="")
    par: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    le: Mapped[datetime] = mapped_column(UtcDateTime)
    fin_par: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    fin_le: Mapped[datetime | None] = mapped_column(UtcDateTime)

    contribution: Mapped[Contribution] = relationship()
    regroupement: Mapped[Regroupement] = relationship()


def open_appartenance(session: Session, contribution_id: str) -> Appartenance | None:
    """The regroupement a contribution is in now, if any."""
    return session.scalar(
        select(Appartenance).where(
            Appartenance.contribution_id == contribution_id, Appartenance.fin_le.is_(None)
        )
    )


def members_of(session: Session, regroupement_id: str) -> list[Contribution]:
    """The contributions now in a regroupement, in order."""
    return list(
        session.scalars(
            select(Contribution)
            .join(Appartenance, Appartenance.contribution_id == Contribution.id)
            .where(Appartenance.regroupement_id == regroupement_id, Appartenance.fin_le.is_(None))
            .order_by(Appartenance.rang, Contribution.ordre)
        )
    )


def members_by_regroupement(session: Session, seance_id: str) -> dict[str, list[str]]:
    """The ids of the contributions now in each regroupement of a séance, in order: one query."""
    rows = session.execute(
        select(Appartenance.regroupement_id, Appartenance.contribution_id)
        .join(Contribution, Contribution.id == Appartenance.contribution_id)
        .where(Contribution.seance_id == seance_id, Appartenance.fin_le.is_(None))
        .order_by(Appartenance.rang, Contribution.ordre)
    )
    found: dict[str, list[str]] = defaultdict(list)
    for regroupement_id, contribution_id in rows:
        found[regroupement_id].append(contribution_id)
    return found


def open_regroupements(session: Session, question_id: str) -> list[Regroupement]:
    """The regroupements of a question that are not closed, in order."""
    return list(
        session.scalars(
            select(Regroupement)
            .where(Regroupement.question_id == question_id, Regroupement.ferme_le.is_(None))
            .order_by(Regroupement.ordre)
        )
    )


@dataclass(frozen=True)
class Taille:
    """An open regroupement in a list to choose from: how many words it holds."""

    id: str
    titre: str
    version: int
    paroles: int


def open_sizes(session: Session, question_id: str) -> list[Taille]:
    """The open regroupements of a question with how much each holds, in order: one query."""
    rows = session.execute(
        select(
            Regroupement.id,
            Regroupement.titre,
            Regroupement.version,
            func.count(Appartenance.id),
        )
        .outerjoin(
            Appartenance,
            (Appartenance.regroupement_id == Regroupement.id) & Appartenance.fin_le.is_(None),
        )
        .where(Regroupement.question_id == question_id, Regroupement.ferme_le.is_(None))
        .group_by(Regroupement.id)
        .order_by(Regroupement.ordre)
    )
    return [Taille(*row) for row in rows]


def merged_by_taker(session: Session, seance_id: str) -> dict[str, list[tuple[str, str]]]:
    """Which groups of a séance went into which: by the one that stands now, id and title."""
    rows = session.execute(
        select(Regroupement.id, Regroupement.titre, Regroupement.fusionne_dans)
        .where(Regroupement.seance_id == seance_id, Regroupement.fusionne_dans.is_not(None))
        .order_by(Regroupement.ordre)
    ).all()
    into = {id_: str(taker) for id_, _, taker in rows}
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for id_, titre, _ in rows:
        last, seen = into[id_], {id_}
        while last in into and last not in seen:
            seen.add(last)
            last = into[last]
        found[last].append((id_, titre))
    return found
