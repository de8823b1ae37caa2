"""The space in which texts are near or far: tf-idf of what `empreinte` counted, in float32.

Where every text has its meaning too (see `plongement`), it counts for a part of each cosine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from cafe.suggestions.empreinte import AUCUN, Empreinte, Traits
from cafe.suggestions.plongement import Sens

POIDS_LETTRES = 0.7
PART_SENS = 0.3
_BLOC = 500  # rows compared at once: 500 × 2,000 numbers, 4 MB

Reels = NDArray[np.float32]
Entiers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Vecteurs:
    """One row a text, of length 1, or 0 where nothing is known of it."""

    traits: sparse.csr_array
    sens: Sens | None

    def __len__(self) -> int:
        return int(self.traits.shape[0])

    def cosines(self, autres: Vecteurs, debut: int = 0, fin: int | None = None) -> Reels:
        """``[ligne, autre]`` between 0 and 1, for the rows from ``debut`` to ``fin``."""
        result: Reels = (self.traits[debut:fin] @ autres.traits.T).toarray()
        if self.sens is None or autres.sens is None:
            return result
        proches: Reels = np.maximum(self.sens[debut:fin] @ autres.sens.T, 0)
        result *= 1 - PART_SENS
        result += PART_SENS * proches
        return result

    def mixed(self, poids: sparse.csr_array) -> Vecteurs:
        """Sums of rows, weighted by ``[somme, ligne]``, brought back to length 1."""
        sens = None if self.sens is None else _unit(np.asarray(poids @ self.sens))
        return Vecteurs(unit_rows(sparse.csr_array(poids @ self.traits)), sens)

    def rows(self, rangs: Sequence[int]) -> Vecteurs:
        """Those rows alone, in that order."""
        choisis = list(rangs)
        return Vecteurs(self.traits[choisis], None if self.sens is None else self.sens[choisis])

    def plus(self, autres: Vecteurs, poids: float) -> Vecteurs:
        """Each row and, for that weight, the same one of the others; the meaning stays."""
        return Vecteurs(unit_rows(self.traits + poids * autres.traits), self.sens)


class Espace:
    """Learns from some texts which traits are rare; places others among them.

    Letters weigh ``POIDS_LETTRES`` against words: they forgive spelling.
    """

    def __init__(self, connus: Sequence[Empreinte]) -> None:
        self._mots = _learn([e.mots for e in connus])
        self._lettres = _learn([e.lettres for e in connus])
        sens = _meanings(connus)
        # Sentences of one subject all look alike: what they share is taken away.
        self._milieu = None if sens is None or not len(sens) else sens.mean(axis=0)

    def place(self, empreintes: Sequence[Empreinte]) -> Vecteurs:
        """Where they are; by meaning too when all these and all the known ones have theirs."""
        mots = self._mots.vectors([e.mots for e in empreintes])
        lettres = self._lettres.vectors([e.lettres for e in empreintes])
        traits = unit_rows(sparse.csr_array(sparse.hstack([mots, POIDS_LETTRES * lettres])))
        sens = _meanings(empreintes)
        if sens is None or self._milieu is None:
            return Vecteurs(traits, None)
        return Vecteurs(traits, _unit(sens - self._milieu))


def nearest(
    lignes: Vecteurs, colonnes: Vecteurs, combien: int, *, sauf_soi: bool = False
) -> tuple[Entiers, Reels]:
    """For each row, its nearest ones and their cosines, the nearest first; by rank where equal.

    ``sauf_soi``: both are the same texts, and none is its own neighbour.
    """
    combien = min(combien, max(0, len(colonnes) - sauf_soi))
    qui = np.zeros((len(lignes), combien), dtype=np.int64)
    pres = np.zeros((len(lignes), combien), dtype=np.float32)
    for debut in range(0, len(lignes) if combien else 0, _BLOC):
        bloc = lignes.cosines(colonnes, debut, debut + _BLOC)
        if sauf_soi:
            rangs = np.arange(len(bloc))
            bloc[rangs, debut + rangs] = -1
        ordre = np.argsort(-bloc, axis=1, kind="stable")[:, :combien]
        qui[debut : debut + _BLOC] = ordre
        pres[debut : debut + _BLOC] = np.take_along_axis(bloc, ordre, axis=1)
    return qui, pres


def centroids(vecteurs: Vecteurs, groupes: Sequence[Sequence[int]]) -> Vecteurs:
    """The middle of each group of rows."""
    lignes = [g for g, membres in enumerate(groupes) for _ in membres]
    rangs = [rang for membres in groupes for rang in membres]
    uns = np.ones(len(rangs), dtype=np.float32)
    forme = (len(groupes), len(vecteurs))
    return vecteurs.mixed(sparse.csr_array((uns, (lignes, rangs)), shape=forme))


@dataclass(frozen=True, slots=True)
class _Vocabulaire:
    """Known traits, sorted, and how rare each is."""

    traits: NDArray[np.uint32]
    rarete: Reels

    def vectors(self, listes: Sequence[Traits]) -> sparse.csr_array:
        """Unknown traits count for nothing."""
        lignes = np.repeat(np.arange(len(listes)), [len(liste) for liste in listes])
        tous = np.concatenate([*listes, AUCUN])
        if not len(self.traits):
            tous, lignes = AUCUN, lignes[:0]
        ou = np.minimum(np.searchsorted(self.traits, tous["trait"]), len(self.traits) - 1)
        connus = self.traits[ou] == tous["trait"]
        ou, lignes, fois = ou[connus], lignes[connus], tous["fois"][connus]
        valeurs = (1 + np.log(fois.astype(np.float32))) * self.rarete[ou]
        forme = (len(listes), len(self.traits))
        return unit_rows(sparse.csr_array((valeurs, (lignes, ou)), shape=forme))


def _learn(listes: Sequence[Traits]) -> _Vocabulaire:
    tous = np.concatenate([*listes, AUCUN])["trait"]
    traits, textes = np.unique(tous, return_counts=True)
    rarete = np.log((1 + len(listes)) / (1 + textes)) + 1
    return _Vocabulaire(traits, rarete.astype(np.float32))


def _meanings(empreintes: Sequence[Empreinte]) -> Sens | None:
    sens = [e.sens for e in empreintes if e.sens is not None]
    return np.stack(sens) if sens and len(sens) == len(empreintes) else None


def unit_rows(lignes: sparse.csr_array) -> sparse.csr_array:
    """Each row brought to length 1, those of length 0 left so."""
    lignes = sparse.csr_array(lignes)
    normes = np.sqrt(np.asarray(lignes.multiply(lignes).sum(axis=1)).ravel())
    inverses = np.divide(1, normes, out=np.zeros_like(normes), where=normes > 0)
    return sparse.csr_array(sparse.diags_array(inverses.astype(np.float32)) @ lignes)


def _unit(lignes: Reels) -> Reels:
    normes = np.linalg.norm(lignes, axis=1, keepdims=True)
    result: Reels = np.divide(lignes, normes, out=np.zeros_like(lignes), where=normes > 0)
    return result
