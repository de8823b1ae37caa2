"""What the tests of notes share: a line to write, what the base holds, what was refused."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from cafe.actions.core import Refusal
from cafe.actions.notes import (
    Note,
)
from cafe.extensions import db
from cafe.models import (
    Ligne,
    NatureLigne,
    Point,
    Suivi,
)
from cafe.models.note import lignes_of, points_of
from cafe.models.suivi import suivi_of


def note(texte: str = "Le budget est voté", **champs: Any) -> Note:
    champs.setdefault("nature", NatureLigne.ECHANGE)
    return Note(client_id=str(uuid.uuid4()), texte=texte, **champs)


def count(model: type) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def refusal(call: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        call()
    return caught.value


def texts(seance_id: str) -> list[str | None]:
    db.session.rollback()
    return [ligne.texte for ligne in lignes_of(db.session(), seance_id)]


def ligne(id_: str) -> Ligne:
    db.session.rollback()
    return db.session.get_one(Ligne, id_)


def suivi(ligne_id: str) -> Suivi:
    db.session.rollback()
    found = suivi_of(db.session(), ligne_id)
    assert found is not None
    return found


def points_in(seance_id: str) -> list[Point]:
    """The ordre du jour of now."""
    db.session.rollback()
    return points_of(db.session(), seance_id)
