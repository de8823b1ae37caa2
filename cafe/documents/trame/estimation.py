"""How much of a page an outline takes, guessed from the lengths of its texts.

A word processor lays the pages itself, so nothing is measured: this is to choose how much to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

from cafe.documents.trame.blocs import (
    Allure,
    Bloc,
    Images,
    Liste,
    Morceau,
    Paragraphe,
    Tableau,
    Titre,
)

# Lines of text on a page of a file to correct, and signs on a line of its whole width.
LIGNES_PAR_PAGE = 57
_SIGNES = 100
_SIGNES_CELLULE = 110
# The white after a paragraph, in lines; those of a table are a little less high.
_BLANC = 0.33
_HAUTEUR_CELLULE = 0.9
_TITRES = {0: 2.4, 1: 2.5, 2: 2.0, 3: 1.6}


def estimated_pages(blocs: Iterable[Bloc]) -> float:
    """How many pages those blocks take, about."""
    return sum(map(_lines, blocs)) / LIGNES_PAR_PAGE


def _lines(bloc: Bloc) -> float:
    match bloc:
        case Titre():
            return _TITRES[bloc.niveau] * ceil(len(bloc.texte) / 75 or 1)
        case Paragraphe():
            signes = 112 if bloc.allure in (Allure.NOTE, Allure.ANNONCE) else _SIGNES
            return _of(bloc.morceaux, signes) + _BLANC
        case Liste():
            return sum(_of(element, _SIGNES) + 0.15 for element in bloc.elements)
        case Tableau():
            parts = [colonne.part / 100 for colonne in bloc.colonnes]
            rows = sum(
                max(
                    sum(
                        _of(p.morceaux, _SIGNES_CELLULE * part - 3) * _HAUTEUR_CELLULE + _BLANC
                        for p in cellule
                    )
                    for cellule, part in zip(rang, parts, strict=True)
                )
                for rang in bloc.rangs
            )
            return rows + _HAUTEUR_CELLULE + _BLANC
        case Images():
            return 4.0


def _of(morceaux: Sequence[Morceau], signes: float) -> int:
    texte = "".join(morceau.texte for morceau in morceaux)
    return sum(ceil(len(ligne) / signes) or 1 for ligne in texte.split("\n"))
