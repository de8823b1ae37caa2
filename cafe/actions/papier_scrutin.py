"""Dots of paper: counted by hand as a total per card, with a photo as the proof."""

from __future__ import annotations

from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.actions.core import RuleBroken, action, found, record
from cafe.actions.depot import PieceJointe
from cafe.actions.scrutins import held_scrutin
from cafe.actions.tableau import Geste
from cafe.medias import remove_with
from cafe.models import (
    CibleScrutin,
    EtatScrutin,
    PapierScrutin,
    Phase,
    PhotoScrutin,
    Scrutin,
)
from cafe.models.scrutin_lecture import papers_of

PAPIER_MAX = 9999


@action
def set_papier(session: Session, *, par: Identite, cible_id: str, total: int) -> None:
    """Say how many paper dots a card has; the number is the whole, and the last one counts.

    Who: whoever facilitates the séance, once the vote has been opened and until the compte
    rendu has left. The same number again changes nothing. Event: PapierCounted.
    """
    card = found(session, CibleScrutin, cible_id)
    row, geste = _counted(session, par, card.scrutin_id)
    if not 0 <= total <= PAPIER_MAX:
        raise RuleBroken("papier_invalide", champ=f"papier-{card.id}", maximum=PAPIER_MAX)
    if papers_of(session, row.id).get(card.id, 0) == total:
        return
    now = clock.now()
    session.add(PapierScrutin(cible_id=card.id, total=total, par=geste.par.id or "", le=now))
    _record(session, "PapierCounted", row, geste, cible=card.id)


@action
def add_photo_scrutin(
    session: Session, *, par: Identite, scrutin_id: str, photo: PieceJointe
) -> str:
    """Keep a photo of the paper dots, whose file is on the disk already; returns its id.

    Who: as to count them. Event: PhotoScrutinAdded.
    """
    row, geste = _counted(session, par, scrutin_id)
    session.add(
        PhotoScrutin(
            id=photo.id,
            scrutin_id=row.id,
            type_mime=photo.type_mime,
            octets=photo.octets,
            empreinte=photo.empreinte,
            largeur=photo.largeur,
            hauteur=photo.hauteur,
            le=clock.now(),
        )
    )
    _record(session, "PhotoScrutinAdded", row, geste, photo=photo.id)
    return photo.id


@action
def remove_photo_scrutin(session: Session, *, par: Identite, photo_id: str) -> None:
    """Take a photo away with its file: faces were on it, or it was the wrong one.

    Who: as to count them. Twice changes nothing. Event: PhotoScrutinRemoved.
    """
    photo = found(session, PhotoScrutin, photo_id)
    row, geste = _counted(session, par, photo.scrutin_id)
    session.refresh(photo)
    if photo.retiree_le is not None:
        return
    photo.retiree_le = clock.now()
    remove_with(session, [photo.id])
    _record(session, "PhotoScrutinRemoved", row, geste, photo=photo.id)


def _counted(session: Session, par: Identite, scrutin_id: str) -> tuple[Scrutin, Geste]:
    row, geste = held_scrutin(session, par, scrutin_id)
    if row.etat is EtatScrutin.PREPARE:
        raise RuleBroken("vote_pas_en_cours")
    if geste.seance.phase is Phase.CLOSE:
        raise RuleBroken("rencontre_close")
    return row, geste


def _record(session: Session, nature: str, row: Scrutin, geste: Geste, **details: object) -> None:
    record(
        session,
        nature,
        par=geste.par,
        demarche_id=geste.seance.demarche_id,
        seance_id=row.seance_id,
        objets=[("scrutin", row.id)],
        details=details,
    )
