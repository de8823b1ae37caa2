"""How many words each question gathered at each table: what a conductor sees at one glance.

Counts of words only: nothing here tells who wrote them.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import case, distinct, func, select
from sqlalchemy.orm import Session

from cafe.models.contribution import Contribution, Statut
from cafe.models.question import Question, questions_of, tablees_of


@dataclass(frozen=True)
class LigneComptage:
    """One table (None: words that name none) and its count for each question, in order."""

    table: int | None
    nombres: tuple[int, ...]

    @property
    def total(self) -> int:
        """All its words."""
        return sum(self.nombres)


@dataclass(frozen=True)
class Comptage:
    """The counts of a séance; neither withdrawn words nor those that their parts say are.

    ``personnes`` wrote on their own phone; ``saisies`` are words that somebody typed for others,
    of whom nobody knows how many they are.
    """

    questions: tuple[Question, ...]
    lignes: tuple[LigneComptage, ...]
    en_attente: tuple[int, ...]
    personnes: int
    saisies: int

    @property
    def totaux(self) -> tuple[int, ...]:
        """The words of each question, all tables together."""
        return tuple(
            sum(ligne.nombres[index] for ligne in self.lignes)
            for index in range(len(self.questions))
        )


def count_words(session: Session, seance_id: str) -> Comptage:
    """Count the words of a séance by table and question, in two queries."""
    questions = tuple(questions_of(session, seance_id))
    kept = (
        Contribution.seance_id == seance_id,
        Contribution.statut.not_in([Statut.RETIREE, Statut.REMPLACEE]),
    )
    found: dict[tuple[str | None, str], int] = {}
    waiting: dict[str, int] = {}
    rows = session.execute(
        select(
            Contribution.tablee_id,
            Contribution.question_id,
            func.count(),
            func.sum(case((Contribution.statut == Statut.EN_ATTENTE, 1), else_=0)),
        )
        .where(*kept)
        .group_by(Contribution.tablee_id, Contribution.question_id)
    )
    for tablee_id, question_id, number, held in rows:
        found[tablee_id, question_id] = number
        waiting[question_id] = waiting.get(question_id, 0) + held
    tables: list[tuple[str | None, int | None]] = [
        (row.id, row.numero) for row in tablees_of(session, seance_id)
    ]
    # Words typed on a phone of one's own name a table only when its code did.
    if not tables or any(tablee_id is None for tablee_id, _ in found):
        tables.append((None, None))
    return Comptage(
        questions=questions,
        lignes=tuple(
            LigneComptage(numero, tuple(found.get((id_, q.id), 0) for q in questions))
            for id_, numero in tables
        ),
        en_attente=tuple(waiting.get(q.id, 0) for q in questions),
        personnes=session.scalar(
            select(func.count(distinct(Contribution.participant_id))).where(
                *kept, Contribution.saisie_par.is_(None)
            )
        )
        or 0,
        saisies=session.scalar(
            select(func.count()).where(*kept, Contribution.saisie_par.is_not(None))
        )
        or 0,
    )
