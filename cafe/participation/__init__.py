"""placeholder"""
from flask import Flask


def init_room(app: Flask) -> None:
    """Register the room."""
