"""What is kept of a text for comparing it: numbers, beside the version, erased with it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from cafe.models.base import ID_LENGTH, Base, UtcDateTime


class EmpreinteTexte(Base):
    """The traits of one version's text, as bytes of ``cafe.suggestions``."""

    __tablename__ = "empreinte_texte"

    version_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("contribution_version.id"), primary_key=True
    )
    octets: Mapped[bytes] = mapped_column(LargeBinary)
    le: Mapped[datetime] = mapped_column(UtcDateTime)
