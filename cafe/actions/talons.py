"""Numbered slips: printed before the meeting, tied to whoever speaks without a phone.

What a slip says is drawn once and kept nowhere. A word is tied to its bearer by the actions of
``saisies``, through ``bearer_of``.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.jetons import hash_jeton, mots_of, new_jeton, recu_of
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.core import RuleBroken, Stale, action, found, hold_numbers, record, require
from cafe.models import Participant, Phase, Seance, Talon
from cafe.models.base import new_id
from cafe.models.halle import last_badge
from cafe.models.participant import highest_numero
from cafe.models.talon import last_talon, talon_by_numero

PAR_FEUILLE = 10
FEUILLES_MAX = 20
# Four figures fit on a slip, and no hall holds more people.
NUMERO_MAX = 9_999


@dataclass(frozen=True)
class TalonImprime:
    """What is printed on one slip, and kept nowhere else."""

    numero: int
    recu: str
    mots: str


@action
def print_talons(
    session: Session, *, par: Identite, seance_id: str, feuilles: int, vu: int | None = None
) -> tuple[TalonImprime, ...]:
    """Make the slips of that many sheets, ten a sheet, under the next free numbers.

    Who: whoever facilitates the séance. Rules: 1 to 20 sheets at once; before the compte rendu
    has left. A number is never given twice, even if its sheet was thrown away. ``vu``: see
    ``check_printed``. Event: TalonsPrinted, with the first and last number.
    """
    seance = found(session, Seance, seance_id)
    who = require(session, par, Pouvoir.ANIMER, Lieu(seance.demarche_id, seance.id))
    if seance.phase is Phase.CLOSE:
        raise RuleBroken("rencontre_close")
    if not 1 <= feuilles <= FEUILLES_MAX:
        raise RuleBroken("feuilles_invalides", champ="feuilles", maximum=FEUILLES_MAX)
    hold_numbers(session)
    check_printed(session, seance.id, vu)
    first = max(last_talon(session, seance.id), last_badge(session, seance.id)) + 1
    last = first + feuilles * PAR_FEUILLE - 1
    if last > NUMERO_MAX:
        raise RuleBroken("trop_de_talons", champ="feuilles", maximum=NUMERO_MAX)
    now = clock.now()
    printed = []
    for numero in range(first, last + 1):
        secret = new_jeton()
        slip = TalonImprime(numero, recu_of(secret), mots_of(secret))
        printed.append(slip)
        session.add(
            Talon(
                id=new_id(),
                seance_id=seance.id,
                numero=numero,
                recu_hash=hash_jeton(slip.recu),
                mots_hash=hash_jeton(slip.mots),
                imprime_le=now,
            )
        )
    record(
        session,
        "TalonsPrinted",
        par=who,
        demarche_id=seance.demarche_id,
        seance_id=seance.id,
        objets=[("seance", seance.id)],
        details={"premier": first, "dernier": last},
    )
    return tuple(printed)


def check_printed(session: Session, seance_id: str, vu: int | None) -> int:
    """Refuse a print asked for on a page that does not show the last one: most often the same
    click again, since a download leaves its page as it was. Returns the last number printed.

    ``vu``: the last number that the page shows; None skips the check. Raises Stale
    (``deja_imprime``).
    """
    dernier = last_talon(session, seance_id)
    if vu is not None and vu != dernier:
        raise Stale("deja_imprime", version=dernier, dernier=dernier)
    return dernier


def bearer_of(session: Session, seance_id: str, numero: int) -> str:
    """The participant of a slip, born here with its first word; raises ``talon_inconnu``."""
    slip = talon_by_numero(session, seance_id, numero, lock=True)
    if slip is None:
        raise RuleBroken("talon_inconnu", champ="talon", numero=numero)
    if slip.participant_id is not None:
        return slip.participant_id
    hold_numbers(session)
    now = clock.now()
    bearer = Participant(
        id=new_id(),
        seance_id=seance_id,
        numero=highest_numero(session, seance_id) + 1,
        # Nobody holds this secret: a slip is read, it never writes.
        jeton_hash=hash_jeton(new_jeton()),
        recu_hash=slip.recu_hash,
        mots_hash=slip.mots_hash,
        cree_le=now,
    )
    session.add(bearer)
    session.flush()
    slip.participant_id, slip.lie_le = bearer.id, now
    return bearer.id
