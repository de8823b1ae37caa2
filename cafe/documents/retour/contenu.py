"""What is given back of one question: what was said, decided, refused and why, and what comes.

Plain values, worded already: no participant, no word quoted, nothing to count again. A poster, a
page and a spoken text say the same thing because they are made from this.
"""

from collections.abc import Sequence
from dataclasses import dataclass

# Of a quartier, nothing is told that fewer people than this have said.
PERSONNES_MIN = 5


@dataclass(frozen=True, slots=True)
class Sujet:
    """What several people said, under the title the team gave it.

    `voix` counts people and ideas typed for somebody; `saisies` of them were typed.
    """

    texte: str
    voix: int
    saisies: int = 0


@dataclass(frozen=True, slots=True)
class Decide:
    """What was asked and what is done of it; `promesse` says who does it and for when, if known."""

    texte: str
    decision: str
    promesse: str = ""


@dataclass(frozen=True, slots=True)
class Refuse:
    """What will not be done, why, and who said so on which day."""

    texte: str
    motif: str
    par: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Retour:
    """One question given back, or one quartier's part of it.

    `personnes` wrote, `saisies` words were typed for somebody.
    `tus` counts the subjects of a quartier that too few people share to be told; `isolees` the
    words that joined no other; `en_attente` what is asked and not decided. `url` leads to the
    whole list, `adresse` and `code` are what a person types to get there.
    """

    demarche: str
    question: str
    rencontre: str
    quartier: str = ""
    personnes: int = 0
    saisies: int = 0
    paroles: int = 0
    isolees: int = 0
    tus: int = 0
    dites: Sequence[Sujet] = ()
    decides: Sequence[Decide] = ()
    refuses: Sequence[Refuse] = ()
    en_attente: int = 0
    prochaine: str = ""
    contact: str = ""
    url: str = ""
    adresse: str = ""
    code: str = ""

    @property
    def muet(self) -> bool:
        """Whether nobody has spoken (or too few to be told)."""
        return not self.personnes and not self.saisies
