"""What the page of a typed list shows: the form as it was filled, and what it would create."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from flask import make_response, render_template
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.import_paroles import known_again, words_here
from cafe.extensions import db
from cafe.facilitation.liste_lue import Apercu, Reglage
from cafe.facilitation.saisie import ORIGINES
from cafe.facilitation.vue import may
from cafe.formats.colonnes import normalised
from cafe.formats.paroles import LIGNES_MAX, SIGNES_MAX
from cafe.models import Origine, Question, Seance, Tablee, Tour
from cafe.models.liste import Importee, imports_of
from cafe.models.question import CATEGORIES, Categorie, questions_of, tablees_of
from cafe.models.tablee_vue import tours_of


@dataclass(frozen=True)
class Liste:
    """What the form holds. ``vu``: of the list and choices whose preview was shown."""

    texte: str = ""
    question: str = ""
    categorie: str = ""
    tablee: int | None = None
    tour: int | None = None
    source: Origine = Origine.PAPIER
    sens: tuple[tuple[str, str, str], ...] = ()
    client_id: str = ""

    def reglage(self) -> Reglage:
        """What holds for the lines."""
        return Reglage(
            self.question,
            self.categorie,
            self.tablee,
            self.tour,
            {(genre, normalised(nom)): sens for genre, nom, sens in self.sens if sens},
        )

    def empreinte(self) -> str:
        """Changes with the list and with any choice."""
        said = (self.texte, self.question, self.categorie, self.tablee, self.tour)
        return hashlib.sha256(repr((*said, self.source.value, self.sens)).encode()).hexdigest()


@dataclass(frozen=True)
class LigneVue:
    """A line of the preview. ``deja``: it is here, and will not be created again."""

    ligne: int
    categorie: Categorie
    texte: str
    tablee: int | None
    tour: int | None
    deja: bool


@dataclass(frozen=True)
class PageListe:
    """Everything the page needs; ``par_question`` is the preview, empty before one is asked."""

    seance: Seance
    liste: Liste
    questions: list[Question]
    categories: tuple[Categorie, ...]
    tables: list[Tablee]
    tours: list[Tour]
    importees: list[Importee]
    moi: str | None
    tableau: bool
    apercu: Apercu | None = None
    par_question: tuple[tuple[Question, tuple[LigneVue, ...]], ...] = ()
    deja: int = 0
    avertissements: tuple[str, ...] = ()
    erreur: str = ""
    origines: tuple[Origine, ...] = ORIGINES
    lignes_max: int = LIGNES_MAX

    @property
    def creees(self) -> int:
        """How many words the list would create."""
        return len(self.apercu.lignes) - self.deja if self.apercu else 0


def answer_list(
    seance: Seance,
    typed: Liste,
    *,
    apercu: Apercu | None = None,
    avertissements: tuple[str, ...] = (),
    erreur: str = "",
    code: int = 200,
) -> Response:
    """The page, with that status. ``erreur``: what was refused, said first."""
    session = db.session()
    questions = questions_of(session, seance.id)
    offered = {key for question in questions for key in question.categories}
    if len(typed.texte) > SIGNES_MAX:
        # Given back, it would be refused again: the file or the sheet still holds it.
        typed = replace(typed, texte="")
    shown: dict[str, list[LigneVue]] = {}
    deja = 0
    if apercu is not None:
        here = words_here(session, seance.id)
        for line, word_id in known_again(seance.id, apercu.lignes, here):
            deja += word_id is None
            seen = LigneVue(
                line.ligne,
                CATEGORIES[line.categorie],
                line.texte,
                line.tablee,
                line.tour,
                word_id is None,
            )
            shown.setdefault(line.question_id, []).append(seen)
    page = PageListe(
        seance=seance,
        liste=typed,
        questions=questions,
        categories=tuple(c for key, c in CATEGORIES.items() if key in offered),
        tables=tablees_of(session, seance.id),
        tours=tours_of(session, seance.id),
        importees=imports_of(session, seance.id),
        moi=current_identite().id,
        tableau=may(seance, Pouvoir.VOIR_TABLEAU),
        apercu=apercu,
        par_question=tuple((q, tuple(shown[q.id])) for q in questions if q.id in shown),
        deja=deja,
        avertissements=avertissements,
        erreur=erreur,
    )
    return make_response(render_template("facilitation/saisie_liste.html", page=page), code)
