"""The addresses that QR codes and links print.

Never taken from a request: a forged Host header would end up on a poster.
"""

from __future__ import annotations

import socket

from flask import current_app

from cafe.config import Reglages


def base_url(reglages: Reglages | None = None) -> str:
    """``PUBLIC_URL`` if set, else the address of this machine that was chosen, or found."""
    reglages = reglages or current_app.config["REGLAGES"]
    here = reglages.adresse or local_address()
    return reglages.public_url or f"http://{_bound_address(reglages, here)}"


def local_url(reglages: Reglages) -> str:
    """Where this very machine reaches the server: passwords are refused from anywhere else
    over plain HTTP."""
    return reglages.public_url or f"http://{_bound_address(reglages, '127.0.0.1')}"


def _bound_address(reglages: Reglages, default: str) -> str:
    """``address:port``; ``default`` when the server listens on every address."""
    everywhere = reglages.host in ("", "0.0.0.0", "::")  # noqa: S104 - compared, not bound
    host = default if everywhere else reglages.host
    return f"[{host}]:{reglages.port}" if ":" in host else f"{host}:{reglages.port}"


def join_url(code: str, table: int | None = None) -> str:
    """What the join QR of a séance (or of one of its tables) holds."""
    suffix = f"/t/{table}" if table is not None else ""
    return f"{base_url()}/r/{code}{suffix}"


def badge_url(code: str, numero: int) -> str:
    """What the QR of a badge holds."""
    return f"{base_url()}/r/{code}/b/{numero}"


def local_address() -> str:
    """The address phones of the hall would use; 127.0.0.1 when there is no network.

    Opening a UDP socket sends nothing: it only asks the system which interface it would
    take.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 1))
            address: str = probe.getsockname()[0]
        except OSError:
            return "127.0.0.1"
    return address
