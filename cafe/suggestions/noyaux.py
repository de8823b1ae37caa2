"""The tightest few groups: texts that say the same telling word, and are near for the rest too.

For somebody who has fifteen minutes: three at most are shown, and each can be checked at a glance,
since all its texts hold the word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import log

import numpy as np

from cafe.suggestions.empreinte import Empreinte
from cafe.suggestions.espace import Espace, Vecteurs
from cafe.suggestions.francais import TEMPS, read_words, stems_of, word_key
from cafe.suggestions.regroupements import Groupe
from cafe.suggestions.titres import keywords, title

SEUIL = 0.14  # below, a word said three times is chance
_MINIMUM = 3
_PART = 0.1  # a word of more than a tenth of the texts is the subject of the question
_AU_MOINS = 6


def find_kernels(
    textes: Sequence[str],
    empreintes: Sequence[Empreinte],
    *,
    fond: Sequence[Empreinte] = (),
    combien: int = 3,
) -> list[Groupe]:
    """The tightest groups, none of whose texts is in another; empty where nothing is near enough.

    ``score`` is the mean cosine of two of them, ``membres`` go from the nearest to all the others.
    """
    vecteurs = Espace([*empreintes, *fond]).place(empreintes)
    disent, ecrits = _sayers(textes)
    trop = max(_AU_MOINS, _PART * len(textes))
    candidats = []
    for racine, rangs in disent.items():
        if _MINIMUM <= len(rangs) <= trop:
            pres, membres = _tightness(vecteurs, rangs)
            if pres >= SEUIL:
                candidats.append((pres * log(1 + len(rangs)), pres, racine, membres))
    candidats.sort(key=lambda c: (-c[0], c[2]))
    pris: set[int] = set()
    trouves: list[tuple[float, str, str, tuple[int, ...]]] = []
    for _, pres, racine, membres in candidats:
        if pris.isdisjoint(membres):
            pris.update(membres)
            trouves.append((pres, racine, ecrits[racine], membres))
        if len(trouves) == combien:
            break
    mots = keywords([[textes[rang] for rang in membres] for *_, membres in trouves])
    groupes = []
    for (pres, racine, ecrit, membres), autres in zip(trouves, mots, strict=True):
        dits = (ecrit, *(mot for mot in autres if racine not in stems_of([mot])))
        groupes.append(Groupe(title(dits), dits, membres, pres))
    return groupes


def _sayers(textes: Sequence[str]) -> tuple[dict[str, list[int]], dict[str, str]]:
    """Who says each stem, and how it was first written."""
    disent: dict[str, list[int]] = defaultdict(list)
    ecrits: dict[str, str] = {}
    for rang, texte in enumerate(textes):
        mots = {mot.racine: word_key(mot) for mot in read_words(texte) if not mot.ecrit.isdigit()}
        for racine, ecrit in mots.items():
            if racine not in TEMPS:
                disent[racine].append(rang)
                ecrits.setdefault(racine, ecrit)
    return disent, ecrits


def _tightness(vecteurs: Vecteurs, rangs: Sequence[int]) -> tuple[float, tuple[int, ...]]:
    """The mean cosine of two of these texts, and they, the nearest to the others first."""
    dedans = vecteurs.rows(rangs)
    cosinus = dedans.cosines(dedans)
    sommes = cosinus.sum(axis=1) - cosinus.diagonal()
    ordre = np.argsort(-sommes, kind="stable")
    moyenne = float(sommes.sum()) / (len(rangs) * (len(rangs) - 1))
    return moyenne, tuple(rangs[int(i)] for i in ordre)
