"""« Citer… »: choose a word, a group or a préconisation to draw into the notes.

A page of its own with a search; our script shows its list in a dialog.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, request

from cafe.access.permits import Pouvoir
from cafe.extensions import db
from cafe.facilitation.notes import point_for
from cafe.facilitation.salle import facilitation, seance_for
from cafe.models import Point, Seance
from cafe.models.prise import Citation, citable

# What one reads through while others talk.
CITATIONS_MAX = 40


@dataclass(frozen=True)
class PageCitations:
    """What was sought and what was found; ``plus``: how many more there are."""

    seance: Seance
    point: Point
    cherche: str
    trouvees: tuple[Citation, ...]
    plus: int


@facilitation.get("/<seance_id>/notes/points/<point_id>/citer")
def citer(seance_id: str, point_id: str) -> str:
    """The list, narrowed by ``?q=``: every word of the search must be there."""
    seance = seance_for(seance_id, Pouvoir.NOTER)
    point = point_for(seance, point_id)
    sought = request.args.get("q", "")[:200]
    found = citable(db.session(), seance, sought)
    page = PageCitations(
        seance=seance,
        point=point,
        cherche=sought,
        trouvees=tuple(found[:CITATIONS_MAX]),
        plus=max(0, len(found) - CITATIONS_MAX),
    )
    return render_template("facilitation/notes_citer.html", page=page)
