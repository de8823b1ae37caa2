"""What was proposed on a préconisation and a person refused: it leaves an event, and no row.

The last event about the two says whether it stands refused.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.champs import fiche_of
from cafe.actions.core import Missing, RuleBroken, action, found, record, require
from cafe.models import Preconisation
from cafe.models.proposition import GenreProche, refused_near


@action
def refuse_near(
    session: Session,
    *,
    par: Identite,
    preconisation_id: str,
    genre: GenreProche,
    objet_id: str,
    ecartee: bool = True,
) -> bool:
    """Have a fiche, or another préconisation, proposed no more on that one; or again.

    Who: animateur, chef de projet. Already so: nothing changes (False). Events: NearRefused,
    NearRestored.
    """
    row = found(session, Preconisation, preconisation_id, lock=True)
    who = require(session, par, Pouvoir.PROPOSER, Lieu(row.demarche_id))
    if genre is GenreProche.FICHE:
        fiche_of(session, row.demarche_id, objet_id)
    elif found(session, Preconisation, objet_id).demarche_id != row.demarche_id:
        raise Missing
    if objet_id == row.id:
        raise RuleBroken("proposition_inconnue")
    if ((genre, objet_id) in refused_near(session, row.id)) == ecartee:
        return False
    record(
        session,
        "NearRefused" if ecartee else "NearRestored",
        par=who,
        demarche_id=row.demarche_id,
        objets=[("preconisation", row.id), (genre.value, objet_id)],
        details={"sur": row.id, "genre": genre.value, "ecarte": objet_id},
    )
    return True
