"""Fiche opérationnelle: a stable id, a displayed number in a plan, kept versions.

The content of the form is a document (``ContenuFiche``): a field may be filled, blank in
the source or not imported, and those three must survive a round trip.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from cafe.models.base import ID_LENGTH, Base, UtcDateTime, new_id
from cafe.models.fiche_contenu import ContenuFiche


class Fiche(Base):
    """One programme of a plan; ``numero`` may change, ``id`` never does."""

    __tablename__ = "fiche"
    __table_args__ = (UniqueConstraint("plan_id", "numero"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    demarche_id: Mapped[str] = mapped_column(ForeignKey("demarche.id"), index=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("plan.id"))
    numero: Mapped[str] = mapped_column(String(20))
    intitule: Mapped[str] = mapped_column(Text)
    ordre: Mapped[int] = mapped_column()
    version_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    version: Mapped[int] = mapped_column(default=1)
    cree_le: Mapped[datetime] = mapped_column(UtcDateTime)

    versions: Mapped[list[FicheVersion]] = relationship(
        back_populates="fiche", order_by="FicheVersion.rang"
    )
    courante: Mapped[FicheVersion] = relationship(
        primaryjoin="Fiche.version_id == foreign(FicheVersion.id)", viewonly=True, uselist=False
    )


class FicheVersion(Base):
    """The form as it stood: published keys of docs/formats/fiches.md, kept verbatim."""

    __tablename__ = "fiche_version"
    __table_args__ = (UniqueConstraint("fiche_id", "rang"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    fiche_id: Mapped[str] = mapped_column(ForeignKey("fiche.id"))
    rang: Mapped[int] = mapped_column()
    contenu: Mapped[dict[str, Any]] = mapped_column(JSON)
    provenance: Mapped[str] = mapped_column(String(200), default="")
    par: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    le: Mapped[datetime] = mapped_column(UtcDateTime)

    fiche: Mapped[Fiche] = relationship(back_populates="versions")


def fiches_of_plan(session: Session, plan_id: str) -> list[Fiche]:
    """The fiches of a plan in the order they were given."""
    return list(
        session.scalars(select(Fiche).where(Fiche.plan_id == plan_id).order_by(Fiche.ordre))
    )


def contents_of_plan(session: Session, plan_id: str) -> list[tuple[Fiche, ContenuFiche]]:
    """The fiches of a plan with their current content, in the order they were given."""
    rows = session.execute(
        select(Fiche, FicheVersion.contenu)
        .join(FicheVersion, FicheVersion.id == Fiche.version_id)
        .where(Fiche.plan_id == plan_id)
        .order_by(Fiche.ordre)
    )
    return [(fiche, ContenuFiche(contenu)) for fiche, contenu in rows]
