"""Suivi: an action agreed in a séance, who does it and by when, until it is done.

Its text is the line's that opened it. What became of it is told by dated rows, each said in a
séance or outside any, so that the compte rendu of a séance prints what that séance knew.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text, and_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from cafe import clock
from cafe.models.base import ID_LENGTH, Base, EnumText, UtcDateTime, new_id
from cafe.models.demarche import Organisme
from cafe.models.note import Ligne, NatureLigne, Point
from cafe.models.seance import Seance


class EtatSuivi(StrEnum):
    """Where an agreed action stands."""

    OUVERT = "ouvert"
    FAIT = "fait"
    ABANDONNE = "abandonne"


class Suivi(Base):
    """Owner and échéance may be missing: the compte rendu then says « à préciser »."""

    __tablename__ = "suivi"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    demarche_id: Mapped[str] = mapped_column(ForeignKey("demarche.id"), index=True)
    seance_id: Mapped[str] = mapped_column(ForeignKey("seance.id"), index=True)
    groupe_id: Mapped[str | None] = mapped_column(ForeignKey("groupe.id"), index=True)
    ligne_id: Mapped[str] = mapped_column(ForeignKey("ligne.id"), unique=True)
    qui: Mapped[str] = mapped_column(String(200), default="")
    organisme_id: Mapped[str | None] = mapped_column(ForeignKey("organisme.id"))
    echeance: Mapped[date | None] = mapped_column()
    # As it was said, when it is no day: « avant l’été ».
    echeance_texte: Mapped[str] = mapped_column(String(120), default="")
    etat: Mapped[EtatSuivi] = mapped_column(EnumText(EtatSuivi), default=EtatSuivi.OUVERT)
    cree_le: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    ligne: Mapped[Ligne] = relationship()
    seance: Mapped[Seance] = relationship()
    organisme: Mapped[Organisme | None] = relationship()
    nouvelles: Mapped[list[NouvelleSuivi]] = relationship(order_by="NouvelleSuivi.le")

    def etat_dans(self, seance: Seance) -> EtatSuivi:
        """Its state as that séance knew it: the last one said there or before it."""
        known = EtatSuivi.OUVERT
        for nouvelle in self.nouvelles:
            if nouvelle.known_in(seance):
                known = nouvelle.etat
        return known

    def told_in(self, seance_id: str) -> list[NouvelleSuivi]:
        """What was said of it in one séance, in order."""
        return [n for n in self.nouvelles if n.seance_id == seance_id]


class NouvelleSuivi(Base):
    """What was said of a suivi, when, and in which séance (None: between two)."""

    __tablename__ = "nouvelle_suivi"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    suivi_id: Mapped[str] = mapped_column(ForeignKey("suivi.id"), index=True)
    seance_id: Mapped[str | None] = mapped_column(ForeignKey("seance.id"), index=True)
    etat: Mapped[EtatSuivi] = mapped_column(EnumText(EtatSuivi))
    texte: Mapped[str] = mapped_column(Text, default="")
    par: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    le: Mapped[datetime] = mapped_column(UtcDateTime)

    seance: Mapped[Seance | None] = relationship()

    def known_in(self, seance: Seance) -> bool:
        """Whether it was said in that séance or before it."""
        if self.seance is not None:
            return self.seance_id == seance.id or self.seance.precedes(seance)
        if seance.terminee_le is not None:
            return self.le <= seance.terminee_le
        return seance.jour is None or clock.day_of(self.le) <= seance.jour


# A line taken out, or turned into another kind, is no suivi any more: its row stays.
_STANDS = and_(Ligne.retiree_le.is_(None), Ligne.nature == NatureLigne.SUIVI)


def suivi_of(session: Session, ligne_id: str) -> Suivi | None:
    """The suivi that a line opens or once opened."""
    return session.scalar(select(Suivi).where(Suivi.ligne_id == ligne_id))


def suivis_of(session: Session, seance_id: str) -> list[Suivi]:
    """The suivis opened in a séance, in the order of its notes."""
    return list(
        session.scalars(
            select(Suivi)
            .join(Ligne, Ligne.id == Suivi.ligne_id)
            .join(Point, Point.id == Ligne.point_id)
            .where(Suivi.seance_id == seance_id, _STANDS)
            .order_by(Point.ordre, Ligne.rang, Ligne.cree_le)
        )
    )


def earlier_suivis(session: Session, seance: Seance) -> list[Suivi]:
    """Point 0: what earlier séances of the group left open, or told of in this very séance.

    Oldest first; empty when the séance has no group.
    """
    if seance.groupe_id is None:
        return []
    query = (
        select(Suivi)
        .join(Ligne, Ligne.id == Suivi.ligne_id)
        .where(
            Suivi.groupe_id == seance.groupe_id,
            Suivi.seance_id != seance.id,
            _STANDS,
        )
        .order_by(Suivi.cree_le)
        .options(selectinload(Suivi.nouvelles), selectinload(Suivi.seance))
    )
    return [
        suivi
        for suivi in session.scalars(query)
        if suivi.seance.precedes(seance)
        and (suivi.etat_dans(seance) is EtatSuivi.OUVERT or suivi.told_in(seance.id))
    ]
