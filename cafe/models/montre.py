"""What the room screen shows of one question or one group: published words, nothing else."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from cafe.models.contribution import Contribution
from cafe.models.etape import VueEcran
from cafe.models.evenement import Evenement
from cafe.models.mur import PAROLES_MAX
from cafe.models.question import Question, questions_of
from cafe.models.regroupement import Appartenance, Regroupement
from cafe.models.seance import Mur, Seance
from cafe.models.tableau import Carte, cards_by_id
from cafe.models.visibilite import Regard, visible_clause
from cafe.models.voix import SAISIES, TOTAL

# A group that went into another is looked for there; longer chains are none of a meeting's.
_FUSIONS_MAX = 20


@dataclass(frozen=True)
class Montre:
    """A question, and of a group its title, its voices (``models/voix``) and its words in order.

    ``autres``: how many of its words are more than a screen can show in turn.
    """

    question: Question
    rang: int
    total: int
    groupe: Regroupement | None = None
    voix: int = 0
    saisies: int = 0
    paroles: tuple[Carte, ...] = ()
    autres: int = 0


def frozen_since(session: Session, seance: Seance) -> datetime | None:
    """When the screen was frozen; None while it is not."""
    if seance.mur is not Mur.FIGE or seance.mur_numero is None:
        return None
    event = session.get(Evenement, seance.mur_numero)
    return event.le if event else None


def montre_of(session: Session, seance: Seance) -> Montre | None:
    """What was asked for; None where it is not there any more, or holds nothing to show.

    Frozen, a group keeps the words it had, less those taken off since.
    """
    questions = questions_of(session, seance.id)
    if seance.vue is VueEcran.QUESTION:
        return _question(questions, seance.vue_cible)
    group = _standing(session, seance)
    found = _question(questions, group.question_id) if group else None
    if group is None or found is None:
        return None
    ids = _words(session, seance, group)
    if not ids:
        return None
    cards = {card.id: card for card in cards_by_id(session, ids[:PAROLES_MAX])}
    counts = select(TOTAL, SAISIES).select_from(Contribution).where(Contribution.id.in_(ids))
    voix, saisies = session.execute(counts).one()
    return Montre(
        question=found.question,
        rang=found.rang,
        total=found.total,
        groupe=group,
        voix=voix,
        saisies=saisies,
        paroles=tuple(cards[id_] for id_ in ids if id_ in cards),
        autres=len(ids[PAROLES_MAX:]),
    )


def merged_into(session: Session, regroupement_id: str | None) -> list[Regroupement]:
    """That group, then those that it went into one after another; empty if there is none such."""
    chain: list[Regroupement] = []
    while regroupement_id and len(chain) < _FUSIONS_MAX:
        row = session.get(Regroupement, regroupement_id)
        if row is None:
            break
        chain.append(row)
        regroupement_id = row.fusionne_dans if row.ferme_le is not None else None
    return chain


def stood_in(session: Session, groups: Collection[str], contributions: Collection[str]) -> bool:
    """Whether one of these words is, or has been, in one of these groups."""
    if not groups or not contributions:
        return False
    query = select(Appartenance.id).where(
        Appartenance.contribution_id.in_(contributions), Appartenance.regroupement_id.in_(groups)
    )
    return session.scalar(query.limit(1)) is not None


def _question(questions: list[Question], id_: str | None) -> Montre | None:
    for rang, question in enumerate(questions, start=1):
        if question.id == id_:
            return Montre(question, rang, len(questions))
    return None


def _standing(session: Session, seance: Seance) -> Regroupement | None:
    """The group asked for, or the one that it was merged into."""
    chain = merged_into(session, seance.vue_cible)
    last = chain[-1] if chain else None
    standing = last is not None and last.ferme_le is None and last.seance_id == seance.id
    return last if standing else None


def _words(session: Session, seance: Seance, group: Regroupement) -> list[str]:
    query = (
        select(Contribution.id)
        .join(Appartenance, Appartenance.contribution_id == Contribution.id)
        .where(Appartenance.regroupement_id == group.id, visible_clause(Regard.ECRAN))
        .order_by(Appartenance.rang, Contribution.ordre)
    )
    frozen = frozen_since(session, seance)
    if frozen is None:
        return list(session.scalars(query.where(Appartenance.fin_le.is_(None))))
    held = query.where(
        Appartenance.le <= frozen, or_(Appartenance.fin_le.is_(None), Appartenance.fin_le > frozen)
    )
    return list(dict.fromkeys(session.scalars(held)))
