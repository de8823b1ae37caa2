"""Rapprochement: two words that say nearly the same, kept one beside the other."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    and_,
    or_,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from cafe.models.base import ID_LENGTH, Base, UtcDateTime, new_id
from cafe.models.contribution import Contribution, Statut
from cafe.models.regroupement import Appartenance


class Rapprochement(Base):
    """A word brought beside ``principale_id``, dated; at most one open each.

    Both keep their text and their author; on the board the first stands under the other.
    """

    __tablename__ = "rapprochement"
    __table_args__ = (
        CheckConstraint("contribution_id <> principale_id", name="deux_paroles"),
        Index(
            "uq_rapprochement_ouvert",
            "contribution_id",
            unique=True,
            sqlite_where=text("fin_le IS NULL"),
            postgresql_where=text("fin_le IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"))
    principale_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), index=True)
    motif: Mapped[str] = mapped_column(Text, default="")
    par: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    le: Mapped[datetime] = mapped_column(UtcDateTime)
    fin_par: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    fin_le: Mapped[datetime | None] = mapped_column(UtcDateTime)


_proche, _principale = aliased(Contribution), aliased(Contribution)
_ici, _la = aliased(Appartenance), aliased(Appartenance)
# Two words stand together while both are shown at one place; else each stands for itself, and they
# meet again where they come back.
_ENSEMBLE = (
    select(Rapprochement.contribution_id, Rapprochement.principale_id)
    .join(_proche, _proche.id == Rapprochement.contribution_id)
    .join(_principale, _principale.id == Rapprochement.principale_id)
    .outerjoin(_ici, and_(_ici.contribution_id == _proche.id, _ici.fin_le.is_(None)))
    .outerjoin(_la, and_(_la.contribution_id == _principale.id, _la.fin_le.is_(None)))
    .where(
        Rapprochement.fin_le.is_(None),
        _proche.statut == Statut.PUBLIEE,
        _principale.statut == Statut.PUBLIEE,
        _proche.question_id == _principale.question_id,
        or_(
            _ici.regroupement_id == _la.regroupement_id,
            and_(_ici.regroupement_id.is_(None), _la.regroupement_id.is_(None)),
        ),
    )
)


# As a condition of a query: whether a word stands under another one now.
SOUS_UNE_AUTRE: ColumnElement[bool] = _ENSEMBLE.where(
    Rapprochement.contribution_id == Contribution.id
).exists()


def open_rapprochement(session: Session, contribution_id: str) -> Rapprochement | None:
    """The word that one was brought beside, whether they stand together now or not."""
    return session.scalar(
        select(Rapprochement).where(
            Rapprochement.contribution_id == contribution_id, Rapprochement.fin_le.is_(None)
        )
    )


def principals_of(session: Session, ids: Collection[str]) -> dict[str, str]:
    """For those among the words that stand under another one now, which."""
    return _together(session, Rapprochement.contribution_id.in_(ids))


def near_ones_of(session: Session, principale_id: str) -> list[str]:
    """The words that stand under that one now, in the order in which they came."""
    return list(_together(session, Rapprochement.principale_id == principale_id))


def brought_together(session: Session, ids: Collection[str]) -> set[str]:
    """Those among the words that stand with another one now, above or below it."""
    either = or_(Rapprochement.contribution_id.in_(ids), Rapprochement.principale_id.in_(ids))
    return {id_ for pair in _together(session, either).items() for id_ in pair}


def _together(session: Session, which: ColumnElement[bool]) -> dict[str, str]:
    rows = session.execute(_ENSEMBLE.where(which).order_by(_proche.ordre, _proche.partie))
    return {near: principal for near, principal in rows}
