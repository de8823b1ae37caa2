"""What is kept of a text for comparing it: numbers, beside the version, erased with it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from cafe.models.base import ID_LENGTH, Base, UtcDateTime
from cafe.models.contribution import ContributionVersion


class EmpreinteTexte(Base):
    """The traits of one version's text, as bytes of ``cafe.suggestions``."""

    __tablename__ = "empreinte_texte"

    version_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("contribution_version.id"), primary_key=True
    )
    octets: Mapped[bytes] = mapped_column(LargeBinary)
    le: Mapped[datetime] = mapped_column(UtcDateTime)


def erase_empreintes(session: Session, contribution_ids: Collection[str]) -> None:
    """Forget what compares any text of these contributions."""
    versions = select(ContributionVersion.id).where(
        ContributionVersion.contribution_id.in_(contribution_ids)
    )
    session.execute(
        delete(EmpreinteTexte)
        .where(EmpreinteTexte.version_id.in_(versions))
        .execution_options(synchronize_session="fetch")
    )
