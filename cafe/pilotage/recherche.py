"""Searching a list by what people type: case and accents forgiven. Pure."""

from __future__ import annotations

import unicodedata


def plain(text: str) -> str:
    """Lower case, without accents, ligatures opened."""
    opened = text.casefold().replace("œ", "oe").replace("’", "'")
    return "".join(c for c in unicodedata.normalize("NFD", opened) if not unicodedata.combining(c))


def matches(typed: str, *texts: str) -> bool:
    """Whether each word typed is found in one of the texts; nothing typed matches all."""
    held = [plain(text) for text in texts]
    return all(any(word in text for text in held) for word in plain(typed).split())
