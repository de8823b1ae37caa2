"""Préconisation: what is asked, on which words it rests, what was decided and answered."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from cafe.models.base import ID_LENGTH, Base, EnumText, UtcDateTime, new_id
from cafe.models.fiche import Fiche


class EtatPreconisation(StrEnum):
    """Where a préconisation stands; all but the first two are decisions."""

    BROUILLON = "brouillon"
    PROPOSEE = "proposee"
    A_L_ETUDE = "a_l_etude"
    RETENUE = "retenue"
    RETENUE_MODIFIEE = "retenue_modifiee"
    DEJA_EN_OEUVRE = "deja_en_oeuvre"
    NON_RETENUE = "non_retenue"
    HORS_COMPETENCE = "hors_competence"


ETATS_DECIDES = frozenset(EtatPreconisation) - {
    EtatPreconisation.BROUILLON,
    EtatPreconisation.PROPOSEE,
}
# Under study nothing is settled yet: text and sources may still change.
ETATS_FIGES = ETATS_DECIDES - {EtatPreconisation.A_L_ETUDE}


class NatureLien(StrEnum):
    """How a préconisation bears on a fiche."""

    COMPLETE = "complete"
    MODIFIE = "modifie"
    CREE = "cree"
    APPUIE = "appuie"


class Preconisation(Base):
    """A numbered recommendation of a démarche, its title in the infinitive."""

    __tablename__ = "preconisation"
    __table_args__ = (UniqueConstraint("demarche_id", "numero"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    demarche_id: Mapped[str] = mapped_column(ForeignKey("demarche.id"))
    numero: Mapped[int] = mapped_column()
    volet: Mapped[str] = mapped_column(String(120), default="")
    intitule: Mapped[str] = mapped_column(Text)
    constat: Mapped[str] = mapped_column(Text, default="")
    destinataire: Mapped[str] = mapped_column(String(200), default="")
    echeance: Mapped[str] = mapped_column(String(120), default="")
    etat: Mapped[EtatPreconisation] = mapped_column(
        EnumText(EtatPreconisation), default=EtatPreconisation.BROUILLON
    )
    par: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    cree_le: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    sources: Mapped[list[Source]] = relationship(order_by="Source.le")
    decisions: Mapped[list[Decision]] = relationship(order_by="Decision.le")
    reponses: Mapped[list[ReponsePublique]] = relationship(order_by="ReponsePublique.le")
    liens: Mapped[list[LienFiche]] = relationship(order_by="LienFiche.le")


class Source(Base):
    """A préconisation rests on a regroupement or on one contribution."""

    __tablename__ = "source"
    __table_args__ = (
        CheckConstraint(
            "(regroupement_id IS NULL) <> (contribution_id IS NULL)", name="une_seule_source"
        ),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    preconisation_id: Mapped[str] = mapped_column(ForeignKey("preconisation.id"), index=True)
    regroupement_id: Mapped[str | None] = mapped_column(ForeignKey("regroupement.id"), index=True)
    contribution_id: Mapped[str | None] = mapped_column(ForeignKey("contribution.id"), index=True)
    motif: Mapped[str] = mapped_column(Text, default="")
    par: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    le: Mapped[datetime] = mapped_column(UtcDateTime)
    fin_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fin_par: Mapped[str | None] = mapped_column(String(ID_LENGTH))


class Decision(Base):
    """What an instance decided, on which day, why; it pins the words it rests on."""

    __tablename__ = "decision"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    preconisation_id: Mapped[str] = mapped_column(ForeignKey("preconisation.id"), index=True)
    etat: Mapped[EtatPreconisation] = mapped_column(EnumText(EtatPreconisation))
    instance: Mapped[str] = mapped_column(String(200))
    jour: Mapped[date] = mapped_column()
    motif: Mapped[str] = mapped_column(Text)
    # « à l'étude jusqu'au »
    jusqu_au: Mapped[date | None] = mapped_column()
    # « hors compétence → transmise à »
    organisme_id: Mapped[str | None] = mapped_column(ForeignKey("organisme.id"))
    par: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    le: Mapped[datetime] = mapped_column(UtcDateTime)

    epingles: Mapped[list[Epingle]] = relationship()


class Epingle(Base):
    """A version of a contribution that a decision rests on, pinned that day."""

    __tablename__ = "epingle"

    decision_id: Mapped[str] = mapped_column(ForeignKey("decision.id"), primary_key=True)
    contribution_version_id: Mapped[str] = mapped_column(
        ForeignKey("contribution_version.id"), primary_key=True
    )


class ReponsePublique(Base):
    """The answer residents read; a later one replaces it on screen, both are kept."""

    __tablename__ = "reponse_publique"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    preconisation_id: Mapped[str] = mapped_column(ForeignKey("preconisation.id"), index=True)
    texte: Mapped[str] = mapped_column(Text)
    signataire: Mapped[str] = mapped_column(String(200), default="")
    par: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    le: Mapped[datetime] = mapped_column(UtcDateTime)


class LienFiche(Base):
    """A préconisation bears on a fiche: nature and reason, dated both ways."""

    __tablename__ = "lien_fiche"
    __table_args__ = (
        Index(
            "uq_lien_fiche_ouvert",
            "preconisation_id",
            "fiche_id",
            unique=True,
            sqlite_where=text("fin_le IS NULL"),
            postgresql_where=text("fin_le IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    preconisation_id: Mapped[str] = mapped_column(ForeignKey("preconisation.id"))
    fiche_id: Mapped[str] = mapped_column(ForeignKey("fiche.id"), index=True)
    nature: Mapped[NatureLien] = mapped_column(EnumText(NatureLien))
    motif: Mapped[str] = mapped_column(Text)
    par: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    le: Mapped[datetime] = mapped_column(UtcDateTime)
    fin_motif: Mapped[str] = mapped_column(Text, default="")
    fin_par: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    fin_le: Mapped[datetime | None] = mapped_column(UtcDateTime)

    fiche: Mapped[Fiche] = relationship()
    preconisation: Mapped[Preconisation] = relationship(back_populates="liens")


def preconisations_of(session: Session, demarche_id: str) -> list[Preconisation]:
    """The préconisations of a démarche, by number."""
    return list(
        session.scalars(
            select(Preconisation)
            .where(Preconisation.demarche_id == demarche_id)
            .order_by(Preconisation.numero)
        )
    )
