"""A question is said aloud in a language: for those who read little, or read another one."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.core import Missing, RuleBroken, action, found, record, require
from cafe.actions.depot import PieceJointe
from cafe.langues_parlees import is_code
from cafe.medias import remove_with
from cafe.models import GenreMedia, Phase, Question, QuestionDite, Seance
from cafe.models.question_dite import dites_of


@action
def record_question(
    session: Session, *, par: Identite, question_id: str, langue: str, piece: PieceJointe | None
) -> str:
    """Keep the recording of a question in a language, in place of an earlier one.

    Who: those who lead the séance. Its bytes are on the disk already. Returns its id.
    Event: QuestionRecorded.
    """
    question, seance, who = _question(session, par, question_id)
    if not is_code(langue):
        raise RuleBroken("langue_absente", champ="langue")
    if piece is None or piece.genre is not GenreMedia.VOIX:
        raise RuleBroken("enregistrement_absent", champ="voix")
    earlier = session.scalar(
        select(QuestionDite).where(
            QuestionDite.question_id == question.id, QuestionDite.langue == langue
        )
    )
    if earlier is not None:
        _drop(session, [earlier])
    session.add(
        QuestionDite(
            id=piece.id,
            question_id=question.id,
            langue=langue,
            type_mime=piece.type_mime,
            octets=piece.octets,
            empreinte=piece.empreinte,
            secondes=piece.secondes,
            par=who.id,
            le=clock.now(),
        )
    )
    _record(session, "QuestionRecorded", who, seance, question, langue)
    return piece.id


@action
def remove_question_recording(session: Session, *, par: Identite, dite_id: str) -> None:
    """Take a recording away, with its file; gone already, nothing changes.

    Who: those who lead the séance. Event: QuestionRecordingRemoved.
    """
    row = session.get(QuestionDite, dite_id)
    if row is None:
        return
    question, seance, who = _question(session, par, row.question_id)
    langue = row.langue
    _drop(session, [row])
    _record(session, "QuestionRecordingRemoved", who, seance, question, langue)


def drop_recordings(session: Session, question_id: str) -> None:
    """Those of a question that is taken away. Not an action: its own transaction calls it."""
    _drop(session, list(dites_of(session, [question_id])[question_id].values()))


def _drop(session: Session, rows: list[QuestionDite]) -> None:
    """The file first, as for the voices of participants: what was taken away must not stay."""
    remove_with(session, [row.id for row in rows])
    for row in rows:
        session.delete(row)
    session.flush()


def _question(
    session: Session, par: Identite, question_id: str
) -> tuple[Question, Seance, Identite]:
    question = session.get(Question, question_id)
    if question is None:
        raise Missing
    seance = found(session, Seance, question.seance_id, lock=True)
    who = require(session, par, Pouvoir.ANIMER, Lieu(seance.demarche_id, seance.id))
    if seance.phase is Phase.CLOSE:
        raise RuleBroken("rencontre_close")
    return question, seance, who


def _record(
    session: Session, nature: str, who: Identite, seance: Seance, question: Question, langue: str
) -> None:
    record(
        session,
        nature,
        par=who,
        demarche_id=seance.demarche_id,
        seance_id=seance.id,
        objets=[("question", question.id)],
        details={"langue": langue},
    )
