"""A participant puts dots on a card, or takes them back."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Genre, Identite
from cafe.access.jetons import hash_jeton
from cafe.actions.cadence import Cadence
from cafe.actions.core import Missing, NotAllowed, RuleBroken, action, found, record
from cafe.actions.depot import insert_participant
from cafe.models import (
    CibleScrutin,
    Contribution,
    EtatScrutin,
    Gommette,
    Participant,
    Scrutin,
    Seance,
)
from cafe.models.scrutin_lecture import grants_vote
from cafe.models.visibilite import Regard, visible

PAR_MINUTE = 60
# A minute of taps without a pause: somebody plays, and each tap is a row.
_CADENCE = Cadence(PAR_MINUTE)


@dataclass(frozen=True)
class Vote:
    """The server's yes: the dots now on that card, and how many are left for all the others."""

    points: int
    restants: int


@action
def set_points(
    session: Session, *, par: Identite, scrutin_id: str, cible: str, points: int
) -> Vote:
    """Have that many dots on a card: the number is the whole, so a repeat changes nothing.

    Who: the holder of a participant's secret, in its séance, while its step lets phones vote
    and the vote is open; they are born here if this is their first gesture. Rules: at most n
    dots in all and m on a card, which the base keeps too; on a word no longer shown dots may
    only be taken back. Event: PointsSet, which does not say on which card.
    """
    if par.genre is not Genre.PARTICIPANT or not par.jeton or not par.seance_id:
        raise NotAllowed
    # Shared with other voters, not with whoever closes the vote.
    row = session.get(Scrutin, scrutin_id, with_for_update={"read": True}, populate_existing=True)
    if row is None or row.seance_id != par.seance_id:
        raise Missing
    seance = found(session, Seance, row.seance_id)
    _check_open(row, seance)
    card = _card(session, row, cible)
    _check_number(row, points)
    voter = _voter(session, par.jeton, seance.id)
    given = _dots(session, row.id, voter)
    there = [dot for dot in given if dot.cible_id == card.id]
    left = row.points - len(given)
    added = points - len(there)
    if added == 0:
        return Vote(points, left)
    if added > left:
        code = "plus_assez_de_gommettes" if left else "plus_de_gommettes"
        raise RuleBroken(code, champ="points", restants=left, total=row.points)
    if added > 0:
        _check_shown(session, card)
    now = clock.now()
    if voter is None:
        voter = insert_participant(session, seance.id, par.jeton, now)
    if not _CADENCE.take(voter, now):
        raise RuleBroken("vote_trop_vite", attendre=20)
    for dot in there[points:]:
        session.delete(dot)
    free = _free({dot.rang for dot in given}, row.points)
    free_there = _free({dot.rang_carte for dot in there}, row.par_carte)
    session.add_all(
        Gommette(
            scrutin_id=row.id,
            participant_id=voter,
            cible_id=card.id,
            rang=rang,
            rang_carte=rang_carte,
            le=now,
        )
        for rang, rang_carte in zip(free[: max(added, 0)], free_there, strict=False)
    )
    record(
        session,
        "PointsSet",
        par=Identite(Genre.PARTICIPANT, id=voter, seance_id=seance.id),
        demarche_id=seance.demarche_id,
        seance_id=seance.id,
        objets=[("scrutin", row.id)],
    )
    return Vote(points, left - added)


def _check_open(row: Scrutin, seance: Seance) -> None:
    if row.etat is EtatScrutin.CLOS:
        raise RuleBroken("vote_clos")
    if row.etat is EtatScrutin.PREPARE or not grants_vote(seance):
        raise RuleBroken("vote_pas_ouvert")


def _card(session: Session, row: Scrutin, cible: str) -> CibleScrutin:
    genre, _, id_ = cible.partition(":")
    column = {"r": CibleScrutin.regroupement_id, "c": CibleScrutin.contribution_id}.get(genre)
    card = None
    if column is not None:
        wanted = select(CibleScrutin).where(CibleScrutin.scrutin_id == row.id, column == id_)
        card = session.scalar(wanted)
    if card is None:
        raise RuleBroken("carte_hors_vote", champ="cible")
    return card


def _check_number(row: Scrutin, points: int) -> None:
    if points < 0:
        raise RuleBroken("points_invalides", champ="points")
    if points > row.par_carte:
        raise RuleBroken("trop_sur_une_carte", champ="points", maximum=row.par_carte)


def _voter(session: Session, jeton: str, seance_id: str) -> str | None:
    """The participant's id, once born; their taps wait for one another from here on."""
    born = session.execute(
        select(Participant.id, Participant.seance_id)
        .where(Participant.jeton_hash == hash_jeton(jeton))
        .with_for_update(key_share=True)
    ).one_or_none()
    if born is None:
        return None
    voter, where = born
    if where != seance_id:
        raise NotAllowed
    return str(voter)


def _dots(session: Session, scrutin_id: str, voter: str | None) -> list[Gommette]:
    return list(
        session.scalars(
            select(Gommette)
            .where(Gommette.scrutin_id == scrutin_id, Gommette.participant_id == voter)
            .order_by(Gommette.rang_carte)
        )
    )


def _check_shown(session: Session, card: CibleScrutin) -> None:
    """A word taken off the wall during the vote takes no more dots."""
    if card.contribution_id is None:
        return
    if not visible(found(session, Contribution, card.contribution_id), Regard.ECRAN):
        raise RuleBroken("carte_retiree_du_vote", champ="cible")


def _free(taken: set[int], maximum: int) -> list[int]:
    return [rang for rang in range(1, maximum + 1) if rang not in taken]
