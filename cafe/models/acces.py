"""Paired devices: a table host's tablet, the room screen, a staff tablet.

A pairing link carries a secret; the first device to open it receives a second secret in
a cookie. The database keeps hashes of both, so that a copy of the base opens nothing.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from cafe.models.base import ID_LENGTH, Base, EnumText, UtcDateTime, new_id


class RoleAcces(StrEnum):
    """What a paired device is in its séance."""

    HOTE = "hote"
    ECRAN = "ecran"
    TABLETTE = "tablette"


class Acces(Base):
    """One device's right to one séance (and one table for a host), until it expires."""

    __tablename__ = "acces"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    role: Mapped[RoleAcces] = mapped_column(EnumText(RoleAcces))
    seance_id: Mapped[str] = mapped_column(ForeignKey("seance.id"), index=True)
    tablee_id: Mapped[str | None] = mapped_column(ForeignKey("tablee.id"))
    libelle: Mapped[str] = mapped_column(String(120), default="")
    jeton_hash: Mapped[str] = mapped_column(String(64), unique=True)
    appareil_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    par: Mapped[str] = mapped_column(String(ID_LENGTH))
    le: Mapped[datetime] = mapped_column(UtcDateTime)
    expire_le: Mapped[datetime] = mapped_column(UtcDateTime)
    appaire_le: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoque_le: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def is_open(self, at: datetime) -> bool:
        """Whether the device may act at that instant."""
        return self.revoque_le is None and at < self.expire_le
