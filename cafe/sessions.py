"""Flask's signed session cookie, with the signer made once instead of twice a request."""

from __future__ import annotations

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer


class Sessions(SecureCookieSessionInterface):
    """One per application: its secret does not change while it runs."""

    def __init__(self) -> None:
        self._signer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """As Flask's own."""
        if self._signer is None:
            self._signer = super().get_signing_serializer(app)
        return self._signer
