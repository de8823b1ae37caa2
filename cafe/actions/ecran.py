"""What everybody is shown at once: the view of the room screen, and one sentence to all.

What the wall of words does (follow, freeze, hide) is ``cafe.actions.mur``.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.actions.core import RuleBroken, action, record
from cafe.actions.tableau import Geste, hold_board
from cafe.models import Phase, Question, Regroupement, Seance, VueEcran
from cafe.models.base import ID_LENGTH

MESSAGE_MAX = 280


@action
def set_vue(
    session: Session, *, par: Identite, seance_id: str, vue: VueEcran, cible: str | None = None
) -> None:
    """Have the room screen show that view, of that thing (an id) where the view needs one.

    ``AUTO`` gives it back to the script. Already so: nothing changes. Rules: a question alone and
    a group are of this séance, the group still open (``vue_inconnue``).
    Who: whoever facilitates the séance. Event: VueChanged.
    """
    geste = hold_board(session, par, seance_id)
    seance = geste.seance
    kept = (cible or None) if vue is not VueEcran.AUTO else None
    if kept is not None and len(kept) > ID_LENGTH:
        raise RuleBroken("vue_inconnue")
    _check_target(session, seance, vue, kept)
    if (seance.vue, seance.vue_cible) == (vue, kept):
        return
    seance.vue, seance.vue_cible = vue, kept
    _record(session, "VueChanged", geste, vue=vue.value)


def _check_target(session: Session, seance: Seance, vue: VueEcran, cible: str | None) -> None:
    if vue is VueEcran.QUESTION:
        question = session.get(Question, cible) if cible else None
        if question is None or question.seance_id != seance.id:
            raise RuleBroken("vue_inconnue")
    if vue is VueEcran.GROUPE:
        group = session.get(Regroupement, cible) if cible else None
        if group is None or group.seance_id != seance.id or group.ferme_le is not None:
            raise RuleBroken("vue_inconnue")


@action
def set_message(session: Session, *, par: Identite, seance_id: str, texte: str) -> None:
    """Say one sentence on all phones and on the room screen; an empty one takes it away.

    Who: whoever facilitates the séance, while it is open. Event: MessageSet.
    """
    geste = hold_board(session, par, seance_id)
    seance = geste.seance
    said = " ".join(texte.split())
    if len(said) > MESSAGE_MAX:
        raise RuleBroken("message_long", champ="message", maximum=MESSAGE_MAX)
    if said == seance.message:
        return
    if said and seance.phase is not Phase.OUVERTE:
        raise RuleBroken("horloge_arretee")
    seance.message = said
    seance.message_le = clock.now() if said else None
    _record(session, "MessageSet", geste)


def _record(session: Session, nature: str, geste: Geste, **details: object) -> None:
    seance = geste.seance
    seance.version += 1
    record(
        session,
        nature,
        par=geste.par,
        demarche_id=seance.demarche_id,
        seance_id=seance.id,
        objets=[("seance", seance.id)],
        details=details,
    )
