"""What the actions on groups share: the group held, its version, what rests on it, its event.

Not actions themselves: each runs inside one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.actions.core import RuleBroken, Stale, found, record
from cafe.actions.tableau import Geste, Place, hold_board
from cafe.models import Contribution, Regroupement, RegroupementVersion, Source, Suite
from cafe.models.auteur import author_name, last_event_of

# Each card that changed place, and where it stood before.
Provenance = dict[str, Place | None]


def hold_group(session: Session, par: Identite, regroupement_id: str) -> tuple[Regroupement, Geste]:
    """Lock the board of a group, then read the group as it is now."""
    row = found(session, Regroupement, regroupement_id)
    geste = hold_board(session, par, row.seance_id)
    session.refresh(row)  # another facilitator may have held the board until now
    return row, geste


def check_group(session: Session, row: Regroupement, version: int | None) -> None:
    """Refuse a gesture made on an old view, with both texts of now.

    ``Stale.details``: regroupement_id, version, titre, resume, qui.
    """
    if version is None or version == row.version:
        return
    event = last_event_of(session, "regroupement", row.id)
    raise Stale(
        "regroupement_modifie",
        regroupement_id=row.id,
        version=row.version,
        titre=row.titre,
        resume=row.resume,
        qui=author_name(session, event) or gettext("l’équipe"),
    )


def check_not_cited(
    session: Session, regroupement_id: str, code: str = "regroupement_cite"
) -> None:
    """Refuse to close what a préconisation or a suite rests on."""
    for model in (Source, Suite):
        cited = select(model.id).where(
            model.regroupement_id == regroupement_id, model.fin_le.is_(None)
        )
        if session.scalar(cited.limit(1)) is not None:
            raise RuleBroken(code)


def keep_name(session: Session, row: Regroupement) -> str:
    """Keep the title and summary that are about to be replaced; returns the id of the copy."""
    kept = RegroupementVersion(
        regroupement_id=row.id, titre=row.titre, resume=row.resume, le=clock.now()
    )
    session.add(kept)
    session.flush()
    return kept.id


def record_group(
    session: Session,
    nature: str,
    row: Regroupement,
    geste: Geste,
    moved: Provenance,
    details: Mapping[str, object] | None = None,
    autres: Iterable[str] = (),
) -> None:
    """Write the event, with the cards that moved and where each one stood.

    ``autres``: other groups that it touched.
    """
    record(
        session,
        nature,
        par=geste.par,
        demarche_id=geste.seance.demarche_id,
        seance_id=geste.seance.id,
        objets=[
            ("regroupement", row.id),
            ("question", row.question_id),
            *(("contribution", card) for card in moved),
            *(("regroupement", former.regroupement_id) for former in moved.values() if former),
            *(("regroupement", other) for other in autres),
        ],
        details={"regroupement": row.id, **_provenance(moved), **(details or {})},
    )


def record_cards(
    session: Session,
    nature: str,
    rows: Sequence[Contribution],
    geste: Geste,
    moved: Provenance,
    details: Mapping[str, object],
    autres: Iterable[str] = (),
    paroles: Iterable[str] = (),
) -> int:
    """Bump the versions of several cards and write the one event of their gesture: its number.

    ``autres``: groups, and ``paroles``: words, that it is about without changing them.

    ``details["vers"]`` is the group that they are in now, if any.
    """
    for row in rows:
        row.version += 1
    groups = (former.regroupement_id for former in moved.values() if former)
    return record(
        session,
        nature,
        par=geste.par,
        demarche_id=geste.seance.demarche_id,
        seance_id=geste.seance.id,
        objets=[
            *(("contribution", row.id) for row in rows),
            *(("contribution", word) for word in paroles),
            *(("question", row.question_id) for row in rows),
            *(("regroupement", group) for group in (*groups, *autres)),
        ],
        details={**_provenance(moved), **details},
    )


def _provenance(moved: Provenance) -> dict[str, object]:
    """Where each card stood before, as an event keeps it."""
    return {
        "provenance": {card: p.regroupement_id if p else None for card, p in moved.items()},
        "rangs": {card: p.rang for card, p in moved.items() if p},
    }
