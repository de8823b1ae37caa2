"""Groupe: a lasting instance (COPIL, groupe de travail…) and the people who sit in it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from cafe.models.base import ID_LENGTH, Base, EnumText, UtcDateTime, new_id
from cafe.models.demarche import Organisme


class GenreGroupe(StrEnum):
    """What kind of instance it is."""

    COPIL = "copil"
    COTECH = "cotech"
    GROUPE_DE_TRAVAIL = "groupe_de_travail"
    CONSEIL_CITOYEN = "conseil_citoyen"
    AUTRE = "autre"


class Rang(StrEnum):
    """A seat holder, or who sits when the holder cannot."""

    TITULAIRE = "titulaire"
    SUPPLEANT = "suppleant"


class Groupe(Base):
    """A group of a démarche; its meetings are séances that name it."""

    __tablename__ = "groupe"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    demarche_id: Mapped[str] = mapped_column(ForeignKey("demarche.id"), index=True)
    genre: Mapped[GenreGroupe] = mapped_column(EnumText(GenreGroupe))
    nom: Mapped[str] = mapped_column(String(200))
    volet: Mapped[str] = mapped_column(String(200), default="")
    # Who receives the comptes rendus besides the members, in free words.
    diffusion: Mapped[str] = mapped_column(String(400), default="")
    cree_le: Mapped[datetime] = mapped_column(UtcDateTime)
    ferme_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    membres: Mapped[list[MembreGroupe]] = relationship(
        back_populates="groupe", order_by="MembreGroupe.ordre"
    )


class MembreGroupe(Base):
    """A professional or appointed person in a group, by name: a resident is never one.

    Members of a conseil citoyen sit there publicly; in any other séance residents are counts.
    """

    __tablename__ = "membre_groupe"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    groupe_id: Mapped[str] = mapped_column(ForeignKey("groupe.id"), index=True)
    nom: Mapped[str] = mapped_column(String(120))
    fonction: Mapped[str] = mapped_column(String(160), default="")
    organisme_id: Mapped[str | None] = mapped_column(ForeignKey("organisme.id"))
    rang: Mapped[Rang] = mapped_column(EnumText(Rang), default=Rang.TITULAIRE)
    copilote: Mapped[bool] = mapped_column(default=False)
    ordre: Mapped[int] = mapped_column()
    cree_le: Mapped[datetime] = mapped_column(UtcDateTime)
    fin_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    groupe: Mapped[Groupe] = relationship(back_populates="membres")
    organisme: Mapped[Organisme | None] = relationship()


class Logo(Base):
    """A structure's logo, re-encoded on arrival: a PNG of at most 600 × 300 pixels."""

    __tablename__ = "logo"

    organisme_id: Mapped[str] = mapped_column(ForeignKey("organisme.id"), primary_key=True)
    png: Mapped[bytes] = mapped_column(LargeBinary)
    largeur: Mapped[int] = mapped_column()
    hauteur: Mapped[int] = mapped_column()
    le: Mapped[datetime] = mapped_column(UtcDateTime)


def groupes_of(session: Session, demarche_id: str) -> list[Groupe]:
    """The groups of a démarche, those still meeting first, by name."""
    return list(
        session.scalars(
            select(Groupe)
            .where(Groupe.demarche_id == demarche_id)
            .order_by(Groupe.ferme_le.is_not(None), Groupe.nom)
        )
    )


def membres_of(session: Session, groupe_id: str) -> list[MembreGroupe]:
    """Those who sit in a group now, in their order."""
    return list(
        session.scalars(
            select(MembreGroupe)
            .where(MembreGroupe.groupe_id == groupe_id, MembreGroupe.fin_le.is_(None))
            .order_by(MembreGroupe.ordre)
        )
    )
