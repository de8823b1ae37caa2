"""Contribution: one idea, its versions, where it stands.

The text lives in ``ContributionVersion`` and nowhere else: events, journals and frozen
documents hold version ids, so that an erasure reaches everything at once.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from cafe.models.base import ID_LENGTH, Base, EnumText, UtcDateTime, new_id

LONGUEUR_MAX = 2000
# How many ideas a table may put forward at one tour.
ETOILES_MAX = 3


class Statut(StrEnum):
    """Where a contribution stands; none of them deletes anything."""

    EN_ATTENTE = "en_attente"
    PUBLIEE = "publiee"
    NON_PUBLIEE = "non_publiee"
    FRIGO = "frigo"
    RETIREE = "retiree"
    # Other cards say it: its parts after a split, the whole again once that is undone.
    REMPLACEE = "remplacee"


class Signalement(StrEnum):
    """What a local list found in a text, for a person to look at; it decides nothing."""

    NOM = "nom"
    COORDONNEES = "coordonnees"
    INSULTE = "insulte"


class Origine(StrEnum):
    """How a word reached the server (column ``source`` of the contract)."""

    TELEPHONE = "telephone"
    TABLE = "table"
    SAISIE = "saisie"
    VOIX = "voix"
    PAPIER = "papier"
    LIBRE = "libre"


class MotifModeration(StrEnum):
    """Published motives for not showing a word."""

    PERSONNE_NOMMEE = "personne_nommee"
    PROPOS_BLESSANT = "propos_blessant"
    HORS_SUJET = "hors_sujet"
    DOUBLON = "doublon"
    ILLISIBLE = "illisible"
    AUTRE = "autre"


class Contribution(Base):
    """One idea of one participant on one question."""

    __tablename__ = "contribution"
    __table_args__ = (
        UniqueConstraint("seance_id", "client_id"),
        Index("ix_contribution_question_statut_ordre", "question_id", "statut", "ordre"),
        Index("ix_contribution_participant_cree", "participant_id", "cree_le"),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    seance_id: Mapped[str] = mapped_column(ForeignKey("seance.id"))
    question_id: Mapped[str] = mapped_column(ForeignKey("question.id"))
    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id"))
    client_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    categorie: Mapped[str] = mapped_column(String(40))
    statut: Mapped[Statut] = mapped_column(EnumText(Statut))
    motif: Mapped[MotifModeration | None] = mapped_column(EnumText(MotifModeration))
    precision: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[Origine] = mapped_column(EnumText(Origine), default=Origine.TELEPHONE)
    langue: Mapped[str] = mapped_column(String(12), default="fr")
    tardive: Mapped[bool] = mapped_column(default=False)
    tour_id: Mapped[str | None] = mapped_column(ForeignKey("tour.id"))
    tablee_id: Mapped[str | None] = mapped_column(ForeignKey("tablee.id"))
    # A split makes children that keep their root; voices are counted by root author.
    origine_id: Mapped[str | None] = mapped_column(ForeignKey("contribution.id"))
    # Place on the board: the number of the event that brought it, so it never moves.
    ordre: Mapped[int] = mapped_column()
    # The parts of a split word share its place; this, from 0 to 1, says which comes first.
    partie: Mapped[float] = mapped_column(default=0.0)
    # Who typed it, when it was typed for somebody else.
    saisie_par: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    # Hands raised in the room for a word said aloud; 0 where nobody counted.
    mains: Mapped[int] = mapped_column(default=0)
    # Among the few that its table put forward at the end of the tour.
    etoile_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # A voice that nothing else says, marked so that it is not lost among groups.
    isolee_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    signalement: Mapped[Signalement | None] = mapped_column(EnumText(Signalement))
    # Somebody has looked at what was flagged, and left the word as it is.
    signalement_vu_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cree_le: Mapped[datetime] = mapped_column(UtcDateTime)
    saisi_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    version: Mapped[int] = mapped_column(default=1)

    versions: Mapped[list[ContributionVersion]] = relationship(
        back_populates="contribution", order_by="ContributionVersion.rang"
    )
    courante: Mapped[ContributionVersion] = relationship(
        primaryjoin="Contribution.version_id == foreign(ContributionVersion.id)",
        viewonly=True,
        uselist=False,
        lazy="joined",
    )

    @property
    def texte(self) -> str | None:
        """The current text; None once erased (shown as « propos retiré »)."""
        return self.courante.texte


class ContributionVersion(Base):
    """A text as it was at one moment. Erasure empties it and keeps the row."""

    __tablename__ = "contribution_version"
    __table_args__ = (UniqueConstraint("contribution_id", "rang"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"))
    rang: Mapped[int] = mapped_column()
    texte: Mapped[str | None] = mapped_column(Text)
    le: Mapped[datetime] = mapped_column(UtcDateTime)
    efface_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Written down by somebody of the team from a voice or a photo, until its author says yes.
    notee_par: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    approuvee_le: Mapped[datetime | None] = mapped_column(UtcDateTime)

    contribution: Mapped[Contribution] = relationship(back_populates="versions")

    @property
    def a_confirmer(self) -> bool:
        """Whether the team wrote it and its author has not said yes yet."""
        return self.notee_par is not None and self.approuvee_le is None


class Effacement(Base):
    """Register of erasures: a restored backup replays it. No text, no person."""

    __tablename__ = "effacement"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    contribution_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    le: Mapped[datetime] = mapped_column(UtcDateTime)
    motif: Mapped[str] = mapped_column(String(40))


def contributions_of_participant(session: Session, participant_id: str) -> list[Contribution]:
    """One person's words, latest first."""
    return list(
        session.scalars(
            select(Contribution)
            .where(Contribution.participant_id == participant_id)
            .order_by(Contribution.ordre.desc(), Contribution.partie)
        )
    )
