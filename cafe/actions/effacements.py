"""Texts erased for good, with all that held or repeated them. Not an action itself."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from cafe import clock
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
from cafe.models.base import new_id
from cafe.models.direct import DirectInsert
from cafe.models.empreinte import erase_empreintes
from cafe.models.famille import family_ids
from cafe.models.objection import erase_objections
from cafe.models.traduction import erase_traductions

_REGISTER = DirectInsert(Effacement)


def erase_words(
    session: Session, seance_id: str, ids: Collection[str], motif: str
) -> list[tuple[str, str]]:
    """Erase words of a séance and, where one was split or is a part, all that holds the same words.

    What a split replaced stays replaced: it leaves no second gap. Returns what was touched, as
    objects of the event. As many statements for a thousand words as for one.
    """
    session.flush()
    now = clock.now()
    held = (
        select(Contribution.id, ContributionVersion.texte)
        .join(ContributionVersion, ContributionVersion.id == Contribution.version_id)
        .where(Contribution.id.in_(family_ids(session, ids)))
        .order_by(Contribution.ordre, Contribution.partie, Contribution.id)
        .with_for_update(of=Contribution)
    )
    erased = [id_ for id_, texte in session.execute(held) if texte is not None]
    _erase(session, erased, motif, now)
    # The rows that the caller holds say something else now.
    session.expire_all()
    return [
        *(("contribution", id_) for id_ in erased),
        *reissue_without(session, seance_id, erased, now),
    ]


def _erase(session: Session, ids: Collection[str], motif: str, now: datetime) -> None:
    # Nothing of the session is read from here on: no row is looked for in it.
    blind = {"synchronize_session": False}
    session.execute(
        update(ContributionVersion)
        .where(ContributionVersion.contribution_id.in_(ids))
        .values(texte=None, efface_le=now),
        execution_options=blind,
    )
    erase_traductions(session, ids, now)
    erase_empreintes(session, ids)
    # What was said of a word may repeat it.
    session.execute(
        update(DecisionModeration)
        .where(DecisionModeration.contribution_id.in_(ids))
        .values(precision=""),
        execution_options=blind,
    )
    # The files first: if the commit fails, an erased voice must not be what is left.
    joined = Media.contribution_id.in_(ids)
    remove_with(session, list(session.scalars(select(Media.id).where(joined))))
    session.execute(delete(Media).where(joined), execution_options=blind)
    erase_objections(session, ids)
    _REGISTER.run_all(
        session.connection(),
        [{"id": new_id(), "contribution_id": id_, "le": now, "motif": motif} for id_ in ids],
    )
    words = update(Contribution).where(Contribution.id.in_(ids))
    session.execute(
        words.values(signalement=None, version=Contribution.version + 1), execution_options=blind
    )
    session.execute(
        words.where(Contribution.statut != Statut.REMPLACEE).values(statut=Statut.RETIREE),
        execution_options=blind,
    )
