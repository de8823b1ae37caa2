"""Suite: what a contribution or a regroupement leads to. Every word gets one."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from cafe.models.base import ID_LENGTH, Base, EnumText, UtcDateTime, new_id


class NatureSuite(StrEnum):
    """Where words lead, a préconisation apart (that one is a ``Source``)."""

    REPONSE_DONNEE = "reponse_donnee"
    TRANSMISE = "transmise"
    DEJA_EN_OEUVRE = "deja_en_oeuvre"
    SANS_SUITE = "sans_suite"


class Suite(Base):
    """One dated, reasoned outcome; a new one closes the one before, which is kept."""

    __tablename__ = "suite"
    __table_args__ = (
        CheckConstraint(
            "(regroupement_id IS NULL) <> (contribution_id IS NULL)", name="un_seul_objet"
        ),
        Index(
            "uq_suite_contribution_ouverte",
            "contribution_id",
            unique=True,
            sqlite_where=text("fin_le IS NULL AND contribution_id IS NOT NULL"),
            postgresql_where=text("fin_le IS NULL AND contribution_id IS NOT NULL"),
        ),
        Index(
            "uq_suite_regroupement_ouverte",
            "regroupement_id",
            unique=True,
            sqlite_where=text("fin_le IS NULL AND regroupement_id IS NOT NULL"),
            postgresql_where=text("fin_le IS NULL AND regroupement_id IS NOT NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    demarche_id: Mapped[str] = mapped_column(ForeignKey("demarche.id"), index=True)
    contribution_id: Mapped[str | None] = mapped_column(ForeignKey("contribution.id"))
    regroupement_id: Mapped[str | None] = mapped_column(ForeignKey("regroupement.id"))
    nature: Mapped[NatureSuite] = mapped_column(EnumText(NatureSuite))
    # The words given to residents: the answer, the reason, the explanation.
    texte: Mapped[str] = mapped_column(Text)
    jour: Mapped[date] = mapped_column()
    repondant: Mapped[str] = mapped_column(String(200), default="")
    organisme_id: Mapped[str | None] = mapped_column(ForeignKey("organisme.id"))
    fiche_id: Mapped[str | None] = mapped_column(ForeignKey("fiche.id"))
    # The answer that comes back from whom it was passed on to.
    retour: Mapped[str] = mapped_column(Text, default="")
    retour_jour: Mapped[date | None] = mapped_column()
    par: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    le: Mapped[datetime] = mapped_column(UtcDateTime)
    fin_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
