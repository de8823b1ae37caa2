"""Names of people: a first name, « Mme » and a name, « mon voisin » and a name; never a street.

Heuristics on words and capitals. They look for what a careful reader would stop at; who has a
name that is a common word, alone and in small letters, is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cafe.reperage.lieux import CELEBRES, LIENS, LIEUX, NON_NOMS
from cafe.reperage.prenoms import MOTS, SURS
from cafe.reperage.texte import Mot, shouted, words_of

_CIVILITES = frozenset({"monsieur", "madame", "mademoiselle", "mr", "mme", "mlle", "m"})
# Never words by themselves: a name may follow them in small letters.
_ABREGEES = frozenset({"mr", "mme", "mlle"})
_METIERS = frozenset(
    {
        *("docteur", "dr", "professeur", "maitre", "capitaine", "commandant", "brigadier"),
        *("abbe", "imam"),
    }
)
_PROCHES = frozenset(
    {
        *("voisin", "voisine", "gardien", "gardienne", "concierge", "maitresse", "facteur"),
        *("denomme", "denommee", "certain", "certaine"),
    }
)
_PARTICULES = frozenset(
    {
        *("de", "du", "da", "di", "ben", "bel", "el", "al", "le", "la", "van", "von", "d", "dos"),
        *("n", "o"),
    }
)
_SAINTS = frozenset({"saint", "sainte", "st", "ste", "san", "santa"})
_RECUL = 6
_PRENOM_MIN = 4  # in small letters, shorter ones are too often a slip of the thumb
_NOM_MIN = 3
_SIGLE_MAX = 4
_POINTES = frozenset({"m", "mr", "mme", "mlle", "dr", "pr"})
_TOUS = SURS | MOTS
# Without one of these, no name is found: most texts are read no further.
_CLES = _TOUS | _CIVILITES | _METIERS | _PROCHES
_LETTRES = re.compile(r"[^\W\d_]+")


def names_in(texte: str, plat: str) -> Iterator[tuple[int, int]]:
    """Where the names of people stand; ``plat`` is the same text flattened."""
    if _CLES.isdisjoint(_LETTRES.findall(plat)):
        return
    mots = words_of(texte, plat)
    crie = shouted(texte)
    index = 0
    while index < len(mots):
        end = _titled(mots, index, crie) or _named(mots, index, crie)
        if end is None:
            index += 1
            continue
        last = abs(end)
        if end > 0:
            yield mots[index].debut, mots[last - 1].fin
        index = last


def _titled(mots: Sequence[Mot], index: int, crie: bool) -> int | None:
    """The end of « Mme Dupont », « le docteur Roux », « mon voisin Lopez »."""
    mot = mots[index]
    civil = mot.plat in _CIVILITES
    if not civil and mot.plat not in _METIERS and mot.plat not in _PROCHES:
        return None
    suivant = mots[index + 1] if index + 1 < len(mots) else None
    if suivant is None or not _adjacent(suivant, mot.plat in _POINTES) or suivant.plat in NON_NOMS:
        return None
    if mot.plat == "m" and (not mot.grand or crie or not suivant.grand):
        return None
    short = len(suivant.plat) < _NOM_MIN and suivant.plat not in _PARTICULES
    if short or _acronym(suivant, crie):
        return None
    small = mot.plat in _ABREGEES
    if not (small or (suivant.grand and (civil or not crie))):
        return None
    if mot.plat in _METIERS and _in_place(mots, index):
        return -(index + 2)
    if suivant.plat not in _PARTICULES:
        return _whole(mots, index + 2)
    end = _whole(mots, index + 1)
    return end if end > index + 1 else None


def _named(mots: Sequence[Mot], index: int, crie: bool) -> int | None:
    """The end of a name that begins by a first name; negative where it names a place."""
    mot = mots[index]
    sure, word = _first_name(mot.plat)
    if not sure and not word:
        return None
    end = _whole(mots, index + 1)
    alone = end == index + 1
    if _in_place(mots, index) or _famous(mots, index):
        return -end
    if mot.plat.split("-")[0] in _SAINTS:
        return -end
    if sure:
        if mot.grand and not crie:
            return end
        return end if len(mot.plat) >= _PRENOM_MIN else None
    if crie or not mot.grand:
        return None
    if alone and mot.commence:
        return None
    return end


def _first_name(plat: str) -> tuple[bool, bool]:
    """Whether it is a first name and nothing else, or one that is also a word."""
    parts = plat.split("-")
    if plat in SURS or (len(parts) > 1 and parts[0] in _TOUS and parts[1] in _TOUS):
        return True, False
    return False, plat in MOTS


def _whole(mots: Sequence[Mot], end: int) -> int:
    """Past the family name, if there is one: « Durand », « de Almeida », « ben Salah », « M. »."""
    here = end
    while here < len(mots) and _adjacent(mots[here]) and mots[here].plat in _PARTICULES:
        here += 1
    if here < len(mots) and _adjacent(mots[here]) and mots[here].grand:
        return here + 1
    return end


def _in_place(mots: Sequence[Mot], index: int) -> bool:
    """Whether what stands just before says that a place is named."""
    for back in range(index - 1, max(-1, index - 1 - _RECUL), -1):
        if mots[back + 1].commence:
            return False
        plat = mots[back].plat
        if plat in LIEUX or plat.split("-")[0] in LIEUX:
            return True
        if plat in _SAINTS and back == index - 1:
            return True
        if plat not in LIENS and not any(_first_name(plat)):
            return False
    return False


def _famous(mots: Sequence[Mot], index: int) -> bool:
    """Whether a name that many streets bear begins there."""
    said = " ".join(mot.plat for mot in mots[index : index + 5]).replace("-", " ").split()
    return any(" ".join(said[:length]) in CELEBRES for length in range(1, len(said) + 1))


def _adjacent(mot: Mot, abrege: bool = False) -> bool:
    return mot.entre in (" ", "'") or (abrege and mot.entre in (". ", "."))


def _acronym(mot: Mot, crie: bool) -> bool:
    """« agent EDF »: nobody's name."""
    return not crie and mot.toutes and 1 < mot.fin - mot.debut <= _SIGLE_MAX
