"""The brake on receipts tried at random: wrong ones wait their turn, true ones never do.

Counted for the whole server, in memory. Never by address: a hall is one address. Who waits
costs the server nothing, and leaves its core to those who write.
"""

from __future__ import annotations

from time import monotonic, sleep

from flask import Flask

INTERVALLE = 0.125  # s between two answers to wrong receipts, when many come
TOLERES = 20  # that may come at once and wait for nothing: people do mistype
ATTENTE_MAX = 10.0  # s
_CLE = "cafe_frein"


class Frein:
    """When the next answer to a wrong receipt is due."""

    def __init__(self) -> None:
        self._du = 0.0

    def wrong(self, now: float) -> float:
        """One more wrong receipt: how many seconds it must wait for its answer."""
        patience = TOLERES * INTERVALLE
        self._du = min(max(self._du, now) + INTERVALLE, now + patience + ATTENTE_MAX)
        return max(0.0, self._du - now - patience)


def slow_down(app: Flask) -> None:
    """A receipt was wrong: wait before saying so, when too many are."""
    frein: Frein = app.extensions.setdefault(_CLE, Frein())
    if pause := frein.wrong(monotonic()):
        sleep(pause)
