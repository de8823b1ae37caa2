"""The trials under way in this process, one per séance."""

from __future__ import annotations

from flask import Flask

from cafe import clock
from cafe.reseau.essai import Essai

_CLE = "cafe_essais"


def essai_of(app: Flask, seance_id: str) -> Essai:
    """The trial of that séance, begun now if there was none."""
    return _all(app).setdefault(seance_id, Essai(clock.now()))


def begin_essai(app: Flask, seance_id: str) -> None:
    """Forget the phones of the last trial, and begin again."""
    _all(app)[seance_id] = Essai(clock.now())


def _all(app: Flask) -> dict[str, Essai]:
    found: dict[str, Essai] = app.extensions.setdefault(_CLE, {})
    return found
