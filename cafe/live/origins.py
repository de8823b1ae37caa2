"""From which pages a socket may be opened: ours only.

A page of another site must not ride on our cookies, and a name that suddenly points to a
hall's laptop (DNS rebinding) must not pass for ours: the host asked for has to be one that
this installation answers to.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from cafe.config import Reglages


def origin_allowed(reglages: Reglages, origin: str | None, environ: Mapping[str, Any]) -> bool:
    """Whether a socket asked for by a page of ``origin`` may open. No origin: not a browser."""
    if not host_allowed(reglages, environ):
        return False
    if origin is None:
        return True
    parts = urlsplit(origin)
    return parts.scheme in ("http", "https") and parts.netloc.lower() == _asked(environ)


def host_allowed(reglages: Reglages, environ: Mapping[str, Any]) -> bool:
    """Whether the host asked for is one of ours."""
    try:
        name = urlsplit(f"//{_asked(environ)}").hostname or ""
    except ValueError:
        return False
    if reglages.public_url and name == urlsplit(reglages.public_url).hostname:
        return True
    if reglages.mode == "public" and not reglages.public_url:
        return True  # the reverse proxy answers for its names
    return name in _own_names() | {reglages.host.lower()} or _is_private(name)


def _asked(environ: Mapping[str, Any]) -> str:
    return str(environ.get("HTTP_HOST", "")).lower()


def _is_private(name: str) -> bool:
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_private or address.is_link_local or address.is_loopback


@lru_cache
def _own_names() -> frozenset[str]:
    machine = socket.gethostname().lower()
    return frozenset({"localhost", machine, f"{machine}.local"} - {"", ".local"})
