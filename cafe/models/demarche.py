"""Démarche, organismes, plans: the frame in which séances are held."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from cafe.models.base import ID_LENGTH, Base, UtcDateTime, new_id

# Elsewhere a « fiche opérationnelle » is a « fiche action », and there are no piliers.
LIBELLES_PAR_DEFAUT = {
    "fiche": "fiche opérationnelle",
    "fiches": "fiches opérationnelles",
    "enjeu": "enjeu",
    "objectif": "objectif",
    "pilier": "pilier",
}


class Demarche(Base):
    """One consultation process of a territory, with its charter and its own labels."""

    __tablename__ = "demarche"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    nom: Mapped[str] = mapped_column(String(200))
    territoire: Mapped[str] = mapped_column(String(200), default="")
    presentation: Mapped[str] = mapped_column(Text, default="")
    # The charter, one question each: what is negotiable, who decides, when, how words
    # are moderated. Shown to residents in the same words.
    negociable: Mapped[str] = mapped_column(Text, default="")
    decideur: Mapped[str] = mapped_column(Text, default="")
    echeances: Mapped[str] = mapped_column(Text, default="")
    moderation: Mapped[str] = mapped_column(Text, default="")
    # Said first on the phone, in one sentence each: who asks, what is settled, what is kept.
    porteur: Mapped[str] = mapped_column(String(200), default="")
    non_negociable: Mapped[str] = mapped_column(Text, default="")
    conservation: Mapped[str] = mapped_column(Text, default="")
    # Among which a participant may say theirs, if they wish; for totals of five people or more.
    quartiers: Mapped[list[Any]] = mapped_column(JSON, default=list)
    # Whom a resident may call, on paper and beside what became of their words.
    contact_nom: Mapped[str] = mapped_column(String(120), default="")
    contact_telephone: Mapped[str] = mapped_column(String(40), default="")
    contact_courriel: Mapped[str] = mapped_column(String(200), default="")
    contact_horaires: Mapped[str] = mapped_column(String(200), default="")
    # While nothing is decided, a resident reads the next step and its date.
    prochaine_etape: Mapped[str] = mapped_column(Text, default="")
    prochaine_date: Mapped[date | None] = mapped_column()
    libelles: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    publique: Mapped[bool] = mapped_column(default=False)
    cree_le: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    @property
    def contact(self) -> str:
        """Whom to call, on one line; empty when the démarche names nobody."""
        parts = (self.contact_nom, self.contact_telephone, self.contact_horaires)
        return ", ".join(part for part in parts if part) or self.contact_courriel

    def libelle(self, cle: str) -> str:
        """The démarche's own word for a noun (``fiche``, ``fiches``, ``enjeu``…)."""
        return str(self.libelles.get(cle) or LIBELLES_PAR_DEFAUT[cle])


class Organisme(Base):
    """A body (« structure » on screen): pilote, partner, signatory, addressee."""

    __tablename__ = "organisme"
    __table_args__ = (UniqueConstraint("demarche_id", "nom"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    demarche_id: Mapped[str] = mapped_column(ForeignKey("demarche.id"))
    nom: Mapped[str] = mapped_column(String(200))
    sigle: Mapped[str] = mapped_column(String(40), default="")
    nature: Mapped[str] = mapped_column(String(60), default="")
    cree_le: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)


class Plan(Base):
    """A numbered set of fiches: « contrat initial », « avenant n° 2 »."""

    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("demarche_id", "nom"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    demarche_id: Mapped[str] = mapped_column(ForeignKey("demarche.id"))
    nom: Mapped[str] = mapped_column(String(120))
    ordre: Mapped[int] = mapped_column(default=1)
    cree_le: Mapped[datetime] = mapped_column(UtcDateTime)


def current_plan(session: Session, demarche_id: str) -> Plan | None:
    """The plan in force: the last one of the démarche."""
    return session.scalar(
        select(Plan).where(Plan.demarche_id == demarche_id).order_by(Plan.ordre.desc()).limit(1)
    )


def plans_of(session: Session, demarche_id: str) -> list[Plan]:
    """The plans of a démarche, the one in force first."""
    return list(
        session.scalars(
            select(Plan).where(Plan.demarche_id == demarche_id).order_by(Plan.ordre.desc())
        )
    )


def organismes_of(session: Session, demarche_id: str) -> list[Organisme]:
    """The structures of a démarche, by name."""
    return list(
        session.scalars(
            select(Organisme).where(Organisme.demarche_id == demarche_id).order_by(Organisme.nom)
        )
    )
