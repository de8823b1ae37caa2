"""What an import would do, before it is done: the dry run shown for confirmation. Pure."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from cafe.formats.lecture import LectureFiches
from cafe.models.fiche_contenu import ContenuFiche, EtatChamp, state_of
from cafe.models.fiche_formulaire import CHAMPS, CHAMPS_PAR_CLE
from cafe.models.fiche_reprise import Comparaison, Sort, compare_fiches


@dataclass(frozen=True)
class Lecture:
    """How the person wants the file read: into which plan, in which encoding, which columns."""

    plan: str
    encodage: str
    correspondance: Mapping[str, str | None] | None = None

    def empreinte(self) -> str:
        """Changes with any of the choices: what was seen is what is confirmed."""
        choices = [self.plan, self.encodage, sorted((self.correspondance or {}).items())]
        return hashlib.sha256(json.dumps(choices).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class CompteChamp:
    """One field over all the fiches read: filled, blank in the source, not imported."""

    libelle: str
    remplis: int
    vides: int
    non_importes: int


@dataclass(frozen=True)
class Changement:
    """A fiche already held, and the titles of the fields that change in it."""

    numero: str
    intitule: str
    champs: tuple[str, ...]


@dataclass(frozen=True)
class Essai:
    """The outcome of reading, and what it would change."""

    lecture: LectureFiches
    comparaisons: tuple[Comparaison, ...]
    champs: tuple[CompteChamp, ...]

    def compte(self, sort: str) -> int:
        """How many fiches meet that fate (a value of ``Sort``)."""
        return sum(1 for c in self.comparaisons if c.sort == sort)

    @property
    def modifiees(self) -> tuple[Changement, ...]:
        """Fiches already held whose content changes."""
        return tuple(
            Changement(c.numero, c.contenu.intitule, tuple(_titre(cle) for cle in c.cles))
            for c in self.comparaisons
            if c.sort is Sort.MODIFIEE
        )


def try_import(lecture: LectureFiches, tenues: Mapping[str, ContenuFiche]) -> Essai:
    """Count what would be written; nothing is compared when the file has errors."""
    if lecture.erreurs:
        return Essai(lecture, (), ())
    return Essai(lecture, compare_fiches(tenues, lecture.fiches), _counts(lecture.fiches))


def _titre(cle: str) -> str:
    return CHAMPS_PAR_CLE[cle].colonne if cle in CHAMPS_PAR_CLE else cle


def _counts(fiches: tuple[ContenuFiche, ...]) -> tuple[CompteChamp, ...]:
    found = []
    for champ in CHAMPS:
        states = Counter(state_of(fiche, champ.cle) for fiche in fiches)
        found.append(
            CompteChamp(
                champ.colonne,
                states[EtatChamp.REMPLI],
                states[EtatChamp.VIDE],
                states[EtatChamp.NON_IMPORTE],
            )
        )
    return tuple(found)
