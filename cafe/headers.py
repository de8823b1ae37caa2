"""Security headers of every response, tested word for word.

No HSTS nor upgrade-insecure-requests in a hall: they would break plain HTTP for months.
"""

from __future__ import annotations

from flask import Flask, Response, request

from cafe.config import Reglages


def content_security_policy(host: str) -> str:
    """The policy for pages served under that host name."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            # Older Safari does not let 'self' cover WebSocket.
            f"connect-src 'self' ws://{host} wss://{host}",
            "media-src 'self' blob:",
            "manifest-src 'self'",
            "worker-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types cafe",
        )
    )


def init_headers(app: Flask, reglages: Reglages) -> None:
    """Add the headers to every response of the app."""

    @app.after_request
    def add(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", content_security_policy(request.host))
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("Referrer-Policy", "same-origin")
        headers.setdefault("Permissions-Policy", "microphone=(self), camera=(self), geolocation=()")
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.endpoint != "static":
            headers.setdefault("Cache-Control", "private, no-store")
        elif "v" not in request.args and request.path.endswith(".js"):
            # A script that another one imports bears no hash: ask whether it has changed.
            headers["Cache-Control"] = "no-cache"
        if reglages.mode == "public":
            headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        return response
