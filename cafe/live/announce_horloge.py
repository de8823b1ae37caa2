"""The time as it is told: to a salle when it changes, to each page that takes its seat."""

from __future__ import annotations

from sqlalchemy.orm import Session

from cafe.live.messages import Minuteur
from cafe.models import Etape, Seance
from cafe.models.minuteur import minuteur_of


def minuteur_message(session: Session, seance_id: str) -> Minuteur:
    """The clock of a séance at this instant; cheap enough for a thousand phones that join."""
    seance = session.get_one(Seance, seance_id)
    etape = session.get(Etape, seance.etape_id) if seance.etape_id else None
    told = minuteur_of(seance, etape)
    return Minuteur(told.fin, told.maintenant, told.pause)
