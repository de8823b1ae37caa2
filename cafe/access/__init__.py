"""Who is asking, and what they may do: identity, permits, tokens, sign-in pages."""

from flask import Flask


def init_room(app: Flask) -> None:
    """Register the sign-in, invitation and pairing pages."""
