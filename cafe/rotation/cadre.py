"""What a case allows and what a plan pays: sizes of tables, shares of collèges, repeats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from cafe.rotation.cas import Cas

Entiers = NDArray[np.int64]
Reels = NDArray[np.float64]
Mode = Literal["rencontres", "dispersion"]

THEME, SEPARES, TAILLE, QUOTA, PART = 30.0, 60.0, 100.0, 60.0, 20.0
# The checker of a plan calls a share wrong from 1.5 person on; below one, a tie-breaker only.
LARGE, DOUX = 1.4, 0.02


def repeat_costs(mode: Mode, tours: int) -> Reels:
    """What it costs that two people meet 0, 1, 2 … times.

    « rencontres » wants the most distinct encounters: each repeat costs one. « dispersion » wants
    no pair a third time, whatever the number of repeats.
    """
    fois = np.arange(tours + 2, dtype=np.float64)
    repeats = np.maximum(fois - 1, 0)
    return repeats if mode == "rencontres" else repeats + 10 * np.maximum(fois - 2, 0) ** 2


@dataclass(frozen=True, slots=True)
class Cadre:
    """What a case allows in each round: sizes of tables, shares of collèges; ``[tour, table]``."""

    petites: Entiers
    grandes: Entiers
    parts: Reels  # [tour, table, collège]
    quotas: Entiers  # [collège]


def frame(cas: Cas) -> Cadre:
    """The most even sizes that the capacities of the tables allow, and the shares in them."""
    mini = np.array([table.mini for table in cas.tables])
    maxi = np.array([table.maxi for table in cas.tables])
    la = np.array([[p.is_there(r) for p in cas.personnes] for r in range(cas.tours)])
    petites, grandes = [], []
    for presents in la.sum(axis=1):
        niveau = 0
        while np.clip(niveau + 1, mini, maxi).sum() <= presents and niveau < presents:
            niveau += 1
        petites.append(np.clip(niveau, mini, maxi))
        grandes.append(np.clip(niveau + 1, mini, maxi))
    college = np.array([personne.college for personne in cas.personnes])
    totaux = np.stack([(la & (college == c)).sum(axis=1) for c in range(len(cas.colleges))], axis=1)
    taille = np.array(petites) + np.array(grandes)
    somme = np.maximum(taille.sum(axis=1), 1)
    return Cadre(
        np.array(petites),
        np.array(grandes),
        totaux[:, None, :] * (taille / somme[:, None])[:, :, None],
        np.array([cas.minimum.get(c, 0) for c in range(len(cas.colleges))]),
    )
