"""A text erased for good, with all that held or repeated it. Not an action itself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from cafe import clock
from cafe.actions.core import found
from cafe.actions.versions import reissue_without
from cafe.medias import remove_with
from cafe.models import (
    Contribution,
    ContributionVersion,
    DecisionModeration,
    Effacement,
    Media,
    Statut,
)
from cafe.models.empreinte import erase_empreintes
from cafe.models.famille import family_of
from cafe.models.media import medias_of
from cafe.models.objection import erase_objections
from cafe.models.traduction import erase_traductions


def erase_family(session: Session, row: Contribution, motif: str) -> list[tuple[str, str]]:
    """Erase a word and, where it was split or is a part, all that holds the same words.

    What a split replaced stays replaced: it leaves no second gap. Returns what was touched, as
    objects of the event.
    """
    now = clock.now()
    family = [found(session, Contribution, one.id, lock=True) for one in family_of(session, row)]
    erased = [one for one in family if one.texte is not None]
    for one in erased:
        _erase(session, one, motif, now)
    return [
        *(("contribution", one.id) for one in erased),
        *reissue_without(session, erased, now),
    ]


def _erase(session: Session, row: Contribution, motif: str, now: datetime) -> None:
    session.execute(
        update(ContributionVersion)
        .where(ContributionVersion.contribution_id == row.id)
        .values(texte=None, efface_le=now)
    )
    erase_traductions(session, row.id, now)
    erase_empreintes(session, row.id)
    # What was said of the word may repeat it.
    session.execute(
        update(DecisionModeration)
        .where(DecisionModeration.contribution_id == row.id)
        .values(precision="")
    )
    # The files first: if the commit fails, an erased voice must not be what is left.
    remove_with(session, [media.id for media in medias_of(session, row.id)])
    session.execute(delete(Media).where(Media.contribution_id == row.id))
    erase_objections(session, row.id)
    session.add(Effacement(contribution_id=row.id, le=now, motif=motif))
    if row.statut is not Statut.REMPLACEE:
        row.statut = Statut.RETIREE
    row.signalement = None
    row.version += 1
