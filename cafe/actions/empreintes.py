"""The empreintes of texts: made as each text arrives, and for those that arrived before.

An empreinte serves comparing only, and a reader makes for itself the one that it lacks: so none is
ever worth refusing a word for.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Genre, Identite
from cafe.actions.core import NotAllowed, action, record
from cafe.models import Contribution, ContributionVersion, EmpreinteTexte
from cafe.models.direct import DirectInsert
from cafe.suggestions.empreinte import METHODE, pack_texte

LOT = 500  # texts in one transaction: words from phones come in between

INSERT_EMPREINTE = DirectInsert(EmpreinteTexte)


def keep_empreinte(session: Session, version_id: str, texte: str, now: datetime) -> None:
    """Keep what compares that text; nothing for a voice without words. Not an action itself."""
    if texte:
        INSERT_EMPREINTE.run(session.connection(), empreinte_row(version_id, bytes_of(texte), now))


def bytes_of(texte: str) -> bytes:
    """What is kept of a text."""
    return pack_texte(texte)


def empreinte_row(version_id: str, octets: bytes, now: datetime) -> dict[str, object]:
    """The row of an empreinte."""
    return {"version_id": version_id, "octets": octets, "le": now}


def fill_empreintes(session: Session, seance_id: str | None = None) -> int:
    """Make what is missing, or of another method, ``LOT`` at most; how many. Not an action."""
    query = (
        select(ContributionVersion.id, ContributionVersion.texte, EmpreinteTexte)
        .join(Contribution, Contribution.version_id == ContributionVersion.id)
        .outerjoin(EmpreinteTexte, EmpreinteTexte.version_id == ContributionVersion.id)
        .where(
            ContributionVersion.texte != "",
            or_(
                EmpreinteTexte.version_id.is_(None),
                func.substr(EmpreinteTexte.octets, 1, 1) != bytes([METHODE]),
            ),
        )
        .limit(LOT)
    )
    if seance_id is not None:
        query = query.where(Contribution.seance_id == seance_id)
    rows = session.execute(query).all()
    now = clock.now()
    for version_id, texte, kept in rows:
        if kept is not None:
            session.delete(kept)
            session.flush()
        keep_empreinte(session, version_id, texte or "", now)
    session.flush()
    return len(rows)


@action
def renew_empreintes(session: Session, *, par: Identite) -> int:
    """Make some that are missing or of another method; how many, 0 once there is none left.

    Who: the command line. Event: EmpreintesRenewed, unless there was none to make.
    """
    if par.genre is not Genre.SYSTEME:
        raise NotAllowed
    count = fill_empreintes(session)
    if count:
        record(session, "EmpreintesRenewed", par=par, demarche_id=None, details={"textes": count})
    return count
