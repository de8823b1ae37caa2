"""A question as it is walked through in plenary: what its tables say, what came out strongest.

Read only. The room sees what was approved and published; the team also sees what waits.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from cafe.models.question import Question, questions_of
from cafe.models.regroupement import open_regroupements
from cafe.models.scrutin import EtatScrutin
from cafe.models.scrutin_lecture import result_of, scrutins_of, totals_shown
from cafe.models.seance import Seance
from cafe.models.synthese import SyntheseLue, syntheses_of
from cafe.models.tableau import Groupe, groups_by_id
from cafe.models.visibilite import Regard


@dataclass(frozen=True)
class GroupeFort:
    """A group with the people behind it, and its dots where a vote told them."""

    groupe: Groupe
    points: int | None


@dataclass(frozen=True)
class Pleniere:
    """One question of the walk. ``precedente`` and ``suivante`` are ids of questions."""

    question: Question
    rang: int
    total: int
    precedente: str | None
    suivante: str | None
    syntheses: tuple[SyntheseLue, ...]
    groupes: tuple[GroupeFort, ...]


def pleniere_of(
    session: Session, seance: Seance, regard: Regard, question_id: str | None = None
) -> Pleniere | None:
    """The question asked for, else the one on the screen, else the first; None without any."""
    questions = questions_of(session, seance.id)
    if not questions:
        return None
    ids = [question.id for question in questions]
    wanted = next((id_ for id_ in (question_id, seance.vue_cible) if id_ in ids), ids[0])
    rang = ids.index(wanted)
    return Pleniere(
        question=questions[rang],
        rang=rang + 1,
        total=len(ids),
        precedente=ids[rang - 1] if rang else None,
        suivante=ids[rang + 1] if rang + 1 < len(ids) else None,
        syntheses=_syntheses(session, seance.id, wanted, regard),
        groupes=_strongest(session, seance.id, wanted, regard),
    )


def _syntheses(
    session: Session, seance_id: str, question_id: str, regard: Regard
) -> tuple[SyntheseLue, ...]:
    return tuple(
        one
        for one in syntheses_of(session, seance_id)
        if one.question_id == question_id
        and one.texte
        and (one.approuvee or regard is Regard.TABLEAU)
    )


def _strongest(
    session: Session, seance_id: str, question_id: str, regard: Regard
) -> tuple[GroupeFort, ...]:
    """The groups with a shown word: by dots, then by people, then as they were made."""
    rows = open_regroupements(session, question_id)
    groups = [group for group in groups_by_id(session, [row.id for row in rows]) if group.voix]
    dots = _dots(session, seance_id, regard)
    found = [GroupeFort(group, dots.get(f"r:{group.id}")) for group in groups]
    return tuple(sorted(found, key=lambda one: (-(one.points or 0), -one.groupe.voix)))


def _dots(session: Session, seance_id: str, regard: Regard) -> dict[str, int]:
    """The dots by card; of a card voted on twice, those of the last vote, once closed."""
    found: dict[str, int] = {}
    for row in scrutins_of(session, seance_id):
        if row.etat is EtatScrutin.CLOS and totals_shown(row, regard):
            found |= {total.carte.cle: total.points for total in result_of(session, row).totaux}
    return found
