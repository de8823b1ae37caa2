"""QuestionDite: a question said aloud in one language, by somebody of the team.

The row says what it is; the bytes are a file named by its id, beside those of participants'
voices (``cafe.medias``). Whoever may read the question may hear it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from cafe.models.base import ID_LENGTH, Base, UtcDateTime, new_id
from cafe.models.media import media_ids
from cafe.models.question import Question
from cafe.models.scrutin_lecture import photo_ids
from cafe.models.synthese import feuille_ids


class QuestionDite(Base):
    """One recording of a question, at most one in each language. A new one takes its place."""

    __tablename__ = "question_dite"
    __table_args__ = (UniqueConstraint("question_id", "langue"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    question_id: Mapped[str] = mapped_column(ForeignKey("question.id"))
    langue: Mapped[str] = mapped_column(String(12))
    type_mime: Mapped[str] = mapped_column(String(40))
    octets: Mapped[int] = mapped_column()
    empreinte: Mapped[str] = mapped_column(String(64))
    secondes: Mapped[int | None] = mapped_column()
    par: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    le: Mapped[datetime] = mapped_column(UtcDateTime)


def dites_of(session: Session, question_ids: Collection[str]) -> dict[str, dict[str, QuestionDite]]:
    """The recordings of each of these questions, by language."""
    found: dict[str, dict[str, QuestionDite]] = {id_: {} for id_ in question_ids}
    for row in session.scalars(
        select(QuestionDite)
        .where(QuestionDite.question_id.in_(list(question_ids)))
        .order_by(QuestionDite.langue)
    ):
        found[row.question_id][row.langue] = row
    return found


def dite_in(session: Session, seance_id: str, dite_id: str) -> QuestionDite | None:
    """That recording, if it is of a question of that séance."""
    return session.scalar(
        select(QuestionDite)
        .join(Question, Question.id == QuestionDite.question_id)
        .where(QuestionDite.id == dite_id, Question.seance_id == seance_id)
    )


def file_ids(session: Session) -> list[str]:
    """The id of every file that a row names: photos, voices, questions aloud, votes, sheets."""
    said = session.scalars(select(QuestionDite.id))
    return [*media_ids(session), *said, *photo_ids(session), *feuille_ids(session)]
