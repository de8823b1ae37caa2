"""What every file that comes with a word must bear: a type known by its content, and bounds."""

from __future__ import annotations


class MediaRefuse(ValueError):
    """The file cannot be kept; ``code`` names the sentence, ``details`` fill it."""

    def __init__(self, code: str, **details: int) -> None:
        super().__init__(code)
        self.code = code
        self.details = details
