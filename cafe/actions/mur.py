"""What the room screen does: it follows, it freezes, it hides."""

from __future__ import annotations

from sqlalchemy.orm import Session

from cafe.access.identity import Identite
from cafe.actions.core import action, record
from cafe.actions.tableau import hold_board
from cafe.models import Mur


@action
def set_mur(session: Session, *, par: Identite, seance_id: str, mur: Mur) -> None:
    """Let the wall follow, freeze it as it is, or hide it.

    Who: whoever facilitates the séance. A frozen wall remembers the number of its event:
    it shows no word that came later. Already so: nothing changes. Event: MurChanged.
    """
    geste = hold_board(session, par, seance_id)
    seance = geste.seance
    if seance.mur is mur:
        return
    former, seance.mur = seance.mur, mur
    seance.version += 1
    numero = record(
        session,
        "MurChanged",
        par=geste.par,
        demarche_id=seance.demarche_id,
        seance_id=seance.id,
        objets=[("seance", seance.id)],
        details={"de": former.value, "vers": mur.value},
    )
    seance.mur_numero = numero if mur is Mur.FIGE else None
