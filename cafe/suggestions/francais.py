"""French words for comparing: cut, stripped of what says nothing, reduced to stems."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from cafe.suggestions.racines import stem_word

_MOT = re.compile(r"[^\W\d_]+|\d+")
# « habitant·e·s », « habitant.e.s », « habitant(e)s » are one word.
_INCLUSIF = re.compile(
    r"(?<=\w)(?:[·•‧⋅∙.\-](?:e|ne|le|te|se|ère|euse|rice|trice|ve)(?:[·•‧⋅∙.\-]?s)?\b|\((?:e|ne|s)\)s?)"
)
_FINS = frozenset(".;:!?…\n()«»")
_MINUSCULES_MIN = 2  # below, a text is all in capitals and says nothing of its acronyms

_VIDES = (
    "a ai aie aient ainsi alors an apres as assez au aucun aucune aujourd aussi autant autre "
    "autres aux avaient avais avait avant avec avez avoir avons ayant beaucoup bien bon bonne "
    "ca car ce ceci cela celle celles celui cependant certain certaine certaines certains ces "
    "cet cette ceux chacun chaque chez chose choses ci comme comment contre d dans de deja dela "
    "depuis des deux devons devrait devraient dire dit doit doivent donc dont du elle elles en "
    "encore entre environ es est et etaient etais etait etant etc ete etes etre eu eux faire "
    "fait faites fallait faudrait faut fois font grace hui ici il ils j jamais je jusqu jusque "
    "l la le les leur leurs lors lorsque lui m ma mais me meme memes mes mettre mieux mis moi "
    "moins mon n ne ni non nos notamment notre nous on ont ou oui par parce parfois parmi pas "
    "pendant peu peut peuvent plus plusieurs plutot pour pourquoi pourrait pourraient pouvoir "
    "pres puis qu quand que quel quelle quelles quelque quelques quels qui quoi rien s sa sans "
    "se selon sera serait seront ses seulement si soient soit son sommes sont sous souvent suis "
    "suite sur t ta tant te tel telle tels tes toi ton toujours tous tout toute toutes tres "
    "trop tu un une vers veut veulent voila voir vos votre vous vraiment y"
)
VIDES = frozenset(_VIDES.split())
# When and how many: said of anything.
_DATES = (
    "deux trois quatr cinq six sept huit neuf dix cent mill an anne mois semain jour heur minut "
    "matin soir soire nuit lund mard mercred jeud vendred samed dimanch week fois"
)
TEMPS = frozenset(_DATES.split())


@dataclass(frozen=True, slots=True)
class Mot:
    """A word that says something: ``racine`` compares, ``ecrit`` is how it was written.

    ``entre`` is what stands between it and the one before it in the list (« à la »), None after a
    full stop.
    """

    racine: str
    ecrit: str
    entre: str | None

    @property
    def suit(self) -> bool:
        """Whether it follows the one before it in one sentence."""
        return self.entre is not None


def read_words(texte: str) -> list[Mot]:
    """The words of a text that say something, in order; none where no letter is Latin.

    An acronym of two letters or more is kept as it is (« EN », « PA »), unless the whole text is
    in capitals.
    """
    propre = _INCLUSIF.sub("", _normalise(texte))
    crie = sum(map(str.islower, propre)) < _MINUSCULES_MIN
    mots: list[Mot] = []
    fin = 0  # of the last one kept
    for trouve in _MOT.finditer(propre):
        ecrit = trouve.group()
        racine = _stem(ecrit, crie)
        if not racine:
            continue
        entre = propre[fin : trouve.start()]
        suit = bool(mots) and _FINS.isdisjoint(entre)
        mots.append(Mot(racine, ecrit, entre if suit else None))
        fin = trouve.end()
    return mots


def word_key(mot: Mot) -> str:
    """How a word is shown out of its sentence: small letters, unless it is an acronym."""
    return mot.ecrit if mot.racine.endswith(".") else mot.ecrit.lower()


def fold(texte: str) -> str:
    """Lower case, no accent: « Où » is « ou »."""
    decompose = unicodedata.normalize("NFD", texte.lower())
    return "".join(lettre for lettre in decompose if not unicodedata.combining(lettre))


def stems_of(textes: Iterable[str]) -> set[str]:
    """All the stems of these texts."""
    return {mot.racine for texte in textes for mot in read_words(texte)}


def _normalise(texte: str) -> str:
    propre = unicodedata.normalize("NFC", texte)
    return propre.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("Æ", "AE")


@lru_cache(maxsize=50_000)  # a hall says the same words again and again
def _stem(ecrit: str, crie: bool) -> str:
    """What compares a word; empty where it says nothing."""
    if len(ecrit) > 1 and ecrit.isupper() and not crie:
        return f"{ecrit}."
    simple = fold(ecrit)
    if simple in VIDES or len(simple) < 2:
        return ""
    if simple.isdecimal():
        return simple
    # Accents help the stemmer and fail those who type without them: they go afterwards.
    return fold(stem_word(ecrit.lower()))
