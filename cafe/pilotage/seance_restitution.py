"""A restitution prepared from the séances it gives account of: their questions, one step each.

Works on the raw fields of the form, as ``seance_listes`` does: whatever was typed is kept.
"""

from __future__ import annotations

from flask_babel import gettext
from sqlalchemy.orm import Session

from cafe.models import Format, Phase, Question, Seance
from cafe.models.question import default_categories, questions_of
from cafe.models.seance import seances_of
from cafe.pilotage.seance_listes import (
    LIMITES,
    Champs,
    Ligne,
    Remaniement,
    lines_of,
    proposed_etapes,
    with_lines,
)
from cafe.pilotage.seance_modeles import MODELES

MINUTES_PAR_QUESTION = 10
_TITRE_MAX = 100


def sources_of(session: Session, demarche_id: str, seance_id: str | None) -> list[Seance]:
    """The séances that one may give account of: those held, that asked something."""
    return [
        row
        for row in seances_of(session, demarche_id)
        if row.id != seance_id
        and row.format is not Format.RESTITUTION
        and row.phase is not Phase.PREPARATION
        and questions_of(session, row.id)
    ]


def take_questions(session: Session, demarche_id: str, champs: Champs) -> Remaniement:
    """Add the questions of the séances ticked, and make the script follow them."""
    known = {row.id for row in sources_of(session, demarche_id, None)}
    asked = [
        question
        for seance_id in champs.getlist("sources")
        if seance_id in known
        for question in questions_of(session, seance_id)
    ]
    lines = [line for line in lines_of(champs, "questions") if _typed(line)]
    taken = {line.get("origine", [""])[0] for line in lines}
    lines += [_question(one) for one in asked if one.id not in taken]
    lines = lines[: LIMITES["questions"]]
    champs = with_lines(champs, "questions", lines)
    return Remaniement(with_lines(champs, "etapes", _script(lines)), "titre")


def _typed(line: Ligne) -> bool:
    return bool(line.get("texte", [""])[0].strip())


def _question(question: Question) -> Ligne:
    return {
        "texte": [question.texte],
        "theme": [question.theme],
        "ident": [""],
        "origine": [question.id],
        "categories": list(default_categories(Format.RESTITUTION)),
    }


def _script(questions: list[Ligne]) -> list[Ligne]:
    """The welcome, one step a question during which phones react, then the end."""
    first, *_middle, last = proposed_etapes(MODELES[Format.RESTITUTION].etapes)
    steps: list[Ligne] = [
        {
            "titre": [gettext("Question %(n)s : %(texte)s", n=rank, texte=_short(line))],
            "minutes": [str(MINUTES_PAR_QUESTION)],
            "ident": [""],
            "ecrire": ["y"],
        }
        for rank, line in enumerate(questions, start=1)
    ]
    return [first, *steps, last]


def _short(line: Ligne) -> str:
    texte = line["texte"][0]
    if len(texte) <= _TITRE_MAX:
        return texte
    return texte[:_TITRE_MAX].rsplit(" ", 1)[0] + "…"
