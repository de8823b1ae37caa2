"""Who sits where: badges, plans, the table of each badge at each tour, people counted at the door.

A badge's number is public and says nothing of who holds it; its secret receipt is a ``Talon`` of
the same number. A plan is never changed: a repair is a new plan made from the one before.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from cafe.models.base import ID_LENGTH, Base, EnumText, UtcDateTime, new_id
from cafe.models.seance import ModeRotation


class Badge(Base):
    """One pre-printed badge. ``serie``: the quality it is handed out to, in the order ``rang``.

    ``nom`` and ``organisme`` only in a plan of names, for professionals; empty on a badge.
    """

    __tablename__ = "badge"
    __table_args__ = (UniqueConstraint("seance_id", "numero"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    seance_id: Mapped[str] = mapped_column(ForeignKey("seance.id"))
    numero: Mapped[int] = mapped_column()
    serie: Mapped[str] = mapped_column(String(80))
    rang: Mapped[int] = mapped_column()
    nom: Mapped[str] = mapped_column(String(120), default="")
    organisme: Mapped[str] = mapped_column(String(200), default="")
    # People of one name here share a table at every tour; of one name there, never.
    ensemble: Mapped[str] = mapped_column(String(40), default="")
    a_part: Mapped[str] = mapped_column(String(40), default="")
    # A host stays at that table at every tour.
    tablee_fixe_id: Mapped[str | None] = mapped_column(ForeignKey("tablee.id"))
    participant_id: Mapped[str | None] = mapped_column(ForeignKey("participant.id"), unique=True)
    arrive_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    parti_le: Mapped[datetime | None] = mapped_column(UtcDateTime)


class EtatPlan(StrEnum):
    """Where the computation of a plan stands."""

    EN_CALCUL = "en_calcul"
    PRET = "pret"
    IMPOSSIBLE = "impossible"
    INTERROMPU = "interrompu"


class PlanRotation(Base):
    """One computed plan. ``bilan``: its figures; ``raisons``: why it cannot be made.

    At most one of a séance is in force: published and not replaced.
    """

    __tablename__ = "plan_rotation"
    __table_args__ = (
        Index(
            "uq_plan_rotation_en_vigueur",
            "seance_id",
            unique=True,
            sqlite_where=text("publie_le IS NOT NULL AND remplace_le IS NULL"),
            postgresql_where=text("publie_le IS NOT NULL AND remplace_le IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    seance_id: Mapped[str] = mapped_column(ForeignKey("seance.id"), index=True)
    mode: Mapped[ModeRotation] = mapped_column(EnumText(ModeRotation))
    etat: Mapped[EtatPlan] = mapped_column(EnumText(EtatPlan))
    graine: Mapped[int] = mapped_column(default=1)
    # What was asked: dispersion, people together or apart, tolerance.
    demande: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    bilan: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    raisons: Mapped[list[Any]] = mapped_column(JSON, default=list)
    repare_id: Mapped[str | None] = mapped_column(ForeignKey("plan_rotation.id"))
    par: Mapped[str] = mapped_column(String(ID_LENGTH))
    cree_le: Mapped[datetime] = mapped_column(UtcDateTime)
    pret_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    publie_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    remplace_le: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Placement(Base):
    """Where a plan seats a badge at a tour, and where its holder was seen, if elsewhere."""

    __tablename__ = "placement"

    plan_id: Mapped[str] = mapped_column(ForeignKey("plan_rotation.id"), primary_key=True)
    badge_id: Mapped[str] = mapped_column(ForeignKey("badge.id"), primary_key=True)
    tour_id: Mapped[str] = mapped_column(ForeignKey("tour.id"), primary_key=True)
    tablee_id: Mapped[str] = mapped_column(ForeignKey("tablee.id"))
    reelle_id: Mapped[str | None] = mapped_column(ForeignKey("tablee.id"))
    vu_le: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Pointage(Base):
    """One person counted at the door, by a tap or a scan; taken back by ``annule_le``."""

    __tablename__ = "pointage"
    __table_args__ = (
        UniqueConstraint("seance_id", "client_id"),
        Index(
            "uq_pointage_badge",
            "badge_id",
            unique=True,
            sqlite_where=text("annule_le IS NULL"),
            postgresql_where=text("annule_le IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    seance_id: Mapped[str] = mapped_column(ForeignKey("seance.id"))
    client_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    qualite: Mapped[str] = mapped_column(String(80))
    badge_id: Mapped[str | None] = mapped_column(ForeignKey("badge.id"))
    par: Mapped[str] = mapped_column(String(ID_LENGTH))
    le: Mapped[datetime] = mapped_column(UtcDateTime)
    annule_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
