"""Where a text could go among groups that people have made: the likeliest ones, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cafe.suggestions.empreinte import Empreinte
from cafe.suggestions.espace import Espace, centroids, nearest
from cafe.suggestions.francais import stems_of
from cafe.suggestions.raisons import words_among

SEUIL = 0.05  # below, the order would be chance: « aucune suggestion »


@dataclass(frozen=True, slots=True)
class Candidat:
    """A group by rank, or a fiche; ``mots`` are those of the text that it says too."""

    rang: int
    score: float
    mots: tuple[str, ...]


def rank_groups(
    textes: Sequence[str],
    empreintes: Sequence[Empreinte],
    groupes: Sequence[Sequence[str]],
    traits: Sequence[Sequence[Empreinte]],
    *,
    combien: int = 3,
    seuil: float = SEUIL,
) -> list[list[Candidat]]:
    """For each text, the groups likely to be its own, the likeliest first; none where none is.

    ``traits`` are the empreintes of ``groupes``, text by text. A group is its middle.
    """
    dedans = [empreinte for groupe in traits for empreinte in groupe]
    espace = Espace([*dedans, *empreintes])
    rangs, debut = [], 0
    for groupe in traits:
        rangs.append(list(range(debut, debut + len(groupe))))
        debut += len(groupe)
    milieux = centroids(espace.place(dedans), rangs)
    qui, pres = nearest(espace.place(empreintes), milieux, combien)
    dits = [stems_of(groupe) for groupe in groupes]
    return [
        [
            Candidat(int(g), float(score), words_among(texte, dits[int(g)]))
            for g, score in zip(voisins, cosinus, strict=True)
            if score >= seuil
        ]
        for texte, voisins, cosinus in zip(textes, qui, pres, strict=True)
    ]
