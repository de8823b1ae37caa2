"""placeholder"""
from flask import Flask


def init_live(app: Flask) -> None:
    """Attach the live side."""
