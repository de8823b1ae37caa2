"""A script kept to be used again: its steps, tours and tables, without questions or people."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from cafe.models.base import ID_LENGTH, Base, UtcDateTime, new_id

TITRE_MODELE_MAX = 120


class ModeleDeroule(Base):
    """Of one démarche. ``contenu``: as ``cafe.actions.contenu_deroule`` writes and reads it.

    One that was retired is offered no more; what was made with it stays as it is.
    """

    __tablename__ = "modele_deroule"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    demarche_id: Mapped[str] = mapped_column(ForeignKey("demarche.id"), index=True)
    titre: Mapped[str] = mapped_column(String(TITRE_MODELE_MAX))
    description: Mapped[str] = mapped_column(Text, default="")
    contenu: Mapped[dict[str, Any]] = mapped_column(JSON)
    par: Mapped[str] = mapped_column(String(ID_LENGTH))
    cree_le: Mapped[datetime] = mapped_column(UtcDateTime)
    retire_le: Mapped[datetime | None] = mapped_column(UtcDateTime)


def modeles_of(session: Session, demarche_id: str) -> list[ModeleDeroule]:
    """The models in force in a démarche, by title."""
    rows = session.scalars(
        select(ModeleDeroule).where(
            ModeleDeroule.demarche_id == demarche_id, ModeleDeroule.retire_le.is_(None)
        )
    )
    # Here and not in the query: bases do not sort accents alike.
    return sorted(rows, key=lambda row: row.titre.casefold())
