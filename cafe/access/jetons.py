"""Random secrets and what is computed from them: hashes, receipts, receipts in words.

A participant's secret is 128 random bits. The receipt is a one-way function of it: who
holds the receipt reads the follow-up, and can neither write nor find the secret.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import unicodedata
from functools import lru_cache

from cafe.resources import resource

NOMBRE_MOTS = 6


def new_jeton() -> str:
    """A fresh secret of 128 random bits, URL-safe (22 characters)."""
    return secrets.token_urlsafe(16)


def hash_jeton(jeton: str) -> str:
    """What the database keeps of a secret (64 hexadecimal characters).

    A plain SHA-256 is enough: the secret has 128 random bits, nobody can try them all.
    """
    return hashlib.sha256(jeton.encode()).hexdigest()


def _derive(jeton: str, use: str) -> bytes:
    return hmac.new(jeton.encode(), use.encode(), hashlib.sha256).digest()


def recu_of(jeton: str) -> str:
    """The receipt: 128 bits in 26 lower-case base32 characters."""
    return base64.b32encode(_derive(jeton, "recu")[:16]).decode().rstrip("=").lower()


def mots_of(jeton: str) -> str:
    """The receipt in words: six of 2,048, joined by dashes, without accents."""
    number = int.from_bytes(_derive(jeton, "mots")[:9], "big")
    words = _words()
    chosen = []
    for _ in range(NOMBRE_MOTS):
        number, index = divmod(number, len(words))
        chosen.append(words[index])
    return "-".join(chosen)


def normalise_recu(typed: str) -> str:
    """A receipt as people type it: case, spaces, accents and dashes forgiven."""
    plain = _without_accents(typed.strip().lower())
    parts = "".join(c if c.isalnum() else " " for c in plain).split()
    return "-".join(parts) if len(parts) == NOMBRE_MOTS else "".join(parts)


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


@lru_cache
def _words() -> tuple[str, ...]:
    # The French list of BIP-39: 2,048 common words, distinct by their first four letters.
    listed = json.loads(resource("static/vendor/bip39/french.json").read_text(encoding="utf-8"))
    words = tuple(_without_accents(word) for word in listed)
    if len(words) != 2048:
        raise ValueError("the word list of receipts must have 2,048 words")
    return words
