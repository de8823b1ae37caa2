"""The logo of a structure, kept as it was re-encoded by ``cafe.formats.logo``."""

from __future__ import annotations

from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.core import RuleBroken, action, found, record, require
from cafe.formats.logo import HAUTEUR_MAX, LARGEUR_MAX, SIGNATURE_PNG, ImageLogo
from cafe.models import Logo, Organisme


@action
def set_logo(session: Session, *, par: Identite, organisme_id: str, image: ImageLogo) -> None:
    """Give a structure its logo, in place of the one it had.

    Who: chef de projet. ``image``: a PNG of 600 × 300 pixels at most, already re-encoded.
    Event: LogoSet.
    """
    organisme = found(session, Organisme, organisme_id, lock=True)
    who = require(session, par, Pouvoir.PREPARER, Lieu(organisme.demarche_id))
    fits = image.largeur <= LARGEUR_MAX and image.hauteur <= HAUTEUR_MAX
    if not fits or not image.png.startswith(SIGNATURE_PNG):
        raise RuleBroken("logo_illisible", champ="fichier")
    row = session.get(Logo, organisme.id)
    if row is None:
        row = Logo(organisme_id=organisme.id)
        session.add(row)
    row.png = image.png
    row.largeur = image.largeur
    row.hauteur = image.hauteur
    row.le = clock.now()
    _record(session, "LogoSet", who, organisme)


@action
def remove_logo(session: Session, *, par: Identite, organisme_id: str) -> None:
    """Take a structure's logo away; comptes rendus then print its name alone.

    Who: chef de projet. Without a logo, nothing changes. Event: LogoRemoved.
    """
    organisme = found(session, Organisme, organisme_id, lock=True)
    who = require(session, par, Pouvoir.PREPARER, Lieu(organisme.demarche_id))
    row = session.get(Logo, organisme.id)
    if row is None:
        return
    session.delete(row)
    _record(session, "LogoRemoved", who, organisme)


def _record(session: Session, nature: str, who: Identite, organisme: Organisme) -> None:
    record(
        session,
        nature,
        par=who,
        demarche_id=organisme.demarche_id,
        objets=[("organisme", organisme.id)],
    )
