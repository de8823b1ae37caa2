"""Residents at a séance: counts by quality, masked under five people, never a name."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.documents.compte_rendu.presences import Presences, mask_presences
from cafe.models import Effectif


def counted(session: Session, seance_id: str) -> Presences | None:
    """The counts fit to print; None when nobody was counted."""
    counts = [
        (row.qualite, row.nombre)
        for row in session.scalars(
            select(Effectif).where(Effectif.seance_id == seance_id).order_by(Effectif.ordre)
        )
    ]
    total = sum(number for _, number in counts)
    return mask_presences(counts, total) if total else None
