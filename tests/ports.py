"""Ports for servers of tests: below the range that the system hands to outgoing connections.

A port found with ``bind(0)`` comes from that range: between the finding and the listening,
any connection of another test may take it.
"""

from __future__ import annotations

import itertools
import os
import random
import socket

_WIDTH = 1_000
_worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
_first = 20_000 + _worker % 12 * _WIDTH
_turns = itertools.count(random.randrange(_WIDTH))


def free_ports(number: int) -> int:
    """The first of that many neighbouring ports on which nobody listens now."""
    for _ in range(_WIDTH):
        port = _first + next(_turns) * number % (_WIDTH - number)
        if all(_is_free(port + beside) for beside in range(number)):
            return port
    raise AssertionError(f"no {number} free ports from {_first}")


def free_port() -> int:
    """A port on which nobody listens now."""
    return free_ports(1)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As servers do: a port whose last connections are fading is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
