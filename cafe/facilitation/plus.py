"""What the forms under « Plus » on a card need to know, as plain values."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import request
from sqlalchemy.orm import Session

from cafe.models import Seance
from cafe.models.famille import standing_parts
from cafe.models.tableau import Carte, cards_by_id


@dataclass(frozen=True)
class Plus:
    """``partage_id``: the name of a split to come; ``parties``: those of a word already split."""

    partage_id: str
    parties: tuple[Carte, ...]


def plus_of(session: Session, seance: Seance, carte: Carte) -> Plus:
    """What may be done with that card besides placing it."""
    parts = standing_parts(session, [carte.id]).get(carte.id, [])
    return Plus(
        partage_id=request.form.get("client_id") or str(uuid.uuid4()),
        parties=tuple(cards_by_id(session, parts)),
    )
