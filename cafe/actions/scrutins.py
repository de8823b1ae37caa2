"""A vote by dots: prepared, opened, closed, revealed. Dots are in ``gommettes``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext
from sqlalchemy import delete
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.actions.cibles import add_cards, check_votable
from cafe.actions.core import Missing, RuleBroken, Stale, action, found, record
from cafe.actions.tableau import Geste, hold_board, short_text
from cafe.models import (
    CibleScrutin,
    EtatScrutin,
    Phase,
    RangCarte,
    RangScrutin,
    Scrutin,
    VisibiliteScrutin,
)
from cafe.models.auteur import author_name
from cafe.models.base import new_id
from cafe.models.scrutin import POINTS_MAX
from cafe.models.scrutin_lecture import current_scrutin, last_step_of

TITRE_MAX = 200
PRESENTS_MAX = 9999


@dataclass(frozen=True)
class Bulletin:
    """What is voted on and how: ``points`` dots a person, ``par_carte`` at most on a card.

    ``cibles``: the cards in their order, groups as ``r:<id>`` and words as ``c:<id>``.
    """

    titre: str
    points: int
    par_carte: int
    visibilite: VisibiliteScrutin
    cibles: Sequence[str]


@action
def create_scrutin(session: Session, *, par: Identite, seance_id: str, bulletin: Bulletin) -> str:
    """Prepare a vote; returns its id.

    Who: whoever facilitates the séance. Cards must be published: groups with a word that is,
    or words. Event: ScrutinCreated.
    """
    geste = hold_board(session, par, seance_id)
    row = Scrutin(id=new_id(), seance_id=geste.seance.id, cree_le=clock.now())
    _fill(row, bulletin)
    session.add(row)
    session.flush()
    add_cards(session, row, bulletin.cibles)
    _record(session, "ScrutinCreated", row, geste)
    return row.id


@action
def update_scrutin(
    session: Session, *, par: Identite, scrutin_id: str, bulletin: Bulletin, version: int | None
) -> int:
    """Change a vote that is not open yet; returns its new version. Event: ScrutinUpdated."""
    row, geste = held_scrutin(session, par, scrutin_id)
    _check_version(session, row, version)
    if row.etat is not EtatScrutin.PREPARE:
        raise RuleBroken("vote_commence")
    _fill(row, bulletin)
    session.execute(delete(CibleScrutin).where(CibleScrutin.scrutin_id == row.id))
    session.expire(row, ["cibles"])
    add_cards(session, row, bulletin.cibles)
    row.version += 1
    _record(session, "ScrutinUpdated", row, geste)
    return row.version


@action
def open_scrutin(session: Session, *, par: Identite, scrutin_id: str, version: int | None) -> None:
    """Let phones give dots, and hold its cards still. One vote at a time is open.

    Who: whoever facilitates the séance. From a page that shows an older state: refused with
    who opened or closed it. Event: ScrutinOpened.
    """
    row, geste = held_scrutin(session, par, scrutin_id)
    _check_version(session, row, version)
    if row.etat is not EtatScrutin.PREPARE:
        raise RuleBroken("vote_commence")
    if geste.seance.phase is not Phase.OUVERTE:
        raise RuleBroken("vote_hors_rencontre")
    other = current_scrutin(session, row.seance_id)
    if other is not None:
        raise RuleBroken("autre_vote_ouvert", titre=other.titre)
    for card in row.cibles:
        check_votable(session, row.seance_id, card)
    session.add_all(RangScrutin(scrutin_id=row.id, rang=rang) for rang in range(1, row.points + 1))
    session.add_all(RangCarte(scrutin_id=row.id, rang=rang) for rang in range(1, row.par_carte + 1))
    row.etat, row.ouvert_le = EtatScrutin.OUVERT, clock.now()
    _moved(session, "ScrutinOpened", row, geste)


@action
def close_scrutin(
    session: Session,
    *,
    par: Identite,
    scrutin_id: str,
    version: int | None,
    presents: int | None = None,
) -> None:
    """Take no more dots. ``presents``: how many are in the room, where somebody counted.

    Who, conflicts: as to open it. A closed vote is not opened again. Event: ScrutinClosed.
    """
    row, geste = held_scrutin(session, par, scrutin_id)
    _check_version(session, row, version)
    if row.etat is not EtatScrutin.OUVERT:
        raise RuleBroken("vote_pas_en_cours")
    if presents is not None and not 0 <= presents <= PRESENTS_MAX:
        raise RuleBroken("presents_invalides", champ="presents", maximum=PRESENTS_MAX)
    row.etat, row.clos_le, row.presents = EtatScrutin.CLOS, clock.now(), presents
    _moved(session, "ScrutinClosed", row, geste)


@action
def reveal_scrutin(
    session: Session, *, par: Identite, scrutin_id: str, version: int | None
) -> None:
    """Show the room the totals of a hidden vote, once it is closed.

    Already shown: nothing changes. Who: whoever facilitates. Event: ScrutinRevealed.
    """
    row, geste = held_scrutin(session, par, scrutin_id)
    if row.revele_le is not None:
        return
    _check_version(session, row, version)
    if row.etat is not EtatScrutin.CLOS:
        raise RuleBroken("vote_pas_clos")
    row.revele_le = clock.now()
    _moved(session, "ScrutinRevealed", row, geste)


@action
def discard_scrutin(
    session: Session, *, par: Identite, scrutin_id: str, version: int | None
) -> None:
    """Take away a vote that was prepared and never opened: nobody gave it a dot.

    Who: whoever facilitates the séance. Opened or changed meanwhile: refused with who did.
    Event: ScrutinDiscarded.
    """
    row, geste = held_scrutin(session, par, scrutin_id)
    _check_version(session, row, version)
    if row.etat is not EtatScrutin.PREPARE:
        raise RuleBroken("vote_commence")
    session.execute(delete(CibleScrutin).where(CibleScrutin.scrutin_id == row.id))
    session.execute(delete(Scrutin).where(Scrutin.id == row.id))
    _record(session, "ScrutinDiscarded", row, geste)


def held_scrutin(session: Session, par: Identite, scrutin_id: str) -> tuple[Scrutin, Geste]:
    """A vote with its board held for one gesture, those who give dots waiting meanwhile.

    Raises Stale with who did where it was discarded.
    """
    first = session.get(Scrutin, scrutin_id)
    last = last_step_of(session, scrutin_id) if first is None else None
    seance_id = first.seance_id if first else last.seance_id if last else None
    if seance_id is None:
        raise Missing
    geste = hold_board(session, par, seance_id)
    try:
        return found(session, Scrutin, scrutin_id, lock=True), geste
    except Missing:
        raise _stale(session, scrutin_id) from None


def _fill(row: Scrutin, bulletin: Bulletin) -> None:
    titre = " ".join(short_text(bulletin.titre, "titre", TITRE_MAX).split())
    if not titre:
        raise RuleBroken("vote_sans_titre", champ="titre")
    if not 1 <= bulletin.points <= POINTS_MAX:
        raise RuleBroken("vote_points", champ="points", maximum=POINTS_MAX)
    if not 1 <= bulletin.par_carte <= bulletin.points:
        raise RuleBroken("vote_par_carte", champ="par_carte", maximum=bulletin.points)
    row.titre, row.points, row.par_carte = titre, bulletin.points, bulletin.par_carte
    row.visibilite = bulletin.visibilite


# What the last gesture on a vote made of it, told to whoever came second.
_DEJA = {
    "ScrutinOpened": "vote_deja_ouvert",
    "ScrutinClosed": "vote_deja_clos",
    "ScrutinRevealed": "vote_deja_revele",
    "ScrutinDiscarded": "vote_deja_ecarte",
}


def _check_version(session: Session, row: Scrutin, version: int | None) -> None:
    if version is not None and version != row.version:
        now = {"version": row.version, "etat": row.etat.value, "titre": row.titre}
        raise _stale(session, row.id, **now)


def _stale(session: Session, scrutin_id: str, **now: object) -> Stale:
    event = last_step_of(session, scrutin_id)
    code = _DEJA.get(event.nature if event else "", "vote_deja_modifie")
    return Stale(code, qui=author_name(session, event) or gettext("l’équipe"), **now)


def _moved(session: Session, nature: str, row: Scrutin, geste: Geste) -> None:
    """Phones, boards and screens follow what a vote has become: it touches the séance."""
    row.version += 1
    _record(session, nature, row, geste, seance=True)


def _record(
    session: Session, nature: str, row: Scrutin, geste: Geste, *, seance: bool = False
) -> None:
    objets = [("scrutin", row.id)]
    record(
        session,
        nature,
        par=geste.par,
        demarche_id=geste.seance.demarche_id,
        seance_id=row.seance_id,
        objets=[*objets, ("seance", row.seance_id)] if seance else objets,
        details={"etat": row.etat.value},
    )
