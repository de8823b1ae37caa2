"""Numbers of events taken in a row, for what one event brings at once.

The place of a word on the board is the number of the event that brought it. A list brings many
words in one event: each takes a number of its own before it, so that no two share a place.
"""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

from cafe.actions.core import hold_numbers


def take_numbers(session: Session, combien: int) -> int:
    """Take that many numbers that no event will bear; returns the first of them."""
    if hold_numbers(session):
        query = "SELECT nextval(pg_get_serial_sequence('evenement', 'numero'))"
        taken = session.scalars(text(f"{query} FROM generate_series(1, :n)"), {"n": combien})
        return int(min(taken))
    # SQLite has one writer: nobody else is numbering.
    session.execute(
        text(
            "INSERT INTO sqlite_sequence (name, seq) SELECT 'evenement', 0 WHERE NOT EXISTS "
            "(SELECT 1 FROM sqlite_sequence WHERE name = 'evenement')"
        )
    )
    last = session.scalar(
        text("UPDATE sqlite_sequence SET seq = seq + :n WHERE name = 'evenement' RETURNING seq"),
        {"n": combien},
    )
    return int(last or 0) - combien + 1
