"""What a refusal says: a French sentence and the HTTP status that goes with it.

Only the shape lives here; the sentences stand in ``cafe.messages`` and, for the chain from
préconisations to engagements, in ``cafe.messages_chaine``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sentence:
    """What is said, and the status that goes with it."""

    texte: str
    status: int = 400


def mark(texte: str) -> str:
    """Marks a string for the catalogues; it is translated when it is said."""
    return texte
