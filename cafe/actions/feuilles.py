"""The paper sheet of a table, photographed: kept beside its words, taken away with its file."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.actions.core import Missing, RuleBroken, action, erasure, found
from cafe.actions.depot import PieceJointe
from cafe.actions.hotes import hold_table, record_table
from cafe.medias import remove_with
from cafe.models import FeuilleTablee, GenreMedia, Tour

# A table and a tour: more would be a mistake, or a disk filling up.
FEUILLES_MAX = 6


@action
def add_feuille(
    session: Session,
    *,
    par: Identite,
    tablee_id: str,
    tour_id: str | None,
    piece: PieceJointe | None,
) -> str:
    """Keep the photo of a sheet, for a tour or for the table; returns its id.

    Its bytes are on the disk already, drawn anew: pixels only. The same photo sent twice is one.
    Who: whoever may type at that table. Event: FeuilleAdded.
    """
    tablee, seance, who = hold_table(session, par, tablee_id)
    tour = session.get(Tour, tour_id) if tour_id else None
    if tour_id and (tour is None or tour.seance_id != seance.id):
        raise Missing
    if piece is None or piece.genre is not GenreMedia.PHOTO:
        raise RuleBroken("feuille_absente", champ="photo")
    standing = select(FeuilleTablee).where(
        FeuilleTablee.tablee_id == tablee.id,
        FeuilleTablee.tour_id == tour_id if tour_id else FeuilleTablee.tour_id.is_(None),
        FeuilleTablee.retiree_le.is_(None),
    )
    twin = session.scalar(standing.where(FeuilleTablee.empreinte == piece.empreinte))
    if twin is not None:
        return twin.id
    if (session.scalar(select(func.count()).select_from(standing.subquery())) or 0) >= FEUILLES_MAX:
        raise RuleBroken("feuilles_max", champ="photo", maximum=FEUILLES_MAX)
    session.add(
        FeuilleTablee(
            id=piece.id,
            seance_id=seance.id,
            tour_id=tour_id,
            tablee_id=tablee.id,
            type_mime=piece.type_mime,
            octets=piece.octets,
            empreinte=piece.empreinte,
            largeur=piece.largeur or 0,
            hauteur=piece.hauteur or 0,
            le=clock.now(),
        )
    )
    record_table(session, "FeuilleAdded", seance, tablee, who, ("feuille", piece.id))
    return piece.id


@erasure
def remove_feuille(session: Session, *, par: Identite, feuille_id: str) -> None:
    """Take a photo away for good, with its file; asked twice, it is done once.

    Who: whoever may type at its table. Event: FeuilleRemoved.
    """
    row = found(session, FeuilleTablee, feuille_id)
    tablee, seance, who = hold_table(session, par, row.tablee_id)
    if row.retiree_le is not None:
        return
    # The file first: if the commit fails, what was taken away must not be what is left.
    remove_with(session, [row.id])
    row.retiree_le = clock.now()
    record_table(session, "FeuilleRemoved", seance, tablee, who, ("feuille", row.id))
