"""The live side: who may listen, what was committed, told to each audience. Writes nothing."""

from __future__ import annotations

from functools import partial

from flask import Flask

from cafe.config import Reglages
from cafe.extensions import socketio

# What a client has to say is one line; a board travels by HTTP.
MAX_INCOMING = 16384


def init_live(app: Flask) -> None:
    """Attach Socket.IO and the announcer (``app.extensions['cafe_announcer']``)."""
    from cafe.live import handlers  # noqa: F401 - registers what clients may say
    from cafe.live.announce import Announcer
    from cafe.live.origins import origin_allowed

    reglages: Reglages = app.config["REGLAGES"]
    socketio.init_app(
        app,
        async_mode=reglages.async_mode,  # type: ignore[arg-type]
        manage_session=False,  # the session cookie of the request, read again at each event
        cors_allowed_origins=partial(origin_allowed, reglages),  # type: ignore[arg-type]
        max_http_buffer_size=MAX_INCOMING,
    )
    if reglages.async_mode == "gevent":
        from cafe.live import transport

        transport.install(socketio)
        app.wsgi_app = transport.wrap_wsgi(app.wsgi_app)  # type: ignore[assignment,method-assign]
    app.extensions["cafe_announcer"] = Announcer(app)
