"""What waits for a facilitator's eye: words not shown yet, words flagged, disagreements.

Read only. Nothing here says who wrote: of a person, only that her words wait one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, not_, or_, select
from sqlalchemy.orm import Session

from cafe.models.contribution import Contribution, ContributionVersion, Signalement, Statut
from cafe.models.objection import Objection
from cafe.models.participant import Participant
from cafe.models.seance import Moderation, Seance


class Raison(StrEnum):
    """Why a word is in the queue."""

    AVANT = "avant"  # the séance shows nothing unread
    RALENTIE = "ralentie"  # its author is slowed down
    CORRIGEE = "corrigee"  # corrected by its author since it was last read
    AFFLUX = "afflux"  # many newcomers at once
    SIGNALEE = "signalee"
    DESACCORD = "desaccord"


class FiltreRelecture(StrEnum):
    """Which part of the queue is in view."""

    TOUT = "tout"
    ATTENTE = "attente"
    SIGNALEES = "signalees"
    DESACCORDS = "desaccords"


@dataclass(frozen=True)
class ALire:
    """One word of the queue; ``objection_id`` when its author waits for an answer."""

    id: str
    ordre: int
    texte: str
    statut: Statut
    signalement: Signalement | None
    objection_id: str | None
    raisons: tuple[Raison, ...]


_OBJECTION = (
    select(func.min(Objection.id))
    .where(Objection.contribution_id == Contribution.id, Objection.repondu_le.is_(None))
    .correlate(Contribution)
    .scalar_subquery()
)
_SIGNALEE = and_(
    Contribution.signalement.is_not(None),
    Contribution.signalement_vu_le.is_(None),
    Contribution.statut.in_((Statut.PUBLIEE, Statut.EN_ATTENTE)),
)
_PARTIES: dict[FiltreRelecture, ColumnElement[bool]] = {
    FiltreRelecture.ATTENTE: Contribution.statut == Statut.EN_ATTENTE,
    FiltreRelecture.SIGNALEES: _SIGNALEE,
    FiltreRelecture.DESACCORDS: and_(
        _OBJECTION.is_not(None),
        Contribution.statut.not_in((Statut.RETIREE, Statut.REMPLACEE)),
    ),
}
_PARTIES[FiltreRelecture.TOUT] = or_(*_PARTIES.values())


def queue_of(
    session: Session, seance: Seance, filtre: FiltreRelecture = FiltreRelecture.TOUT
) -> list[ALire]:
    """What waits in a séance, first come first."""
    rows = session.execute(
        select(
            Contribution.id,
            Contribution.ordre,
            ContributionVersion.texte,
            Contribution.statut,
            Contribution.signalement,
            Contribution.signalement_vu_le,
            _OBJECTION,
            Participant.ralenti_le,
            ContributionVersion.rang,
        )
        .join(ContributionVersion, ContributionVersion.id == Contribution.version_id)
        .join(Participant, Participant.id == Contribution.participant_id)
        .where(Contribution.seance_id == seance.id, _PARTIES[filtre])
        .order_by(Contribution.ordre)
    )
    found = []
    for id_, ordre, texte, statut, flag, vu_le, objection_id, ralenti_le, rang in rows:
        kept = flag if vu_le is None else None
        raisons: list[Raison] = []
        if statut is Statut.EN_ATTENTE:
            raisons.append(_why(seance, ralenti_le is not None, rang))
        if kept is not None:
            raisons.append(Raison.SIGNALEE)
        if objection_id is not None:
            raisons.append(Raison.DESACCORD)
        found.append(ALire(id_, ordre, texte or "", statut, kept, objection_id, tuple(raisons)))
    return found


def counts_of_queue(session: Session, seance_id: str) -> dict[FiltreRelecture, int]:
    """How many words of a séance wait in each part of the queue."""
    parts = [func.count().filter(where) for where in _PARTIES.values()]
    row: Sequence[int] = session.execute(
        select(*parts).select_from(Contribution).where(Contribution.seance_id == seance_id)
    ).one()
    return dict(zip(_PARTIES, row, strict=True))


def only_disagreed(session: Session, seance_id: str) -> int:
    """How many words wait for nothing but an answer to their author."""
    asked = select(Objection.contribution_id).where(Objection.repondu_le.is_(None))
    query = select(func.count()).where(
        Contribution.id.in_(asked),
        Contribution.seance_id == seance_id,
        _PARTIES[FiltreRelecture.DESACCORDS],
        not_(or_(_PARTIES[FiltreRelecture.ATTENTE], _SIGNALEE)),
    )
    return session.scalar(query) or 0


def _why(seance: Seance, slowed: bool, rang: int) -> Raison:
    if slowed:
        return Raison.RALENTIE
    if rang > 1:
        return Raison.CORRIGEE
    return Raison.AVANT if seance.moderation is Moderation.A_PRIORI else Raison.AFFLUX
