"""Serving the application with gevent's own server: `cafe run`, and what wsgi.py shares with it.

Lives here: monkey patching, the server and its limits. Must not live here: the application, and
any import that must come after `patch`.
"""

from __future__ import annotations

import gc
import os
import re
import signal
import socket
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, BinaryIO

from gevent import monkey, signal_handler
from gevent.pywsgi import WSGIHandler, WSGIServer

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

BACKLOG = 2048  # a hall scans the code within a few seconds
MAX_LINE, MAX_HEADERS = 16384, 100
PATIENCE = 90.0  # seconds for one read or write: a kept connection costs a greenlet until then

_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9a-z]+")


def patch() -> None:
    """Make the standard library cooperative. Call before anything imports threads or sockets."""
    monkey.patch_all()


class _Headers(dict[str, str]):
    """The headers of one request, as gevent's handler asks for them.

    Its own way goes through the parser of e-mail messages, a third of what the server itself
    costs per request. Strict where that one forgives: a folded line, a line that is no header or
    a second Content-Length is a bad request.
    """

    def __init__(self, rfile: BinaryIO, _: object = 0) -> None:
        super().__init__()
        self.status = ""
        self.headers: list[str] = []
        while (line := rfile.readline(MAX_LINE)) not in (b"\r\n", b"\n", b""):
            name, _colon, value = line.decode("latin-1").partition(":")
            name, value = name.lower(), value.strip(" \t\r\n")
            if not _TOKEN.fullmatch(name) or line[-1] != 10 or len(self.headers) == MAX_HEADERS:
                self.status = "malformed"
                return
            if name == "content-length" and name in self:
                self.status = "ambiguous"
            self.setdefault(name, value)
            self.headers.append(f"{name}: {value}\r\n")

    def get(self, name: str, default: Any = None) -> Any:
        return super().get(name.lower(), default)

    getheader = get

    @property
    def typeheader(self) -> str | None:
        return super().get("content-type")


class _Handler(WSGIHandler):
    """gevent's handler, silent about those who leave in the middle of a request."""

    MessageClass = _Headers  # type: ignore[assignment]

    def log_request(self) -> None:
        """No access log: addresses and receipts of participants must not pile up in a file."""

    def _handle_client_error(self, ex: Exception) -> Any:
        if isinstance(ex, TimeoutError):
            return None
        return super()._handle_client_error(ex)  # type: ignore[misc]


class _Server(WSGIServer):
    handler_class = _Handler

    def handle(self, sock: Any, address: Any) -> None:
        # Small answers and frames leave at once instead of waiting for the last one's receipt.
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.settimeout(PATIENCE)
        super().handle(sock, address)


def serve(
    app: WSGIApplication, host: str, port: int, on_ready: Callable[[int], None] | None = None
) -> None:
    """Serve until interrupted (Ctrl-C or SIGTERM); port 0 takes a free one.

    `on_ready` is called with the port once connections are accepted. Raises OSError when the
    address cannot be had.
    """
    raise_file_limit()
    server = _Server((host, port), app, backlog=BACKLOG, log=None)
    server.start()
    if os.name == "posix":
        signal_handler(signal.SIGTERM, server.stop, 1)
        # Left ignored where the shell said so, as it does for what runs in the background.
        if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
            signal_handler(signal.SIGINT, server.stop, 1)
    settle()
    if on_ready is not None:
        on_ready(int(server.socket.getsockname()[1]))
    try:
        server.serve_forever(stop_timeout=1)
    except KeyboardInterrupt:
        server.stop(timeout=1)


def settle() -> None:
    """Tune the process once the application is loaded, so that live screens never wait for it.

    What is loaded by now stays: the collector need not look at it again at each full pass. And a
    native thread that comes back from the disk waits for Python's lock half a millisecond at
    most, not five.
    """
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(0.0005)


def raise_file_limit() -> None:
    """Allow as many open files as the system grants: a phone takes two while it is connected."""
    try:
        import resource
    except ImportError:
        return  # Windows does not count sockets as files
    _, ceiling = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (ceiling, ceiling))
