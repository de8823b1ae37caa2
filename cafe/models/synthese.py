"""SyntheseTablee: what a table says of a tour, approved by show of hands, read by the next group.

Its texts are versions, as a contribution's are: an approved one is never written over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Select, String, Text, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column, relationship

from cafe.models.base import ID_LENGTH, Base, UtcDateTime, new_id
from cafe.models.question import Programme, Question, Tablee, Tour

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


def feuille_ids(session: Session) -> list[str]:
    """The id of every photo of a sheet that was not taken away."""
    return list(session.scalars(select(FeuilleTablee.id).where(FeuilleTablee.retiree_le.is_(None))))


@dataclass(frozen=True)
class SyntheseLue:
    """A synthèse as it is read. ``texte`` is None once erased; ``version`` pins that text.

    ``approuvee``: hands were raised for this very text; ``a_reapprouver``: for an earlier one.
    """

    id: str
    seance_id: str
    tour_id: str
    tablee_id: str
    question_id: str | None
    tour: int
    tablee: int
    texte: str | None
    version: int
    version_id: str
    le: datetime
    approuvee: bool
    a_reapprouver: bool
    pour: int | None
    presents: int | None


def syntheses_of(session: Session, seance_id: str) -> list[SyntheseLue]:
    """Every synthèse of a séance, erased ones too: by question, then tour, then table."""
    query = _LUES.outerjoin(Question, Question.id == SyntheseTablee.question_id)
    return _read(
        session,
        query.where(SyntheseTablee.seance_id == seance_id).order_by(
            func.coalesce(Question.ordre, 9999), Tour.numero, Tablee.numero
        ),
    )


def synthese_at(session: Session, tour_id: str, tablee_id: str) -> SyntheseLue | None:
    """That of a table and a tour, if there is one."""
    query = _LUES.where(SyntheseTablee.tour_id == tour_id, SyntheseTablee.tablee_id == tablee_id)
    return next(iter(_read(session, query)), None)


def earlier_syntheses(session: Session, tour_id: str, tablee_id: str) -> list[SyntheseLue]:
    """What the group before said on the question that a table has at that tour.

    Of the latest earlier tour in which anybody wrote: this table's own if it had the question,
    else those of the tables that had it. A table without programme keeps its own subject.
    """
    tour = session.get_one(Tour, tour_id)
    question = session.get(Programme, (tour_id, tablee_id))
    query = _LUES.where(
        SyntheseTablee.seance_id == tour.seance_id,
        Tour.numero < tour.numero,
        SyntheseTablee.question_id == question.question_id
        if question
        else SyntheseTablee.tablee_id == tablee_id,
    ).order_by(Tour.numero.desc(), Tablee.numero)
    said = [one for one in _read(session, query) if one.texte is not None]
    last = [one for one in said if one.tour == said[0].tour]
    return [one for one in last if one.tablee_id == tablee_id] or last


_autre = aliased(SyntheseVersion)
_LUES = (
    select(
        SyntheseTablee.id,
        SyntheseTablee.seance_id,
        SyntheseTablee.tour_id,
        SyntheseTablee.tablee_id,
        SyntheseTablee.question_id,
        Tour.numero.label("tour"),
        Tablee.numero.label("tablee"),
        SyntheseVersion.texte,
        SyntheseTablee.version,
        SyntheseVersion.id.label("version_id"),
        SyntheseVersion.le,
        SyntheseTablee.approuvee_version_id,
        SyntheseTablee.pour,
        SyntheseTablee.presents,
    )
    .join(Tour, Tour.id == SyntheseTablee.tour_id)
    .join(Tablee, Tablee.id == SyntheseTablee.tablee_id)
    .join(SyntheseVersion, SyntheseVersion.synthese_id == SyntheseTablee.id)
    .where(
        SyntheseVersion.rang
        == select(func.max(_autre.rang))
        .where(_autre.synthese_id == SyntheseTablee.id)
        .correlate(SyntheseTablee)
        .scalar_subquery()
    )
)


def _read(session: Session, query: Select[*tuple[Any, ...]]) -> list[SyntheseLue]:
    found = []
    for row in session.execute(query).mappings():
        values = dict(row)
        approved = values.pop("approuvee_version_id")
        found.append(
            SyntheseLue(
                **values,
                approuvee=approved == row["version_id"],
                a_reapprouver=approved is not None and approved != row["version_id"],
            )
        )
    return found
