"""What a machine proposed and a person refused: not proposed again."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from cafe.models.base import ID_LENGTH, Base, EnumText, UtcDateTime, new_id
from cafe.models.evenement import history_of


class GenreProposition(StrEnum):
    """What was proposed."""

    DOUBLON = "doublon"
    GROUPE = "groupe"
    PLACE = "place"
    TITRE = "titre"


class GenreProche(StrEnum):
    """What a préconisation was said to be near to."""

    FICHE = "fiche"
    PRECONISATION = "preconisation"


class PropositionRefusee(Base):
    """``cle`` names what was proposed by ids alone, the same each time it would come again."""

    __tablename__ = "proposition_refusee"
    __table_args__ = (
        Index(
            "uq_proposition_refusee_ouverte",
            "seance_id",
            "genre",
            "cle",
            unique=True,
            sqlite_where=text("fin_le IS NULL"),
            postgresql_where=text("fin_le IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    seance_id: Mapped[str] = mapped_column(ForeignKey("seance.id"))
    genre: Mapped[GenreProposition] = mapped_column(EnumText(GenreProposition))
    cle: Mapped[str] = mapped_column(String(80))
    # The ids of its cards: nearly the same group is not proposed again either.
    cartes: Mapped[list[str]] = mapped_column(JSON, default=list)
    par: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    le: Mapped[datetime] = mapped_column(UtcDateTime)
    fin_le: Mapped[datetime | None] = mapped_column(UtcDateTime)


def refused_propositions(session: Session, seance_id: str) -> list[PropositionRefusee]:
    """What stands refused in a séance, the latest first."""
    return list(
        session.scalars(
            select(PropositionRefusee)
            .where(PropositionRefusee.seance_id == seance_id, PropositionRefusee.fin_le.is_(None))
            .order_by(PropositionRefusee.le.desc(), PropositionRefusee.id)
        )
    )


def refused_near(session: Session, preconisation_id: str) -> set[tuple[GenreProche, str]]:
    """What stands refused as near to that préconisation."""
    refused: set[tuple[GenreProche, str]] = set()
    for event in history_of(session, "preconisation", preconisation_id):
        if event.details.get("sur") != preconisation_id:
            continue
        near = (GenreProche(event.details["genre"]), str(event.details["ecarte"]))
        if event.nature == "NearRefused":
            refused.add(near)
        elif event.nature == "NearRestored":
            refused.discard(near)
    return refused
