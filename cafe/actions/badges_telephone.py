"""A badge and the phone that scanned it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.jetons import hash_jeton
from cafe.actions.core import NotAllowed, RuleBroken, action, found, record
from cafe.actions.depot import insert_participant
from cafe.models import Badge, Phase, Seance, Talon
from cafe.models.halle import badge_by_numero, badge_of
from cafe.models.participant import participant_by_jeton
from cafe.models.talon import talon_by_numero


@action
def tie_badge(session: Session, *, par: Identite, seance_id: str, numero: int) -> None:
    """Tie a badge to the phone that scanned it, unless another holds it; again is harmless.

    Who: the phone itself, born here if it has not written yet. Its words are then read with the
    receipt printed on that badge too, unless the slip has words of its own already. Refused:
    ``badge_inconnu``, ``badge_pris`` by another phone, ``badge_autre`` when this phone has one.
    Event: BadgeTied.
    """
    if par.jeton is None or par.seance_id != seance_id:
        raise NotAllowed
    seance = found(session, Seance, seance_id)
    if seance.phase in (Phase.TERMINEE, Phase.CLOSE):
        raise RuleBroken("rencontre_finie")
    badge = badge_by_numero(session, seance_id, numero, lock=True)
    if badge is None:
        raise RuleBroken("badge_inconnu", numero=numero)
    born = participant_by_jeton(session, hash_jeton(par.jeton))
    if badge.participant_id is not None:
        if born is not None and badge.participant_id == born.id:
            return
        raise RuleBroken("badge_pris", numero=numero)
    held = badge_of(session, born.id) if born else None
    if held is not None:
        raise RuleBroken("badge_autre", numero=numero, autre=held.numero)
    now = clock.now()
    badge.participant_id = (
        born.id if born else insert_participant(session, seance_id, par.jeton, now)
    )
    session.flush()
    slip = talon_by_numero(session, seance_id, numero, lock=True)
    if slip is not None and slip.participant_id is None and _bears_no_slip(session, badge):
        slip.participant_id, slip.lie_le = badge.participant_id, now
    record(
        session,
        "BadgeTied",
        par=par,
        demarche_id=seance.demarche_id,
        seance_id=seance_id,
        objets=[("badge", badge.id)],
    )


def _bears_no_slip(session: Session, badge: Badge) -> bool:
    return session.query(Talon.id).filter_by(participant_id=badge.participant_id).first() is None
