"""The words that tell a group from the others: its keywords, as people wrote them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from math import log

from cafe.suggestions.francais import TEMPS, read_words, stems_of, word_key

COMBIEN = 5
_LIE = re.compile(r"[\w\s'’-]+")  # what may stand between two words of one term
_PARTOUT = 0.2  # said in more than a fifth of all texts, a word tells nothing of a group
_ASSEZ = 20  # below that many texts, that share is chance
_MOT_DIT = 1 / 3
_TITRE_DIT = 0.6
_TITRE_LONG = 80
_PAIRE = 1.5  # « transports scolaires » says more than « transports »


def keywords(groupes: Sequence[Sequence[str]], combien: int = COMBIEN) -> list[list[str]]:
    """For each group of texts its words, the most telling first, none within another.

    Class tf-idf: how many texts of the group hold the term, against how many of all do.
    """
    comptes: list[Counter[str]] = []
    formes: dict[str, Counter[str]] = defaultdict(Counter)
    partout: Counter[str] = Counter()
    for groupe in groupes:
        compte: Counter[str] = Counter()
        for texte in groupe:
            termes = _terms(texte)
            compte.update(termes.keys())
            for racine, ecrit in termes.items():
                formes[racine][ecrit] += 1
        comptes.append(compte)
        partout.update(compte)
    textes = sum(len(groupe) for groupe in groupes)
    trop = _PARTOUT * textes if textes >= _ASSEZ and len(groupes) > 1 else textes + 1
    return [
        _chosen(compte, partout, formes, len(groupe), textes, trop, combien)
        for compte, groupe in zip(comptes, groupes, strict=True)
    ]


def title(mots: Sequence[str]) -> str:
    """A working title out of keywords, for a person to replace; empty without any."""
    return " · ".join(mots[:2])


def title_of(textes: Sequence[str], mots: Sequence[str]) -> tuple[str, float]:
    """A title for a group, and the share of its texts that say a word of it; empty when most say
    none. Only of its keywords that a third of them say; days and numbers name nothing."""
    dits = [stems_of([texte]) for texte in textes]

    def share(mot: str) -> float:
        racines = stems_of([mot])
        return sum(not racines.isdisjoint(dit) for dit in dits) / max(1, len(dits))

    gardes: list[str] = []
    for mot in mots:
        deja = any(mot.startswith(autre) or autre.startswith(mot) for autre in gardes)
        if not deja and share(mot) >= _MOT_DIT and TEMPS.isdisjoint(stems_of([mot])):
            gardes.append(mot)
    titre = title(gardes)
    dit = share(titre)
    return (titre, dit) if dit >= _TITRE_DIT and len(titre) <= _TITRE_LONG else ("", dit)


def says_already(titre: str, propose: str) -> bool:
    """Whether a title says a word of the other: somebody has named that group well enough."""
    return not stems_of([titre]).isdisjoint(stems_of([propose]))


def _terms(texte: str) -> dict[str, str]:
    """Each stem, or two that follow, and how it is written here."""
    mots = read_words(texte)
    termes = {mot.racine: word_key(mot) for mot in mots if not mot.ecrit.isdigit()}
    for a, b in pairwise(mots):
        if b.entre is not None and a.racine != b.racine and _LIE.fullmatch(b.entre):
            termes[f"{a.racine} {b.racine}"] = f"{word_key(a)}{b.entre}{word_key(b)}"
    return termes


def _chosen(
    compte: Counter[str],
    partout: Counter[str],
    formes: dict[str, Counter[str]],
    taille: int,
    textes: int,
    trop: float,
    combien: int,
) -> list[str]:
    # Said once in a group of several, a word is somebody's, not the group's.
    au_moins = 2 if taille > 2 or max(compte.values(), default=0) > 1 else 1

    def worth(terme: str) -> float:
        idf = log((1 + textes) / (1 + partout[terme])) + 1
        return compte[terme] * idf * (_PAIRE if " " in terme else 1.0)

    candidats = [t for t in compte if compte[t] >= au_moins and partout[t] <= trop]
    candidats.sort(key=lambda terme: (-worth(terme), terme))
    choisis: list[str] = []
    for terme in candidats:
        racines = set(terme.split(" "))
        if any(racines & set(deja.split(" ")) for deja in choisis):
            continue
        choisis.append(terme)
        if len(choisis) == combien:
            break
    return [_most_written(formes[terme]) for terme in choisis]


def _most_written(formes: Counter[str]) -> str:
    return min(formes, key=lambda forme: (-formes[forme], forme))
