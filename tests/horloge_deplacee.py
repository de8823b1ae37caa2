"""The real server on a day that a test chooses: its clock is ours, a given time ahead or behind.

Only ``cafe.clock`` is moved, in a process made for it: no setting of the application does this.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.serveur import Serveur

FICHIER = "horloge.txt"


class ServeurDate(Serveur):
    """A server whose day is set while it runs."""

    PROGRAMME = "tests.horloge_deplacee"

    def go(self, instant: datetime) -> None:
        """From now on, it is that instant there, and time runs."""
        ahead = instant - datetime.now(UTC)
        written = self.instance / "horloge.nouveau"
        written.write_text(str(ahead.total_seconds()))
        written.replace(self.instance / FICHIER)


def moved_clock(file: Path) -> datetime:
    """The instant that a file of seconds asks for."""
    return datetime.now(UTC) + timedelta(seconds=float(file.read_text()))


def main() -> int:
    """``python -m cafe``, on that day."""
    from cafe import clock
    from cafe.bootstrap import main as bootstrap

    file = Path(os.environ["CAFE_INSTANCE"]) / FICHIER
    clock.set_clock(lambda: moved_clock(file))
    return bootstrap(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
