"""Two versions side by side: what a colleague saved meanwhile, and what was just typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext

from cafe.extensions import db
from cafe.models.auteur import author_name, last_event_of


@dataclass(frozen=True)
class Ecart:
    """One field on which the two versions differ."""

    champ: str
    enregistre: str
    saisi: str


@dataclass(frozen=True)
class Conflit:
    """Who saved another version since the form was opened, and where it differs."""

    qui: str
    ecarts: tuple[Ecart, ...]


def conflict_on(
    genre: str, objet_id: str, pairs: Iterable[tuple[object, object, object]]
) -> Conflit:
    """Compare ``(label, saved, typed)`` texts; the author is that of the last event."""
    event = last_event_of(db.session(), genre, objet_id)
    return Conflit(
        qui=author_name(db.session(), event) or gettext("quelqu’un de l’équipe"),
        ecarts=tuple(
            Ecart(str(label), str(saved), str(typed))
            for label, saved, typed in pairs
            if _plain(saved) != _plain(typed)
        ),
    )


def _plain(value: object) -> str:
    return " ".join(str(value).split())
