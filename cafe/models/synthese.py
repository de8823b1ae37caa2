"""SyntheseTablee: what a table says of a tour, approved by show of hands, read by the next group.

Its texts are versions, as a contribution's are: an approved one is never written over.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cafe.models.base import ID_LENGTH, Base, UtcDateTime, new_id

SYNTHESE_MAX = 1500


class SyntheseTablee(Base):
    """What one table says of one tour. ``approuvee_version_id``: the text hands were raised for."""

    __tablename__ = "synthese_tablee"
    __table_args__ = (UniqueConstraint("tour_id", "tablee_id"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    seance_id: Mapped[str] = mapped_column(ForeignKey("seance.id"), index=True)
    tour_id: Mapped[str] = mapped_column(ForeignKey("tour.id"))
    tablee_id: Mapped[str] = mapped_column(ForeignKey("tablee.id"))
    # What was discussed there, as the programme said; None where a table had no question.
    question_id: Mapped[str | None] = mapped_column(ForeignKey("question.id"))
    approuvee_version_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    approuvee_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Hands raised for it, of those present; None where nobody counted.
    pour: Mapped[int | None] = mapped_column()
    presents: Mapped[int | None] = mapped_column()
    cree_le: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    versions: Mapped[list[SyntheseVersion]] = relationship(order_by="SyntheseVersion.rang")

    @property
    def courante(self) -> SyntheseVersion:
        """The last text."""
        return self.versions[-1]

    @property
    def approuvee(self) -> bool:
        """Whether hands were raised for the very text that stands."""
        return self.approuvee_version_id == self.courante.id


class SyntheseVersion(Base):
    """A text as the host saved it; None once erased."""

    __tablename__ = "synthese_version"
    __table_args__ = (UniqueConstraint("synthese_id", "rang"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    synthese_id: Mapped[str] = mapped_column(ForeignKey("synthese_tablee.id"))
    rang: Mapped[int] = mapped_column()
    texte: Mapped[str | None] = mapped_column(Text)
    le: Mapped[datetime] = mapped_column(UtcDateTime)
    par: Mapped[str] = mapped_column(String(ID_LENGTH))


class EffectifTablee(Base):
    """« Nous sommes 9 »: how many sit at a table during a tour, as its host said last."""

    __tablename__ = "effectif_tablee"

    tour_id: Mapped[str] = mapped_column(ForeignKey("tour.id"), primary_key=True)
    tablee_id: Mapped[str] = mapped_column(ForeignKey("tablee.id"), primary_key=True)
    nombre: Mapped[int] = mapped_column()
    le: Mapped[datetime] = mapped_column(UtcDateTime)


class FeuilleTablee(Base):
    """A photo of the paper sheet of a table for one tour; the bytes are a file of its id."""

    __tablename__ = "feuille_tablee"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    seance_id: Mapped[str] = mapped_column(ForeignKey("seance.id"), index=True)
    tour_id: Mapped[str | None] = mapped_column(ForeignKey("tour.id"))
    tablee_id: Mapped[str] = mapped_column(ForeignKey("tablee.id"))
    type_mime: Mapped[str] = mapped_column(String(40))
    octets: Mapped[int] = mapped_column()
    empreinte: Mapped[str] = mapped_column(String(64))
    largeur: Mapped[int] = mapped_column()
    hauteur: Mapped[int] = mapped_column()
    le: Mapped[datetime] = mapped_column(UtcDateTime)
    retiree_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
