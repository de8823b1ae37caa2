"""What is told of an action agreed in a meeting: done, given up, still open.

Who does it and by when belong to the line that opened it (``cafe.actions.notes``).
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.champs import first_try, optional
from cafe.actions.core import Missing, RuleBroken, action, found, record, require
from cafe.actions.prise_de_notes import check_suivi
from cafe.actions.reunion import hold_reunion
from cafe.models import EtatSuivi, NatureLigne, NouvelleSuivi, Seance, Suivi

NOUVELLE_MAX = 2000


@action
def tell_suivi(
    session: Session,
    *,
    par: Identite,
    suivi_id: str,
    etat: EtatSuivi,
    texte: str = "",
    seance_id: str | None = None,
    version: int | None = None,
    nouvelle_id: str | None = None,
) -> int:
    """Say where an action stands, in a meeting or between two (None). Returns its version.

    Each telling is kept with its day; ``nouvelle_id`` is the page's own, so that a second try
    changes nothing. Rules: told in its own meeting or in a later one of the same groupe, as
    long as that one is written; a line that was taken out is no suivi any more.

    Who: those who take notes. Event: SuiviTold.
    """
    seance: Seance | None = None
    if seance_id is not None:
        who, seance = hold_reunion(session, par, seance_id)
    row = found(session, Suivi, suivi_id, lock=True)
    if seance is None:
        who = require(session, par, Pouvoir.NOTER, Lieu(row.demarche_id))
    elif seance.id != row.seance_id and not (
        row.groupe_id == seance.groupe_id is not None and row.seance.precedes(seance)
    ):
        raise Missing
    id_, first = first_try(session, NouvelleSuivi, nouvelle_id, suivi_id=row.id)
    if first is not None:
        return row.version
    if row.ligne.retiree_le is not None or row.ligne.nature is not NatureLigne.SUIVI:
        raise RuleBroken("ligne_retiree")
    check_suivi(session, row, version)
    session.add(
        NouvelleSuivi(
            id=id_,
            suivi_id=row.id,
            seance_id=seance.id if seance else None,
            etat=etat,
            texte=optional(texte, "texte", NOUVELLE_MAX),
            par=who.id,
            le=clock.now(),
        )
    )
    former, row.etat = row.etat, etat
    row.version += 1
    record(
        session,
        "SuiviTold",
        par=who,
        demarche_id=row.demarche_id,
        seance_id=seance_id,
        objets=[("suivi", row.id), ("ligne", row.ligne_id), ("point", row.ligne.point_id)],
        details={"de": former.value, "etat": etat.value},
    )
    return row.version
