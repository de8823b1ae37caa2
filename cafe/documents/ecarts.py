"""What differs between two outlines, paragraph by paragraph and then word by word.

Plain values: the page says « ajouté », « retiré », « modifié » in words, never by a colour alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

from cafe.documents.trame.blocs import (
    Images,
    Liste,
    Morceau,
    Paragraphe,
    Tableau,
    Titre,
    Trame,
)

# Below that likeness two paragraphs are not one that changed, but one that left and one that came.
_RESSEMBLANCE = 0.5
_MOTS = re.compile(r"\s+|\w+|[^\w\s]")


class Nature(StrEnum):
    """What became of a paragraph, or of some words."""

    PAREIL = "pareil"
    AJOUTE = "ajoute"
    RETIRE = "retire"
    MODIFIE = "modifie"


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words of a paragraph, and whether they came or left."""

    nature: Nature
    texte: str


@dataclass(frozen=True, slots=True)
class Ecart:
    """One paragraph that differs, under the heading where it stands."""

    nature: Nature
    titre: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class _Alinea:
    titre: str
    ancre: str
    texte: str


def compare(avant: Trame, apres: Trame) -> tuple[Ecart, ...]:
    """The paragraphs that differ, in the order of the second outline; none when they are equal."""
    before, after = tuple(_alineas(avant)), tuple(_alineas(apres))
    matcher = SequenceMatcher(
        None, [a.texte for a in before], [a.texte for a in after], autojunk=False
    )
    found: list[Ecart] = []
    for what, start, end, other_start, other_end in matcher.get_opcodes():
        if what != "equal":
            found += _changed(before[start:end], after[other_start:other_end])
    return tuple(found)


def _changed(left: tuple[_Alinea, ...], come: tuple[_Alinea, ...]) -> Iterator[Ecart]:
    for old, new in zip_longest(left, come):
        if old and new and _is_the_same(old, new):
            yield Ecart(Nature.MODIFIE, new.titre, tuple(_passages(old.texte, new.texte)))
            continue
        if old:
            yield Ecart(Nature.RETIRE, old.titre, (Passage(Nature.RETIRE, old.texte),))
        if new:
            yield Ecart(Nature.AJOUTE, new.titre, (Passage(Nature.AJOUTE, new.texte),))


def _is_the_same(old: _Alinea, new: _Alinea) -> bool:
    if old.ancre or new.ancre:
        return old.ancre == new.ancre
    return SequenceMatcher(None, old.texte, new.texte).ratio() >= _RESSEMBLANCE


def _passages(old: str, new: str) -> Iterator[Passage]:
    before, after = _MOTS.findall(old), _MOTS.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < _RESSEMBLANCE:
        # Word by word it would only be confetti.
        yield Passage(Nature.RETIRE, old)
        yield Passage(Nature.PAREIL, " ")
        yield Passage(Nature.AJOUTE, new)
        return
    for what, start, end, other_start, other_end in matcher.get_opcodes():
        if what == "equal":
            yield Passage(Nature.PAREIL, "".join(before[start:end]))
            continue
        if gone := "".join(before[start:end]):
            yield Passage(Nature.RETIRE, gone)
        if come := "".join(after[other_start:other_end]):
            yield Passage(Nature.AJOUTE, come)


def _alineas(trame: Trame) -> Iterator[_Alinea]:
    under = ""
    for bloc in trame.blocs:
        match bloc:
            case Titre():
                under = bloc.texte
                yield _Alinea(under, bloc.ancre, bloc.texte)
            case Paragraphe():
                yield _Alinea(under, bloc.ancre, _words(bloc.morceaux))
            case Liste():
                for element in bloc.elements:
                    yield _Alinea(under, "", _words(element))
            case Tableau():
                for rang in bloc.rangs:
                    for cellule in rang:
                        for paragraphe in cellule:
                            yield _Alinea(under, paragraphe.ancre, _words(paragraphe.morceaux))
            case Images():
                yield _Alinea(under, "", " ".join(logo.description for logo in bloc.logos))


def _words(morceaux: tuple[Morceau, ...]) -> str:
    return "".join(morceau.texte for morceau in morceaux).strip()
