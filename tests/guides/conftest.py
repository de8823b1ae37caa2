"""The demo, built once for the tests that only read it."""

from tests.demonstration import demonstration

__all__ = ["demonstration"]
