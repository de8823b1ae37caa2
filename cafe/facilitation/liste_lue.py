"""The lines of a typed list set against a séance: which question, category, table and tour.

Pure: the rows of the séance are handed in. What does not fit is said line by line; a name that no
question or category bears may be given its meaning once, for all the lines that use it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext

from cafe.actions.depot import clean_text
from cafe.actions.paroles_pretes import Ligne
from cafe.formats.colonnes import normalised
from cafe.formats.paroles import TITRES, Faute, LectureParoles, LigneLue
from cafe.models import Question
from cafe.models.contribution import LONGUEUR_MAX
from cafe.models.question import CATEGORIES

FAUTES_MAX = 100
IDENTIFIANT_MAX = 80


@dataclass(frozen=True)
class Reglage:
    """What holds for lines that do not say it, and what names were said to mean.

    ``sens``: (« question » or « categorie », the normalised name) → question id, category key.
    """

    question: str = ""
    categorie: str = ""
    tablee: int | None = None
    tour: int | None = None
    sens: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True)
class NomInconnu:
    """A name of a question or a category that the séance has not, and how many lines bear it."""

    genre: str
    nom: str
    lignes: int


@dataclass(frozen=True)
class Apercu:
    """What a list would create. ``fautes`` stop it all; ``omises`` counts those not shown."""

    lignes: tuple[Ligne, ...]
    fautes: tuple[Faute, ...]
    omises: int
    vides: int
    inconnus: tuple[NomInconnu, ...]
    ignorees: tuple[str, ...]


def resolve(
    lecture: LectureParoles,
    questions: Sequence[Question],
    tables: Iterable[int],
    tours: Iterable[int],
    reglage: Reglage,
) -> Apercu:
    """Set each line against the séance."""
    reader = _Lecteur(questions, frozenset(tables), frozenset(tours), reglage)
    lignes = [ligne for lue in lecture.lignes if (ligne := reader.read(lue)) is not None]
    fautes = sorted([*lecture.fautes, *reader.fautes], key=lambda faute: faute.ligne or 0)
    return Apercu(
        lignes=tuple(lignes),
        fautes=tuple(fautes[:FAUTES_MAX]),
        omises=len(fautes[FAUTES_MAX:]),
        vides=lecture.vides,
        inconnus=tuple(
            NomInconnu(genre, nom, nombre) for (genre, nom), nombre in reader.inconnus.items()
        ),
        ignorees=tuple(titre for titre, cle in lecture.colonnes if cle is None),
    )


class _Lecteur:
    def __init__(
        self,
        questions: Sequence[Question],
        tables: frozenset[int],
        tours: frozenset[int],
        reglage: Reglage,
    ) -> None:
        self._questions = {question.id: question for question in questions}
        self._noms = {str(q.ordre): q.id for q in questions}
        for question in questions:
            for nom in (question.theme, question.texte):
                if normalised(nom):
                    self._noms.setdefault(normalised(nom), question.id)
        self._tables, self._tours, self._reglage = tables, tours, reglage
        self._categories = {
            normalised(nom): cle for cle, c in CATEGORIES.items() for nom in (cle, c.libelle)
        }
        self._identifiants: dict[str, int] = {}
        self.fautes: list[Faute] = []
        self.inconnus: Counter[tuple[str, str]] = Counter()

    def read(self, lue: LigneLue) -> Ligne | None:
        """The line, or None with its faults noted."""
        before = len(self.fautes)
        self._check_text(lue)
        question = self._question(lue)
        categorie = self._categorie(lue, question)
        tablee = self._number(lue, "table", self._tables, self._reglage.tablee)
        tour = self._number(lue, "tour", self._tours, self._reglage.tour)
        self._check_id(lue)
        if len(self.fautes) > before or question is None or categorie is None:
            return None
        return Ligne(
            lue.ligne, question.id, categorie, clean_text(lue.texte), tablee, tour, lue.identifiant
        )

    def _check_text(self, lue: LigneLue) -> None:
        kept = clean_text(lue.texte)
        if not kept:
            self._say(lue, "texte", gettext("Cette ligne n’a pas de texte."))
        elif len(kept) > LONGUEUR_MAX:
            said = gettext(
                "%(longueur)s caractères ; la limite est de %(maximum)s. Coupez cette parole en "
                "deux lignes.",
                longueur=len(kept),
                maximum=LONGUEUR_MAX,
            )
            self._say(lue, "texte", said, kept)

    def _question(self, lue: LigneLue) -> Question | None:
        if not lue.question:
            found = self._questions.get(self._reglage.question)
            if found is None:
                self._say(
                    lue,
                    "question",
                    gettext("Aucune question : choisissez-la sous la liste, ou écrivez-la."),
                )
            return found
        nom = normalised(lue.question)
        number = nom.removeprefix("question").removeprefix("q").strip().lstrip("0")
        given = self._reglage.sens.get(("question", nom))
        found = self._questions.get(given or self._noms.get(nom) or self._noms.get(number) or "")
        if found is None:
            self.inconnus[("question", lue.question[:120])] += 1
            said = gettext(
                "Cette rencontre n’a pas de question « %(nom)s ».", nom=lue.question[:80]
            )
            self._say(lue, "question", said)
        return found

    def _categorie(self, lue: LigneLue, question: Question | None) -> str | None:
        accepted = question.categories if question else list(CATEGORIES)
        offered = ", ".join(CATEGORIES[cle].libelle for cle in accepted if cle in CATEGORIES)
        if not lue.categorie:
            key: str | None = self._reglage.categorie
            if not key:
                said = gettext("Aucune catégorie : choisissez-la sous la liste, ou écrivez-la.")
                self._say(lue, "categorie", said)
                return None
        else:
            nom = normalised(lue.categorie)
            key = self._reglage.sens.get(("categorie", nom)) or self._categories.get(nom)
            if key is None:
                self.inconnus[("categorie", lue.categorie[:120])] += 1
                said = gettext(
                    "Aucune catégorie « %(nom)s ». Celles de la question : %(liste)s.",
                    nom=lue.categorie[:80],
                    liste=offered,
                )
                self._say(lue, "categorie", said)
                return None
        if question is not None and key not in accepted:
            said = gettext(
                "La question %(numero)s ne prend pas « %(nom)s », mais : %(liste)s.",
                numero=question.ordre,
                nom=CATEGORIES[key].libelle if key in CATEGORIES else key,
                liste=offered,
            )
            self._say(lue, "categorie", said)
            return None
        return key

    def _number(
        self, lue: LigneLue, champ: str, known: frozenset[int], default: int | None
    ) -> int | None:
        typed = lue.table if champ == "table" else lue.tour
        if not typed:
            return default
        digits = normalised(typed).removeprefix(champ).removeprefix("n ").strip()
        number = int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 6 else 0
        if number in known:
            return number
        said = (
            gettext("Il n’y a pas de table « %(nom)s » dans cette rencontre.", nom=typed[:40])
            if champ == "table"
            else gettext("Il n’y a pas de tour « %(nom)s » dans cette rencontre.", nom=typed[:40])
        )
        self._say(lue, champ, said)
        return None

    def _check_id(self, lue: LigneLue) -> None:
        if not lue.identifiant:
            return
        first = self._identifiants.setdefault(lue.identifiant, lue.ligne)
        if len(lue.identifiant) > IDENTIFIANT_MAX:
            said = gettext("Identifiant trop long (%(n)s signes au plus).", n=IDENTIFIANT_MAX)
            self._say(lue, "identifiant", said)
        elif first != lue.ligne:
            said = gettext(
                "Identifiant « %(nom)s » déjà à la ligne %(ligne)s.",
                nom=lue.identifiant,
                ligne=first,
            )
            self._say(lue, "identifiant", said)

    def _say(self, lue: LigneLue, champ: str, message: str, tape: str = "") -> None:
        typed = " ; ".join(
            part for part in (lue.texte, lue.question, lue.categorie, lue.table, lue.tour) if part
        )
        self.fautes.append(Faute(lue.ligne, TITRES[champ], message, (tape or typed)[:300]))
