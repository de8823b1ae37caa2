"""Long drawings, in a process of their own: threads share one lock with the live screens.

`print_apart` is for the server; the rest of this module is what the other process runs.
"""

import os
import pickle
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Contenu = TypeVar("Contenu")

_RACINE = Path(__file__).resolve().parents[2]


def print_apart(dessine: Callable[[Contenu], bytes], contenu: Contenu) -> bytes:
    """Return `dessine(contenu)`, drawn elsewhere and at a lower priority than the server.

    `dessine` is a function at the top of a module, `contenu` plain dataclasses. Waits without
    stopping the sockets when called from a greenlet, never from a native thread. Raises
    RuntimeError when the drawing fails; what it was drawing is in no message.
    """
    presse = subprocess.run(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", __name__],
        input=pickle.dumps((dessine, contenu)),
        capture_output=True,
        cwd=_RACINE,
        check=False,
    )
    if presse.returncode:
        raise RuntimeError(f"le dessin a échoué ({presse.stderr.decode(errors='replace')[-400:]})")
    return presse.stdout


def main() -> None:
    """Draw what comes by the standard input; the file leaves by the standard output."""
    _give_way()
    dessine, contenu = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our own server
    try:
        drawn = dessine(contenu)
    except Exception as error:
        # Where and what, never the message: a library's own may quote what it could not draw.
        place = traceback.format_tb(error.__traceback__)[-1].strip()
        sys.exit(f"{place}\n{type(error).__name__}")
    sys.stdout.buffer.write(drawn)


def _give_way() -> None:
    """Only take the processor when nobody else wants it: a hall waits for its screens.

    Linux's SCHED_IDLE yields at once to a process that wakes; elsewhere, the least priority.
    """
    if sys.platform == "linux":
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    elif hasattr(os, "nice"):
        os.nice(19)


if __name__ == "__main__":
    main()
