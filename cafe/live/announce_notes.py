"""What pages of notes are sent: lines where they stand now, and what is told of older suivis.

The list of a point is ``lignes-<point>``, its lines ``ligne-<ligne>``; an older suivi at
point 0 is ``suite-<suivi>``. The fields in which people type are no part of it.
"""

from __future__ import annotations

from cafe.live.lecture import Lecture
from cafe.live.messages import Geste, Operation
from cafe.live.pieces import Pieces


def notes_operations(lecture: Lecture, pieces: Pieces) -> list[Operation]:
    """The operations that bring a page of notes from before the events to the rows of now."""
    gone = sorted(lecture.lignes_touchees - {line.id for line in lecture.lignes})
    return [
        *(
            Operation(Geste.APPEND, f"lignes-{line.point_id}", pieces.ligne(line))
            for line in lecture.lignes
        ),
        *(Operation(Geste.REMOVE, f"ligne-{line_id}") for line_id in gone),
        *(
            Operation(Geste.REPLACE, f"suite-{suite.suivi.id}", pieces.suite(suite))
            for suite in lecture.suites
        ),
    ]
