"""Security headers of every response, tested word for word.

No HSTS nor upgrade-insecure-requests in a hall: they would break plain HTTP for months.
"""

from __future__ import annotations

from functools import lru_cache

from flask import Flask, Response, request

from cafe.config import Reglages


@lru_cache(maxsize=64)
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


_ALWAYS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "microphone=(self), camera=(self), geolocation=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)


def init_headers(app: Flask, reglages: Reglages) -> None:
    """Add the headers to every response of the app, unless it has its own."""
    always = list(_ALWAYS)
    if reglages.mode == "public":
        always.append(("Strict-Transport-Security", "max-age=31536000"))

    @app.after_request
    def add(response: Response) -> Response:
        headers = response.headers
        wanted = [("Content-Security-Policy", content_security_policy(request.host)), *always]
        if request.endpoint != "static":
            wanted.append(("Cache-Control", "private, no-store"))
        present = {name.lower() for name, _ in headers}
        headers.extend([pair for pair in wanted if pair[0].lower() not in present])
        if (
            request.endpoint == "static"
            and "v" not in request.args
            and request.path.endswith(".js")
        ):
            # A script that another one imports bears no hash: ask whether it has changed.
            headers["Cache-Control"] = "no-cache"
        return response
